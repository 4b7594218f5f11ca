import HTTPTransport
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct PeopleTests {
    private static let direct =
        "/open-apis/contact/v3/users/find_by_department?department_id=od-1&department_id_type=open_department_id"
        + "&user_id_type=open_id&page_size=50"
    private static let lookup = "/open-apis/contact/v3/users/batch_get_id?user_id_type=open_id"
    private static let asked = #"{"emails":["a@example.com"],"mobiles":["13800000000"],"include_resigned":true}"#

    private func people(_ body: String) async throws -> FeishuPage<FeishuPerson> {
        try await calling(.get, Self.direct, .answered(200, body)) {
            try await $0.people(inDepartment: "od-1", .open, pageToken: nil)
        }
    }

    private func contacts(_ body: String) async throws -> [FoundContact] {
        try await calling(.post, Self.lookup, body: Self.asked, .answered(200, body)) {
            try await $0.contacts(emails: ["a@example.com"], mobiles: ["13800000000"])
        }
    }

    @Test func readsThePeopleOfADepartment() async throws {
        let page = try await people(
            ContactFixture.page(ContactFixture.person, rest: #""has_more":true,"page_token":"next""#))
        #expect(
            page
                == FeishuPage(
                    items: [
                        FeishuPerson(
                            openID: "ou_7dab8a3d3cdcc9da365777c7ad535d62",
                            unionID: "on_94a1ee5551019f18cd73d9f111898cf2",
                            userID: "3e3cf96b", name: "张三", departmentIDs: ["od-1", "od-2"])
                    ], nextPageToken: "next"))
    }

    @Test func leavesNobodyOutForWhatIsNotKnown() async throws {
        for status in ["", #","status":null"#, #","status":{}"#, #","status":{"is_activated":null}"#] {
            let page = try await people(ContactFixture.page(#"{"open_id":"ou_1"\#(status)}"#))
            #expect(page.items == [FeishuPerson(openID: "ou_1", isStateKnown: false)])
            #expect(page.items.first?.isActivated == true)
        }
    }

    @Test(arguments: [
        ("is_resigned", true), ("is_frozen", true), ("is_exited", true), ("is_activated", false),
    ])
    func readsEachState(_ name: String, _ value: Bool) async throws {
        let page = try await people(ContactFixture.page(#"{"open_id":"ou_1","status":{"\#(name)":\#(value)}}"#))
        let person = try #require(page.items.first)
        #expect(person.isResigned == (name == "is_resigned"))
        #expect(person.isFrozen == (name == "is_frozen"))
        #expect(person.isExited == (name == "is_exited"))
        #expect(person.isActivated == (name != "is_activated"))
    }

    @Test(arguments: [
        (#"{"is_resigned":false,"is_frozen":false}"#, true), (#"{"is_resigned":true,"is_frozen":false}"#, true),
        (#"{"is_resigned":false}"#, false), (#"{"is_frozen":true}"#, false),
        (#"{"is_resigned":null,"is_frozen":false}"#, false),
        ("{}", false), ("null", false),
    ])
    func knowsWhetherAStateWasTold(_ status: String, _ isKnown: Bool) async throws {
        let page = try await people(ContactFixture.page(#"{"open_id":"ou_1","status":\#(status)}"#))
        #expect(page.items.map(\.isStateKnown) == [isKnown])
        let found = try await contacts(
            #"{"code":0,"data":{"user_list":[{"email":"a@example.com","user_id":"ou_1","status":\#(status)},"#
                + #"{"mobile":"13800000000"}]}}"#)
        #expect(found.map(\.isStateKnown) == [isKnown, false])
    }

    @Test func keepsOpenDepartmentIDsOnly() async throws {
        let page = try await people(ContactFixture.page(#"{"open_id":"ou_1","department_ids":["D1","od-1","0"]}"#))
        #expect(page.items.first?.departmentIDs == ["od-1", "0"])
    }

    @Test(arguments: [
        #"{}"#, #"{"open_id":null}"#, #"{"open_id":""}"#, #"{"open_id":7}"#, #"{"open_id":"on_1"}"#,
        #"{"open_id":"ou_"}"#, #"{"open_id":"ou_1 "}"#, #"{"open_id":"ou_1","status":[]}"#,
        #"{"open_id":"ou_1","status":{"is_resigned":"true"}}"#, #"{"open_id":"ou_1","status":{"is_frozen":1}}"#,
        #"{"open_id":"ou_1","department_ids":"od-1"}"#, #"{"open_id":"ou_1","department_ids":[1]}"#,
        #"{"open_id":"ou_1","user_id":7}"#, #"{"open_id":"ou_1","open_id":"ou_2"}"#, "[]", "1",
    ])
    func refusesPeopleItCannotRead(_ person: String) async throws {
        let error = try await refusal(.get, Self.direct, .answered(200, ContactFixture.page(person))) {
            client async throws(FeishuError) in
            try await client.people(inDepartment: "od-1", .open, pageToken: nil)
        }
        #expect(error?.kind == .malformedAnswer)
    }

    @Test(arguments: PersonIDKind.allCases)
    func asksForPeopleByAnyID(_ kind: PersonIDKind) async throws {
        let path =
            "/open-apis/contact/v3/users/batch?user_id_type=\(kind.rawValue)"
            + "&department_id_type=open_department_id&user_ids=a&user_ids=b%20c"
        let body = #"{"code":0,"data":{"items":[{"open_id":"ou_1","union_id":"on_1","user_id":"u1"}]}}"#
        let found = try await calling(.get, path, .answered(200, body)) { try await $0.people(["a", "b c"], kind) }
        #expect(found == [FeishuPerson(openID: "ou_1", unionID: "on_1", userID: "u1", isStateKnown: false)])
        let none = try await calling(.get, path, .answered(200, #"{"code":0,"data":{}}"#)) {
            try await $0.people(["a", "b c"], kind)
        }
        #expect(none.isEmpty)
    }

    @Test func readsWhoHasAnAddress() async throws {
        #expect(
            try await contacts(ContactFixture.contacts) == [
                FoundContact(
                    mobile: "13800000000", openID: "ou_1", isResigned: true, isFrozen: true, isActivated: false,
                    isExited: true),
                FoundContact(email: "a@example.com", openID: "ou_2", isStateKnown: false),
                FoundContact(email: "nobody@example.com", isStateKnown: false),
            ])
        let empty = try await contacts(
            #"{"code":0,"data":{"user_list":[{"email":"A@Example.com","user_id":""},{"mobile":"+8613800000000"}]}}"#)
        #expect(
            empty == [
                FoundContact(email: "A@Example.com", isStateKnown: false),
                FoundContact(mobile: "+8613800000000", isStateKnown: false),
            ])
    }

    /// "Unknown" is an entry without an id; an answer without a list has not answered.
    @Test(arguments: [
        (#"{"code":0}"#, "says nothing of the 2 addresses"),
        (#"{"code":0,"data":null}"#, "says nothing of the 2 addresses"),
        (#"{"code":0,"data":{}}"#, "says nothing of the 2 addresses"),
        (#"{"code":0,"data":{"user_list":null}}"#, "says nothing of the 2 addresses"),
    ])
    func refusesAnAnswerWithoutAList(_ body: String, _ words: String) async throws {
        let error = try await refusal(.post, Self.lookup, body: Self.asked, .answered(200, body)) {
            client async throws(FeishuError) in
            try await client.contacts(emails: ["a@example.com"], mobiles: ["13800000000"])
        }
        #expect(error?.kind == .malformedAnswer)
        #expect(error?.message?.contains(words) == true)
        #expect(error?.message?.contains("example.com") == false)
    }

    /// People may be left out, all of them too; an answer without a payload is none.
    @Test func refusesAnAnswerAboutPeopleWithoutAPayload() async throws {
        let path =
            "/open-apis/contact/v3/users/batch?user_id_type=open_id&department_id_type=open_department_id&user_ids=a"
        let error = try await refusal(.get, path, .answered(200, #"{"code":0}"#)) {
            client async throws(FeishuError) in try await client.people(["a"], .openID)
        }
        #expect(error?.kind == .malformedAnswer)
    }

    @Test(arguments: [
        #"{"code":0,"data":{"user_list":{}}}"#, #"{"code":0,"data":{"user_list":[{}]}}"#,
        #"{"code":0,"data":{"user_list":[{"user_id":"ou_1"}]}}"#,
        #"{"code":0,"data":{"user_list":[{"user_id":"3e3cf96b","email":"a@example.com"}]}}"#,
        #"{"code":0,"data":{"user_list":[{"user_id":1,"email":"a@example.com"}]}}"#,
        #"{"code":0,"data":{"user_list":[{"email":["a@example.com"]}]}}"#,
    ])
    func refusesContactsItCannotRead(_ body: String) async throws {
        let error = try await refusal(.post, Self.lookup, body: Self.asked, .answered(200, body)) {
            client async throws(FeishuError) in
            try await client.contacts(emails: ["a@example.com"], mobiles: ["13800000000"])
        }
        #expect(error?.kind == .malformedAnswer)
    }

    @Test func asksNothingForNothingTooMuchOrEmpty() async throws {
        try await withStubTransport([]) { transport in
            let client = try Rig().client(transport)
            #expect(try await client.people([], .openID).isEmpty)
            #expect(try await client.contacts(emails: [], mobiles: []).isEmpty)
            let many = Array(repeating: "a", count: 51)
            let errors = [
                await failure { () async throws(FeishuError) in try await client.people(many, .openID) },
                await failure { () async throws(FeishuError) in try await client.contacts(emails: many, mobiles: []) },
                await failure { () async throws(FeishuError) in try await client.contacts(emails: [], mobiles: many) },
                await failure { () async throws(FeishuError) in
                    try await client.people(inDepartment: "", .open, pageToken: nil)
                },
            ]
            #expect(errors.allSatisfy { $0?.kind == .invalidRequest })
        }
    }

    /// A page of 50 people who are in 50 departments each, with an order in every one, as the page documents them.
    @Test func readsTheLargestPage() async throws {
        let ids = (0..<50).map { "od-4e6ac4d14bcd5071a37a39de902c71" + String($0 + 10) }
        let orders = ids.map {
            #"{"department_id":"\#($0)","user_order":100,"department_order":100,"is_primary_dept":false}"#
        }
        let avatars = (0..<4).map { #""avatar_\#($0)":"\#(String(repeating: "a", count: 250))""# }
        let person = """
            {"open_id":"ou_7dab8a3d3cdcc9da365777c7ad535d62","department_ids":["\(ids.joined(separator: "\",\""))"],\
            "avatar":{\(avatars.joined(separator: ","))},"orders":[\(orders.joined(separator: ","))]}
            """
        let items = Array(repeating: person, count: 50).joined(separator: ",")
        let body = ContactFixture.page(items)
        #expect(body.utf8.count > 256 * 1024)
        #expect(body.utf8.count < TransportConfiguration().responseCap)
        let page = try await people(body)
        #expect(page.items.count == 50)
        #expect(page.items.allSatisfy { $0.departmentIDs.count == 50 })
    }
}
