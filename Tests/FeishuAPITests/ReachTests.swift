import HTTPTransport
import TestSupport
import Testing

import struct Foundation.Data

@testable import FeishuAPI

@Suite struct ReachTests {
    private static let check = "/open-apis/application/v6/applications/cli_a1b2c3/visibility/check_white_black_list"
    private static let scopes = "/open-apis/application/v6/scopes"
    private static let range =
        "/open-apis/contact/v3/scopes?user_id_type=open_id&department_id_type=open_department_id&page_size=100"

    @Test func readsTheContactRange() async throws {
        let body = """
            {"code":0,"data":{"department_ids":["od-1"],"user_ids":["ou_1","ou_2"],"group_ids":["g1"],"has_more":true,\
            "page_token":"n="}}
            """
        let page = try await calling(.get, Self.range, .answered(200, body)) {
            try await $0.contactScope(pageToken: nil)
        }
        #expect(
            page
                == FeishuPage(
                    items: [.department("od-1"), .person("ou_1"), .person("ou_2"), .group("g1")], nextPageToken: "n="))
        let last = try await calling(
            .get, Self.range + "&page_token=n%3D", .answered(200, #"{"code":0,"data":{"has_more":false}}"#)
        ) { try await $0.contactScope(pageToken: "n=") }
        #expect(last == FeishuPage(items: []))
    }

    @Test func readsWhatIsGranted() async throws {
        let body = """
            {"code":0,"data":{"scopes":[{"scope_name":"im:message","grant_status":1,"scope_type":"tenant"},\
            {"scope_name":"im:resource","grant_status":2},{"scope_name":"x","grant_status":"1"},{"scope_name":"y"}]}}
            """
        let scopes = try await calling(.get, Self.scopes, .answered(200, body)) { try await $0.grantedScopes() }
        #expect(
            scopes == [
                AppScope(name: "im:message", isGranted: true, type: "tenant"),
                AppScope(name: "im:resource", isGranted: false), AppScope(name: "x", isGranted: false),
                AppScope(name: "y", isGranted: false),
            ])
    }

    @Test(arguments: [
        #"{"code":0,"data":{"scopes":{}}}"#, #"{"code":0,"data":{"scopes":[{}]}}"#,
        #"{"code":0,"data":{"scopes":["im:message"]}}"#, #"{"code":0,"data":{"scopes":[{"scope_name":1}]}}"#,
    ])
    func refusesScopesItCannotRead(_ body: String) async throws {
        let error = try await refusal(.get, Self.scopes, .answered(200, body)) { client async throws(FeishuError) in
            try await client.grantedScopes()
        }
        #expect(error?.kind == .malformedAnswer)
    }

    @Test(arguments: [
        (#""in_white_list":true,"in_black_list":false,"in_paid_list":false"#, true),
        (#""in_white_list":false,"in_black_list":false,"in_paid_list":true"#, true),
        (#""in_white_list":true,"in_black_list":true"#, false), (#""in_paid_list":true,"in_black_list":true"#, false),
        (#""in_white_list":false"#, false), (#""in_white_list":null"#, nil), (#""in_black_list":false"#, nil),
        (#""in_white_list":true"#, true),
    ])
    func takesTheListsTogether(_ lists: String, _ isVisible: Bool?) async throws {
        let body = #"{"code":0,"data":{"user_visibility_list":[{"user_id":"ou_1",\#(lists)}]}}"#
        let path = Self.check + "?user_id_type=open_id&department_id_type=open_department_id"
        let reach = try await calling(.post, path, body: #"{"user_ids":["ou_1"]}"#, .answered(200, body)) {
            try await $0.visibility(openIDs: ["ou_1"])
        }
        let person: [PersonIDKind: Set<String>] = [.openID: ["ou_1"]]
        #expect(
            reach
                == AppVisibility(
                    visible: isVisible == true ? person : [:], invisible: isVisible == false ? person : [:]))
    }

    @Test func asksOnceForEachKindOfID() async throws {
        func stub(_ people: String, _ departments: String, _ body: String) -> StubTransport.Stub {
            let url = "\(Rig.base)\(Self.check)?user_id_type=\(people)&department_id_type=\(departments)"
            return .init(.post, url, .answered(200, body))
        }
        let stubs = [
            Rig.grantStub(),
            stub(
                "open_id", "open_department_id",
                """
                {"code":0,"data":{"user_visibility_list":[{"user_id":"ou_1","in_white_list":true},\
                {"user_id":"ou_never_asked","in_white_list":true}],"department_visibility_list":[\
                {"department_id":"od-1","in_white_list":true}]}}
                """),
            stub(
                "user_id", "department_id",
                """
                {"code":0,"data":{"user_visibility_list":[{"user_id":"u1","in_white_list":false}],\
                "department_visibility_list":[{"department_id":"D1","in_white_list":true,"in_black_list":false}]}}
                """),
            stub(
                "union_id", "open_department_id",
                #"{"code":0,"data":{"user_visibility_list":[{"user_id":"on_1","in_paid_list":true}]}}"#),
        ]
        try await withStubTransport(stubs) { transport in
            let reach = try await Rig().client(transport).visibility(
                openIDs: ["ou_1", "ou_2"], userIDs: ["u1"], unionIDs: ["on_1"], departmentIDs: ["D1", "od-1"])
            #expect(
                reach
                    == AppVisibility(
                        visible: [.openID: ["ou_1"], .unionID: ["on_1"]], invisible: [.userID: ["u1"]],
                        visibleDepartments: ["od-1", "D1"]))
            let bodies = transport.requests.dropFirst().map { String(decoding: $0.body ?? Data(), as: UTF8.self) }
            #expect(
                bodies == [
                    #"{"user_ids":["ou_1","ou_2"],"department_ids":["od-1"]}"#,
                    #"{"user_ids":["u1"],"department_ids":["D1"]}"#, #"{"user_ids":["on_1"]}"#,
                ])
        }
    }

    @Test func asksNothingForNothingOrTooMuch() async throws {
        try await withStubTransport([]) { transport in
            let client = try Rig().client(transport)
            #expect(try await client.visibility() == AppVisibility())
            let many = Array(repeating: "ou_1", count: 101)
            let error = await failure { () async throws(FeishuError) in try await client.visibility(unionIDs: many) }
            #expect(error?.kind == .invalidRequest)
        }
    }
}
