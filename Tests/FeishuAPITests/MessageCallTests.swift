import HTTPTransport
import TestSupport
import Testing

import struct Foundation.Data

@testable import FeishuAPI

@Suite struct MessageCallTests {
    private static let one = "/open-apis/im/v1/messages/om_1"
    private static let readers = one + "/read_users?user_id_type=open_id&page_size=100"
    private static let urgent = one + "/urgent_app?user_id_type=open_id"

    private func readers(_ body: String) async throws -> FeishuPage<MessageReader> {
        try await calling(.get, Self.readers, .answered(200, body)) {
            try await $0.readers(ofMessage: "om_1", pageToken: nil)
        }
    }

    @Test func sendsACardToOnePerson() async throws {
        let body = #"{"receive_id":"ou_1","msg_type":"interactive","content":"{\"a\":1}","uuid":"u-1"}"#
        let path = "/open-apis/im/v1/messages?receive_id_type=open_id"
        try await calling(.post, path, body: body, .answered(200, #"{"code":0}"#)) {
            try await $0.sendCard(Data(#"{"a":1}"#.utf8), to: "ou_1", uuid: "u-1")
        }
    }

    @Test func recallsOneMessage() async throws {
        try await calling(.delete, Self.one, .answered(200, #"{"code":0,"data":{}}"#)) {
            try await $0.recallMessage("om_1")
        }
    }

    @Test(
        arguments: [
            (230_009, .tooOldToRecall), (230_026, .refusedRecall), (230_012, .notOurs), (230_050, .notFound),
            (230_110, .notFound), (230_027, .permission), (230_054, .invalidRequest),
            (230_020, .throttled(resetSeconds: nil)),
            (230_033, .invalidRequest), (230_023, .quota), (230_024, .quota), (230_046, .permission),
            (230_047, .throttled(resetSeconds: nil)), (424_242, .unknownCode),
        ] as [(Int, FeishuError.Kind)])
    func givesEachCodeTheMeaningOfItsPage(_ code: Int, _ kind: FeishuError.Kind) async throws {
        let answer = HTTPExchange.answered(400, #"{"code":\#(code),"msg":"refused"}"#)
        let error = try await refusal(.delete, Self.one, answer) { client async throws(FeishuError) in
            try await client.recallMessage("om_1")
        }
        #expect(error?.kind == kind)
        #expect(error?.hint?.hasSuffix(".") == true)
        #expect(error?.hint?.contains("batch") == false)
    }

    @Test func keepsTheBatchPagesMeaningsForBatches() {
        #expect(FeishuCode.row(230_012, at: .recallBatch)?.meaning == "another app sent this batch")
        #expect(FeishuCode.row(230_012, at: .recallMessage)?.meaning == "another app sent this message")
        #expect(FeishuCode.row(234_006, at: .recallBatch) == nil)
    }

    @Test func readsWhoHasReadIt() async throws {
        let page = try await readers(
            """
            {"code":0,"data":{"items":[{"user_id_type":"open_id","user_id":"ou_1","timestamp":"1609484183000",\
            "tenant_key":"736588c9260f175e"},{"user_id":"ou_2","timestamp":1609484183},{"user_id":"ou_3"}],\
            "has_more":true,"page_token":"p="}}
            """)
        #expect(
            page
                == FeishuPage(
                    items: [
                        MessageReader(openID: "ou_1", readAtMilliseconds: 1_609_484_183_000),
                        MessageReader(openID: "ou_2", readAtMilliseconds: 1_609_484_183_000),
                        MessageReader(openID: "ou_3"),
                    ], nextPageToken: "p="))
        let last = try await calling(
            .get, Self.readers + "&page_token=p%3D", .answered(200, #"{"code":0,"data":{"has_more":false}}"#)
        ) { try await $0.readers(ofMessage: "om_1", pageToken: "p=") }
        #expect(last.items.isEmpty)
    }

    @Test(arguments: ["null", #""""#, #""x""#, "-1", "0", #""-1""#, #""99999999999999999999""#, "1.5", "true", "[]"])
    func takesAStrangeTimeForUnknown(_ time: String) async throws {
        let page = try await readers(
            #"{"code":0,"data":{"items":[{"user_id":"ou_1","timestamp":\#(time)}],"has_more":false}}"#)
        #expect(page.items == [MessageReader(openID: "ou_1")])
    }

    @Test(arguments: [
        #"{"code":0,"data":{"items":[{}],"has_more":false}}"#, #"{"code":0,"data":{"items":[]}}"#,
        #"{"code":0,"data":{"items":[{"user_id":"u1"}],"has_more":false}}"#,
        #"{"code":0,"data":{"items":[],"has_more":true}}"#, "garbage",
    ])
    func refusesReadersItCannotRead(_ body: String) async throws {
        let error = try await refusal(.get, Self.readers, .answered(200, body)) { client async throws(FeishuError) in
            try await client.readers(ofMessage: "om_1", pageToken: nil)
        }
        #expect(error?.kind == .malformedAnswer)
    }

    @Test func pinsAMessage() async throws {
        let answer = #"{"code":0,"data":{"pin":{"message_id":"om_1","chat_id":"oc_1"}}}"#
        try await calling(.post, "/open-apis/im/v1/pins", body: #"{"message_id":"om_1"}"#, .answered(200, answer)) {
            try await $0.pin(message: "om_1")
        }
    }

    @Test func marksUrgentAndTellsWhoIsUnknown() async throws {
        let unknown = try await calling(
            .patch, Self.urgent, body: #"{"user_id_list":["ou_1","ou_2"]}"#,
            .answered(200, #"{"code":0,"data":{"invalid_user_id_list":["ou_2"]}}"#)
        ) { try await $0.urgentApp(message: "om_1", openIDs: ["ou_1", "ou_2"]) }
        #expect(unknown == ["ou_2"])
        let none = try await calling(
            .patch, Self.urgent, body: #"{"user_id_list":["ou_1"]}"#, .answered(200, #"{"code":0,"data":{}}"#)
        ) { try await $0.urgentApp(message: "om_1", openIDs: ["ou_1"]) }
        #expect(none.isEmpty)
    }

    @Test func asksNothingForNothingOrTooMuch() async throws {
        try await withStubTransport([]) { transport in
            let client = try Rig().client(transport)
            #expect(try await client.urgentApp(message: "om_1", openIDs: []).isEmpty)
            let errors = [
                await failure { () async throws(FeishuError) in
                    try await client.urgentApp(message: "om_1", openIDs: Array(repeating: "ou_1", count: 201))
                },
                await failure { () async throws(FeishuError) in try await client.recallMessage("") },
                await failure { () async throws(FeishuError) in try await client.pin(message: "") },
                await failure { () async throws(FeishuError) in
                    try await client.readers(ofMessage: "..", pageToken: nil)
                },
            ]
            #expect(errors.allSatisfy { $0?.kind == .invalidRequest })
        }
    }
}
