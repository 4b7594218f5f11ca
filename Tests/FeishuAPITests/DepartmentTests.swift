import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct DepartmentTests {
    private static let one = "/open-apis/contact/v3/departments/"
    private static let kinds = "?department_id_type=open_department_id&user_id_type=open_id"
    private static let children = one + "od-1/children" + kinds + "&fetch_child=true&page_size=50"

    private func children(_ body: String, pageToken: String? = nil) async throws -> FeishuPage<FeishuDepartment> {
        let rest = pageToken.map { "&page_token=" + PercentEncoding.encode($0) } ?? ""
        return try await calling(.get, Self.children + rest, .answered(200, body)) {
            try await $0.childDepartments(of: "od-1", .open, isRecursive: true, pageToken: pageToken)
        }
    }

    private func childrenError(_ answer: HTTPExchange, pageToken: String? = nil) async throws -> FeishuError? {
        let rest = pageToken.map { "&page_token=" + PercentEncoding.encode($0) } ?? ""
        return try await refusal(.get, Self.children + rest, answer) { client async throws(FeishuError) in
            try await client.childDepartments(of: "od-1", .open, isRecursive: true, pageToken: pageToken)
        }
    }

    @Test(arguments: [
        ("od-1", DepartmentIDKind.open), ("0", .open), ("finance", .custom), ("odd", .custom), ("OD-1", .custom),
    ])
    func tellsTheKindOfAnID(_ id: String, _ kind: DepartmentIDKind) {
        #expect(DepartmentIDKind(of: id) == kind)
    }

    @Test func readsOneDepartment() async throws {
        let department = try await calling(
            .get, Self.one + "od-4e6" + Self.kinds, .answered(200, ContactFixture.department)
        ) { try await $0.department("od-4e6", .open) }
        #expect(
            department
                == FeishuDepartment(
                    openDepartmentID: "od-4e6ac4d14bcd5071a37a39de902c7142", departmentID: "D096", name: "财务",
                    parentDepartmentID: "od-4e6ac4d14bcd5071a37a39de902c7141", memberCount: 100))
    }

    @Test func knowsNoParentByACustomID() async throws {
        let body = """
            {"code":0,"data":{"department":{"open_department_id":"od-1","department_id":"D1","name":"n",\
            "parent_department_id":"D0","status":{"is_deleted":true}}}}
            """
        let path = Self.one + "D%401?department_id_type=department_id&user_id_type=open_id"
        let department = try await calling(.get, path, .answered(200, body)) { try await $0.department("D@1", .custom) }
        #expect(
            department == FeishuDepartment(openDepartmentID: "od-1", departmentID: "D1", name: "n", isDeleted: true))
    }

    @Test func keepsTheRootAsParent() async throws {
        let item = #"{"open_department_id":"od-1","parent_department_id":"0","department_id":"","name":null}"#
        let page = try await children(ContactFixture.page(item))
        #expect(page.items == [FeishuDepartment(openDepartmentID: "od-1", name: "", parentDepartmentID: "0")])
    }

    @Test(
        arguments: [("7", 7), (#""7""#, 7), ("null", nil), ("-1", nil), ("true", nil), ("1.5", nil)] as [(String, Int?)]
    )
    func readsMemberCountsAsIntegersOrDigits(_ spelt: String, _ count: Int?) async throws {
        let page = try await children(
            ContactFixture.page(#"{"open_department_id":"od-1","name":"n","member_count":\#(spelt)}"#))
        #expect(page.items.map(\.memberCount) == [count])
    }

    @Test func asksForManyAtOnceAndTakesWhatThereIs() async throws {
        let path = Self.one + "batch" + Self.kinds + "&department_ids=od-1&department_ids=od-%2F2"
        let found = try await calling(
            .get, path, .answered(200, #"{"code":0,"data":{"items":[\#(ContactFixture.bare)]}}"#)
        ) {
            try await $0.departments(["od-1", "od-/2"], .open)
        }
        #expect(found == [FeishuDepartment(openDepartmentID: "od-1", name: "")])
        for body in [#"{"code":0}"#, #"{"code":0,"data":{}}"#, #"{"code":0,"data":{"items":null}}"#] {
            let none = try await calling(.get, path, .answered(200, body)) {
                try await $0.departments(["od-1", "od-/2"], .open)
            }
            #expect(none.isEmpty)
        }
    }

    @Test func asksNothingForNothingTooMuchOrEmpty() async throws {
        try await withStubTransport([]) { transport in
            let client = try Rig().client(transport)
            #expect(try await client.departments([], .open).isEmpty)
            for ids in [Array(repeating: "od-1", count: 51), ["od-1", ""]] {
                let error = await failure { () async throws(FeishuError) in try await client.departments(ids, .open) }
                #expect(error?.kind == .invalidRequest)
                #expect(error?.hint?.hasSuffix(".") == true)
            }
            let error = await failure { () async throws(FeishuError) in try await client.department("", .custom) }
            #expect(error?.message == "the department id cannot stand in a path")
        }
    }

    @Test func turnsPages() async throws {
        let first = try await children(
            ContactFixture.page(ContactFixture.bare, rest: #""has_more":true,"page_token":"a+/b==""#))
        #expect(first.nextPageToken == "a+/b==")
        let last = try await children(
            ContactFixture.page(rest: #""has_more":false,"page_token":"""#), pageToken: "a+/b==")
        #expect(last == FeishuPage(items: []))
        #expect(try await children(#"{"code":0,"data":{"has_more":false}}"#) == FeishuPage(items: []))
        let empty = try await children(#"{"code":0,"data":{"has_more":true,"page_token":"x"}}"#)
        #expect(empty == FeishuPage(items: [], nextPageToken: "x"))
    }

    @Test func percentEncodesPageTokens() async throws {
        let path = Self.one + "0/children" + Self.kinds + "&fetch_child=false&page_size=50&page_token=a%2B%2Fb%3D%3D%26"
        let page = try await calling(.get, path, .answered(200, ContactFixture.page())) {
            try await $0.childDepartments(of: "0", .open, isRecursive: false, pageToken: "a+/b==&")
        }
        #expect(page.items.isEmpty)
    }

    @Test(arguments: [
        #"{"code":0}"#, #"{"code":0,"data":{"items":[]}}"#, #"{"code":0,"data":{"items":[],"has_more":null}}"#,
        #"{"code":0,"data":{"items":[],"has_more":"false"}}"#, #"{"code":0,"data":{"items":[],"has_more":0}}"#,
        #"{"code":0,"data":{"items":[],"has_more":true}}"#,
        #"{"code":0,"data":{"items":[],"has_more":true,"page_token":""}}"#,
        #"{"code":0,"data":{"items":[],"has_more":true,"page_token":7}}"#,
        #"{"code":0,"data":{"items":[],"has_more":true,"page_token":"again"}}"#,
        #"{"code":0,"data":{"items":[],"has_more":false,"page_token":"50"}}"#,
        #"{"code":0,"data":{"items":{},"has_more":false}}"#, #"{"code":0,"data":{"items":"x","has_more":false}}"#,
        #"{"code":0,"data":{"items":[1],"has_more":false}}"#, #"{"code":0,"data":{"items":[null],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":"D1"}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":"od-"}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":"od-1\n"}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":7}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":"od-1","name":7}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":"od-1","status":[]}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[{"open_department_id":"od-1","status":{"is_deleted":1}}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[],"items":[],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[],"has_more":false,"has_more":true,"page_token":"x"}}"#,
        #"{"code":0,"data":[]}"#, "garbage", "",
    ])
    func refusesAPageThatMightBeCutShort(_ body: String) async throws {
        let error = try await childrenError(.answered(200, body), pageToken: "again")
        #expect(error?.kind == .malformedAnswer)
    }

    @Test func refusesAnAnswerWithoutTheDepartment() async throws {
        for body in [
            #"{"code":0}"#, #"{"code":0,"data":{"department":null}}"#, #"{"code":0,"data":{"department":[]}}"#,
            #"{"code":0,"data":{"department":{"name":"x"}}}"#,
        ] {
            let error = try await refusal(.get, Self.one + "od-1" + Self.kinds, .answered(200, body)) {
                client async throws(FeishuError) in try await client.department("od-1", .open)
            }
            #expect(error?.kind == .malformedAnswer)
        }
    }

    @Test func saysWhereAnAnswerIsWrong() async throws {
        let body = ContactFixture.page(ContactFixture.bare, #"{"open_department_id":"od-2","name":[]}"#)
        #expect(
            try await childrenError(.answered(200, body))?.message
                == #""name" of data.items[1] should be a string but is of type array"#)
    }
}
