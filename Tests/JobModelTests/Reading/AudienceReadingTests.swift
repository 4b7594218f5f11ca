import JobModel
import Testing

@Suite struct AudienceReadingTests {
    @Test(arguments: [
        #"{"departments":["od-1"]}"#, #"{"files":["a.csv"]}"#, #"{"users":{"emails":["a@b.example"]}}"#,
        #"{"users":{"mobiles":["+8613800138000"],"open_ids":[]},"departments":[]}"#,
        #"{"departments":["od-1"],"resolve":"departments"}"#,
        #"{"departments":["od-1"],"users":{"open_ids":[]},"files":[],"exclude":{"users":{},"files":[]},"resolve":"departments"}"#,
        #"{"users":{"user_ids":["u1"]},"exclude":{}}"#, #"{"users":{"user_ids":["u1","u1","U1"]},"resolve":"people"}"#,
    ])
    func takesAudiences(_ audience: String) {
        #expect(Manifests.read(audience: audience).problems == [])
    }

    @Test(arguments: [
        ("null", "", "found null"), (#"{"users":{}}"#, "", "the audience is empty"),
        (#"{"resolve":"people"}"#, "", "is empty"),
        (#"{"exclude":{"users":{"open_ids":["ou_1"]}}}"#, "", "the audience is empty"),
        (#"{"departments":"od-1"}"#, "/departments", "expected an array of strings"),
        (#"{"departments":[{}]}"#, "/departments/0", "expected a string, found an object"),
        (#"{"departments":["od-"]}"#, "/departments/0", "no department id"),
        (#"{"departments":["oc_1"]}"#, "/departments/0", "never groups"),
        (#"{"users":{"user_ids":["od-1"]}}"#, "/users/user_ids/0", "move it to departments"),
        (#"{"users":{"user_ids":["on_1"]}}"#, "/users/user_ids/0", "move it to users.union_ids"),
        (#"{"users":{"union_ids":["e33ggbyz"]}}"#, "/users/union_ids/0", "is no union_id"),
        (#"{"users":{"user_ids":["a",true]}}"#, "/users/user_ids/1", "expected a string, found a boolean"),
        (#"{"users":{"mobiles":[13800138000]}}"#, "/users/mobiles/0", "expected a string, found a number"),
        (#"{"users":{"open_id":["ou_1"]}}"#, "/users/open_id", "did you mean \"open_ids\""),
        (#"{"users":{"open_ids":["ou_1"]},"excludes":{}}"#, "/excludes", "did you mean \"exclude\""),
        (#"{"users":{"open_ids":["ou_1"]},"exclude":[]}"#, "/exclude", "expected an object"),
        (
            #"{"users":{"open_ids":["ou_1"]},"exclude":{"users":{"open_ids":["on_1"]}}}"#, "/exclude/users/open_ids/0",
            "union_id"
        ),
        (
            #"{"users":{"open_ids":["ou_1"]},"exclude":{"departments":["0"]}}"#, "/exclude/departments/0",
            "root department"
        ),
        (#"{"users":{"open_ids":["ou_1"]},"exclude":{"files":["/x"]}}"#, "/exclude/files/0", "is absolute"),
        (#"{"users":{"open_ids":["ou_1"]},"exclude":{"resolve":"people"}}"#, "/exclude/resolve", "unknown key"),
        (#"{"users":{"open_ids":["ou_1"]},"resolve":1}"#, "/resolve", "expected a string"),
        (#"{"files":["a.csv"],"resolve":"departments"}"#, "/files", "takes no files"),
    ])
    func namesWhatIsWrong(audience: String, pointer: String, contains: String) {
        let problems = Manifests.read(audience: audience).problems
        #expect(problems.map(\.pointer) == ["/audience\(pointer)"])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test func twoHundredDepartmentsMayRepeat() {
        let ids = (0..<200).map { "\"od-\($0)\"" }
        let list = (ids + ids).joined(separator: ",")
        #expect(Manifests.read(audience: #"{"departments":[\#(list)],"resolve":"departments"}"#).problems == [])
    }

    @Test func everyWrongIDIsNamedInItsPlace() {
        let reading = Manifests.read(audience: #"{"users":{"open_ids":["x","ou_1","on_2","ou_3 "],"emails":["y"]}}"#)
        let pointers = ["/open_ids/0", "/open_ids/2", "/open_ids/3", "/emails/0"].map { "/audience/users\($0)" }
        #expect(reading.problems.map(\.pointer) == pointers)
    }

    @Test func aListKnowsItsKind() {
        var users = AudienceUsers()
        #expect(users.isEmpty && users.kinds == [])
        users.unionIDs = ["on_1"]
        users.openIDs = ["ou_1"]
        #expect(users.kinds == [.openID, .unionID])
        #expect(users.ids(of: .unionID) == ["on_1"])
        #expect(users.ids(of: .departmentID) == [])
        #expect(IDKind.allCases.map(\.listName) == ["open_ids", "user_ids", "union_ids", "department_ids", "chat_ids"])
    }
}
