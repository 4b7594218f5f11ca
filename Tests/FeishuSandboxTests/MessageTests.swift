import Testing

@testable import FeishuSandbox

/// Messages to one person: what is taken, what is refused, and at most one an hour for a uuid.
@Suite struct MessageTests {
    static let text = #"{"text":"The office closes early"}"#
    static let card = #"{"header":{"title":{"tag":"plain_text","content":"x"}},"elements":[{"tag":"hr"}]}"#

    @Test func aUUIDIsOneMessageForAnHour() async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody.openID
            let first = try await probe.send(Self.card, to: person, type: "interactive", uuid: "u1")
            #expect(first.code == 0 && probe.lastEntry?.isProcessed == true)
            #expect(probe.lastEntry?.recipients?.openIDs == [person])
            // The same again, whatever it says and to whom.
            for (content, id) in [(Self.card, person), (Self.card, probe.company.people[3].openID)] {
                let again = try await probe.send(content, to: id, type: "interactive", uuid: "u1")
                #expect(again.json["data"] == first.json["data"])
                #expect(probe.lastEntry?.isProcessed == false && probe.lastEntry?.contentHash == nil)
            }
            #expect(try await probe.send(Self.text, to: person, uuid: "u2").code == 0)
            #expect(probe.core.withState { $0.messages.messages.count } == 2)
            try probe.core.advance(seconds: 3599.9)
            #expect(try await probe.send(Self.text, to: person, uuid: "u2").json["data"]?["message_id"] != nil)
            #expect(probe.core.withState { $0.messages.messages.count } == 2)
            try probe.core.advance(seconds: 0.1)
            #expect(try await probe.send(Self.text, to: person, uuid: "u2").code == 0)
            #expect(probe.core.withState { $0.messages.messages.count } == 3)
        }
    }

    @Test func aRefusedMessageDoesNotUseItsUUIDUp() async throws {
        try await withProbe { probe async throws in
            let left = try #require(probe.company.people.first { $0.isResigned }).openID
            #expect(try await probe.send(Self.text, to: left, uuid: "u").code == 230_029)
            #expect(try await probe.send(Self.text, to: try probe.somebody.openID, uuid: "u").code == 0)
        }
    }

    @Test func twoAppsMayUseTheSameUUID() async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody.openID
            let first = try await probe.send(Self.text, to: person, uuid: "u")
            let other = try await probe.send(Self.text, to: person, uuid: "u", token: try await probe.otherToken())
            #expect(other.code == 0 && other.data("message_id") != first.data("message_id"))
            #expect(other.data("chat_id") != first.data("chat_id"))
        }
    }

    @Test func everyKindOfIDFindsItsReceiver() async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody
            let group = try #require(probe.company.chats.first { $0.hasBot })
            let chat = try #require(try await probe.send(Self.text, to: person.openID).data("chat_id"))
            for (id, kind) in [
                (person.unionID, "union_id"), (person.userID, "user_id"), (person.email, "email"), (chat, "chat_id"),
            ] {
                let answer = try await probe.send(Self.text, to: id, kind)
                #expect(answer.code == 0 && answer.data("chat_id") == chat, "\(kind)")
                #expect(probe.lastEntry?.recipients?.openIDs == [person.openID])
            }
            let sent = try await probe.send(Self.text, to: group.chatID, "chat_id")
            #expect(sent.data("chat_id") == group.chatID && probe.lastEntry?.recipients == nil)
            #expect(probe.lastEntry?.people == group.members.count)
            let data = try #require(sent.json["data"])
            #expect(data["msg_type"]?.string == "text" && data["deleted"]?.bool == false)
            #expect(data["create_time"]?.string == "1796087100123")
            #expect(data["sender"]?["id"]?.string == "cli_sandbox" && data["sender"]?["id_type"]?.string == "app_id")
            #expect(data["body"]?["content"]?.string == Self.text)
        }
    }

    @Test func refusesWhomItMayNotWriteTo() async throws {
        try await withProbe({ $0.people = 400 }) { probe async throws in
            let company = probe.company
            let silent = try probe.somebody.openID
            try probe.core.change([.optOut(openID: silent, true)], after: nil)
            for (id, kind, code) in [
                ("ou_nobody", "open_id", 230_001), (company.people[0].unionID, "open_id", 230_001),
                (company.foreignOpenIDs[0], "open_id", 99_992_361), ("nobody@sandbox.example", "email", 230_001),
                (company.people[0].openID, "email", 230_001), ("oc_nowhere", "chat_id", 230_001),
                (try #require(company.chats.first { !$0.hasBot }).chatID, "chat_id", 230_002),
                (try #require(company.people.first { !$0.isVisible }).openID, "open_id", 230_013),
                (try #require(company.people.first { $0.isResigned }).email, "email", 230_029),
                (silent, "open_id", 230_053), (company.people[0].openID, "person", 230_001), ("", "open_id", 230_001),
            ] {
                let answer = try await probe.send(Self.text, to: id, kind)
                #expect(answer.code == code && answer.status == 400, "\(id) \(kind) \(answer.text)")
            }
            #expect(probe.core.withState { $0.messages.messages.isEmpty })
        }
    }

    @Test(arguments: [
        "{", "[]", #"{"receive_id":"%","msg_type":"text","content":{"text":"x"}}"#,
        #"{"receive_id":"%","msg_type":"party","content":"{\"text\":\"x\"}"}"#,
        #"{"receive_id":"%","msg_type":"text","content":"no json"}"#, #"{"receive_id":"%","msg_type":"text"}"#,
        #"{"receive_id":"%","msg_type":"text","content":"[]"}"#, #"{"receive_id":"%","content":"{\"text\":\"x\"}"}"#,
        #"{"receive_id":"%","msg_type":"text","content":"{\"text\":\"\"}"}"#,
        #"{"receive_id":"%","msg_type":"text","content":"{\"text\":\"x\"}","uuid":1}"#,
        #"{"receive_id":"%","msg_type":"text","content":"{\"text\":\"x\"}","uuid":"012345678901234567890123456789012345678901234567890"}"#,
        #"{"msg_type":"text","content":"{\"text\":\"x\"}"}"#,
    ])
    func refusesMalformedRequests(_ body: String) async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody.openID
            let path = "im/v1/messages?receive_id_type=open_id"
            let answer = try await probe.post(path, body.replacing("%", with: person))
            #expect(answer.code == 230_001 && answer.status == 400, "\(answer.text)")
            #expect(try await probe.post("im/v1/messages", "{}").code == 230_001)
        }
    }

    @Test func theBotAndItsScopesComeFirst() async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody
            try probe.core.change(
                appID: "cli_sandbox", granting: [], revoking: ["im:message", "contact:user.employee_id:readonly"])
            #expect(try await probe.send(Self.text, to: person.openID).code == 0)
            let byUserID = try await probe.send(Self.text, to: person.userID, "user_id")
            #expect(byUserID.missingScopes == ["contact:user.employee_id:readonly"])
            try probe.core.change(appID: "cli_sandbox", hasBot: false)
            #expect(try await probe.send(Self.text, to: person.openID).code == 230_006)
            try probe.core.change(appID: "cli_sandbox", granting: [], revoking: ["im:message:send_as_bot"])
            let refused = try await probe.send(Self.text, to: person.openID)
            #expect(refused.missingScopes == ["im:message", "im:message:send_as_bot"])
        }
    }

    @Test func nobodyGetsMoreThanFiveASecond() async throws {
        try await withProbe { probe async throws in
            let person = try probe.somebody.openID
            let group = try #require(probe.company.chats.first { $0.hasBot }).chatID
            let other = try await probe.otherToken()
            for number in 0..<5 {
                #expect(try await probe.send(Self.text, to: person, uuid: "p\(number)").code == 0)
                #expect(
                    try await probe.send(Self.text, to: group, "chat_id", token: number < 3 ? other : nil).code == 0)
            }
            let refused = try await probe.send(Self.text, to: person, uuid: "p5")
            #expect(refused.code == 230_020 && refused.status == 400)
            // A repetition is no message; a group's limit is shared by all bots, a person's is not.
            #expect(try await probe.send(Self.text, to: person, uuid: "p4").code == 0)
            #expect(try await probe.send(Self.text, to: group, "chat_id").code == 230_020)
            #expect(try await probe.send(Self.text, to: group, "chat_id", token: other).code == 230_020)
            #expect(try await probe.send(Self.text, to: person, token: other).code == 0)
            probe.clock.move(by: 1)
            #expect(try await probe.send(Self.text, to: person, uuid: "p5").code == 0)
        }
    }

    @Test func anyWellFormedOpenIDIsSomebodyWhenToldSo() async throws {
        try await withProbe({ $0.acceptsUnknownIDs = true }) { probe async throws in
            let stranger = "ou_" + String(repeating: "7", count: 32)
            let sent = try await probe.send(Self.text, to: stranger)
            #expect(sent.code == 0 && probe.lastEntry?.recipients?.openIDs == [stranger])
            let chat = try #require(sent.data("chat_id"))
            #expect(try await probe.send(Self.text, to: chat, "chat_id").code == 0)
            #expect(try await probe.send(Self.text, to: "ou_7").code == 230_001)
        }
    }
}
