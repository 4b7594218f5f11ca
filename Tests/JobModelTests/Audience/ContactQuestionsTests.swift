import JobModel
import Testing

/// Contacts are asked for what needs them and for nothing else.
struct ContactQuestionsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var asked: String
        var onlyKind: IDKind?
        var change: @Sendable (inout Audience) -> Void
        var testDescription: String { name }
    }

    private static func text(_ questions: ContactQuestions) -> String {
        [
            ("d", questions.departments), ("-d", questions.excludedDepartments), ("ou", questions.openIDs),
            ("u", questions.userIDs), ("on", questions.unionIDs), ("@", questions.emails), ("+", questions.mobiles),
        ].filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1.joined(separator: ","))" }.joined(separator: " ")
    }

    @Test(arguments: [
        Case(name: "one kind", asked: "", onlyKind: .openID) { $0.users.openIDs = ["ou_1", "ou_2"] },
        Case(name: "one kind, left out by the same", asked: "", onlyKind: .userID) {
            $0.users.userIDs = ["e1", "e2"]
            $0.exclude.users.userIDs = ["e2"]
        },
        Case(name: "a file of the same kind", asked: "", onlyKind: .openID) {
            $0.users.openIDs = ["ou_1"]
            $0.files = ["ids.csv"]
        },
        Case(name: "a file of another kind", asked: "ou=ou_7,ou_8 u=e1", onlyKind: nil) {
            $0.users.userIDs = ["e1"]
            $0.files = ["ids.csv"]
        },
        Case(name: "departments", asked: "d=od-1,od-2", onlyKind: nil) { $0.departments = ["od-1", "od-2", "od-1"] },
        Case(name: "departments and people", asked: "d=od-1 ou=ou_1", onlyKind: nil) {
            $0.departments = ["od-1"]
            $0.users.openIDs = ["ou_1"]
        },
        Case(name: "addresses", asked: "@=a@a.example +=13800138000", onlyKind: nil) {
            $0.users.emails = ["a@a.example"]
            $0.users.mobiles = ["13800138000"]
        },
        Case(name: "left out by an open id", asked: "u=e1", onlyKind: nil) {
            $0.users.userIDs = ["e1"]
            $0.exclude.users.openIDs = ["ou_1"]
        },
        Case(name: "left out by another id", asked: "ou=ou_1 u=e1 on=on_1", onlyKind: nil) {
            $0.users.openIDs = ["ou_1"]
            $0.exclude.users.userIDs = ["e1"]
            $0.exclude.users.unionIDs = ["on_1"]
        },
        Case(name: "left out by address and department", asked: "-d=od-9 ou=ou_1 @=a@a.example", onlyKind: nil) {
            $0.users.openIDs = ["ou_1"]
            $0.exclude.departments = ["od-9"]
            $0.exclude.users.emails = ["a@a.example"]
        },
        Case(name: "in and left out by the same words", asked: "@=a@a.example", onlyKind: nil) {
            $0.users.emails = ["a@a.example"]
            $0.exclude.users.emails = ["a@a.example"]
        },
        Case(name: "a file left out", asked: "ou=ou_7,ou_8,ou_1 u=e1", onlyKind: nil) {
            $0.users.userIDs = ["e1"]
            $0.users.openIDs = ["ou_7", "ou_8", "ou_1"]
            $0.exclude.files = ["ids.csv"]
        },
    ])
    func asksWhatItMust(_ item: Case) throws {
        var audience = Audience()
        item.change(&audience)
        let file = try #require(
            AudienceFileReader().read(bytes: Array("open_id\nou_7\nou_8\n".utf8), name: "ids.csv").file)
        let named = try NamedAudience(audience, files: ["ids.csv": file])
        let questions = ContactQuestions(named)
        #expect(Self.text(questions) == item.asked)
        #expect(named.onlyKind == item.onlyKind)
    }

    /// Addresses beside other ids are asked for only where addresses are asked for anyway.
    @Test(arguments: [
        ("open_id,email,user_id\nou_1,b@a.example,e1\n", ["a@a.example"], "ou=ou_1 @=a@a.example,b@a.example"),
        ("open_id,mobile\nou_1,13800138000\nou_2,\n", ["a@a.example"], "ou=ou_1,ou_2 @=a@a.example +=13800138000"),
        ("open_id,email\nou_1,b@a.example\n,c@a.example\n", [], "ou=ou_1 @=c@a.example,b@a.example"),
        ("open_id,email,user_id\nou_1,b@a.example,\n,,e2\n", [], "ou=ou_1 u=e2"),
        ("open_id,email\nou_1,b@a.example\n", [], ""),
    ])
    func asksWhatShowsThatARowNamesTwo(_ csv: String, _ emails: [String], _ asked: String) throws {
        var audience = Audience()
        audience.users.emails = emails
        audience.files = ["a.csv"]
        let file = try #require(AudienceFileReader().read(bytes: Array(csv.utf8), name: "a.csv").file)
        #expect(Self.text(ContactQuestions(try NamedAudience(audience, files: ["a.csv": file]))) == asked)
    }

    @Test func aFileThatWasNotReadIsNamed() {
        var audience = Audience()
        audience.files = ["a.csv", "b.csv"]
        let refusal = #expect(throws: PlanRefusal.self) { _ = try NamedAudience(audience) }
        #expect(refusal?.reasons.map(\.pointer) == ["/audience/files/0"])
    }

    /// Of several departments nobody could check whether one lies inside another, and nobody can be left out of one.
    @Test(arguments: [(["od-1"], true), (["od-1", "od-1"], true), (["od-1", "od-2"], false)])
    func oneDepartmentCanBeAddressedItself(_ ids: [String], _ isOne: Bool) throws {
        var audience = Audience()
        audience.departments = ids
        #expect(try NamedAudience(audience).isOneDepartment == isOne)
        audience.exclude.users.openIDs = ["ou_1"]
        #expect(try !NamedAudience(audience).isOneDepartment)
        audience = Audience()
        audience.users.openIDs = ["ou_1"]
        #expect(try !NamedAudience(audience).isOneDepartment)
    }
}
