import Testing

@testable import FeishuSandbox

/// Messages to one person: what is taken, what is refused, and at most one an hour for a uuid.
@Suite struct MessageTests {
    private static let card =
        #"{\"header\":{\"title\":{\"tag\":\"plain_text\",\"content\":\"x\"}},\"elements\":[{\"tag\":\"hr\"}]}"#

    private func body(
        to receiver: String, type: String = "interactive", content: String = card, uuid: String = "u1"
    ) -> String {
        #"{"receive_id":"\#(receiver)","msg_type":"\#(type)","content":"\#(content)","uuid":"\#(uuid)"}"#
    }

    private func send(_ probe: Probe, _ body: String, query: String = "?receive_id_type=open_id") async throws -> Answer
    {
        try await probe.call(
            "POST", "/open-apis/im/v1/messages" + query, body, authorization: "Bearer \(probe.token)")
    }

    @Test func aUUIDIsOneMessageForAnHour() async throws {
        try await withProbe { probe in
            let person = try #require(probe.company.people.first { !$0.isResigned }).openID
            let first = try await send(probe, body(to: person))
            #expect(first.json["code"]?.integer == 0 && probe.lastEntry?.isProcessed == true)
            #expect(probe.lastEntry?.recipients?.openIDs == [person])
            let again = try await send(probe, body(to: person))
            #expect(again.json["data"]?["message_id"] == first.json["data"]?["message_id"])
            #expect(probe.lastEntry?.isProcessed == false)
            #expect(try await send(probe, body(to: person, uuid: "u2")).json["code"]?.integer == 0)
            #expect(probe.core.withState { $0.messages.count } == 2)
            probe.core.withState { $0.advanced += 3600 }
            #expect(try await send(probe, body(to: person)).json["code"]?.integer == 0)
            #expect(probe.core.withState { $0.messages.count } == 3)
        }
    }

    @Test func refusesWhatFeishuRefuses() async throws {
        let byID = "?receive_id_type=open_id"
        try await withProbe { probe in
            let person = try #require(probe.company.people.first { !$0.isResigned }).openID
            let object = #"{"receive_id":"\#(person)","msg_type":"interactive","content":{}}"#
            let long = String(repeating: "u", count: 51)
            for (text, query, code) in [
                (body(to: person), "", 230_001), (body(to: person), "?receive_id_type=email", 230_001),
                (body(to: "ou_nobody"), byID, 230_001), ("{", byID, 230_001),
                (body(to: person, uuid: long), byID, 230_001),
                (body(to: person, type: "party"), byID, 230_001),
                (body(to: person, content: "no json"), byID, 230_001),
                (body(to: person, content: "{}"), byID, 230_099),
                (object, byID, 230_001),
            ] {
                let answer = try await send(probe, text, query: query)
                #expect(answer.json["code"]?.integer == code && answer.status == 400, "\(text) \(answer)")
            }
            #expect(probe.core.withState { $0.messages.isEmpty })
        }
    }
}
