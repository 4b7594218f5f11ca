import Testing

@testable import FeishuSandbox

/// Who got what, and how often: from the journal, and from the list of deliveries.
@Suite struct DeliveryJournalTests {
    /// Of `{"text":"The office closes early"}`, computed with Python's hashlib and json.
    static let hash = "221b4e2d1e30ca1301cfa5cc0e27516c0b4c1c33870c5d1efb50bb8019ed2f01"

    @Test func aHashIsTheSameHoweverTheContentIsWritten() throws {
        func hash(_ text: String) throws -> String { ContentHash.hex(of: try WireJSONReader.read(Array(text.utf8))) }
        #expect(try hash(MessageTests.text) == Self.hash)
        #expect(try hash(#" { "text" : "The office closes early" } "#) == Self.hash)
        let mixed = #"{"b":[1,2.5,true,null,{"z":"é\n\u0001\b/\"","a":"\\"}],"a":-3}"#
        #expect(try hash(mixed) == "330bf8bf3dec234318e1153da4d46f626d3e8f1b4d3700480b33305cf461ce08")
        #expect(
            try hash(#"{"a":-3,"b":[1,2.50,true,null,{"a":"\\","z":"\u00e9\u000a\u0001\u0008\/\""}]}"#)
                == "330bf8bf3dec234318e1153da4d46f626d3e8f1b4d3700480b33305cf461ce08")
        #expect(
            try hash(#"{"a":-3,"b":[2.5,1,true,null]}"#)
                != "330bf8bf3dec234318e1153da4d46f626d3e8f1b4d3700480b33305cf461ce08")
    }

    @Test func theJournalNamesEverybodyASendReached() async throws {
        try await withProbe { probe async throws in
            let company = probe.company
            let person = try probe.somebody
            _ = try await probe.sendText(to: "\"department_ids\":[\"fin\"],\"open_ids\":[\"\(person.openID)\"]")
            let batch = try #require(probe.lastEntry)
            #expect(batch.contentHash == Self.hash && batch.uuid == nil && batch.chatID == nil)
            let finance = try #require(company.department(id: "fin"))
            #expect(batch.departmentMembers == company.people(under: finance).map { company.people[$0].openID })
            _ = try await probe.send(MessageTests.text, to: person.email, "email", uuid: "u1")
            let single = try #require(probe.lastEntry)
            #expect(single.contentHash == Self.hash && single.uuid == "u1" && single.chatID?.hasPrefix("oc_") == true)
            #expect(single.people == 1 && single.departmentMembers.isEmpty)
            let written = String(decoding: WireJSONWriter.object { single.write(to: &$0) }, as: UTF8.self)
            #expect(written.contains("\"content_sha256\":\"\(Self.hash)\"") && written.contains("\"uuid\":\"u1\""))
            #expect(!written.contains("office"))
        }
    }

    @Test func deliveriesTellWhoGotWhatHowOften() async throws {
        try await withProbe({ $0.acceptsUnknownIDs = true }) { probe async throws in
            let company = probe.company
            let person = try probe.somebody
            let invisible = try #require(company.people.first { !$0.isVisible })
            let stranger = "ou_" + String(repeating: "7", count: 32)
            let ids = [person.openID, invisible.openID, stranger]
            let first = try #require(
                try await probe.sendText(to: "\"department_ids\":[\"fin\"],\"open_ids\":\(ids)").data("message_id"))
            #expect(probe.core.deliveries().isEmpty)
            _ = try await probe.send(MessageTests.text, to: person.openID, uuid: "u1")
            _ = try await probe.send(MessageTests.text, to: person.openID, uuid: "u1")
            let group = company.chatIDs[0]
            let sent = try #require(
                try await probe.send(MessageTests.card, to: group, "chat_id", type: "interactive").data("message_id"))
            #expect(probe.core.deliveries().count == 2)
            try probe.core.advance(seconds: 60)
            let answer = try await probe.call("GET", "/sandbox/deliveries")
            let list = try #require(answer.json["deliveries"]?.array)
            var counts: [String: Int] = [:]
            for delivery in list where delivery["content_sha256"]?.string == Self.hash {
                counts[delivery["open_id"]?.string ?? "", default: 0] += 1
            }
            let finance = company.people(under: try #require(company.department(id: "fin"))).map { company.people[$0] }
            var expected = Dictionary(finance.filter(\.isVisible).map { ($0.openID, 1) }) { $1 }
            expected[stranger] = 1
            expected[person.openID] = 2
            #expect(counts == expected)
            let toGroup = list.filter { $0["open_id"]?.string == nil }
            #expect(toGroup.map { $0["chat_id"]?.string } == [group] && toGroup[0]["message_id"]?.string == sent)
            _ = try await probe.recall(first)
            _ = try await probe.call(
                "DELETE", "/open-apis/im/v1/messages/\(sent)", authorization: "Bearer \(probe.token)")
            try probe.core.advance(seconds: 60)
            let after = probe.core.deliveries()
            #expect(after.count == list.count)
            #expect(after.filter { !$0.isRecalled }.map(\.uuid) == ["u1"])
        }
    }

    @Test func aRecallWhileSendingKeepsTheRestFromArriving() async throws {
        try await withProbe({ $0.policy.deliveriesPerSecond = 1 }) { probe async throws in
            let id = try await probe.sendBatch(to: 10)
            try probe.core.advance(seconds: 4.5)
            #expect(probe.core.deliveries().count == 3)
            #expect(probe.core.deliveries().map(\.at) == [2, 3, 4])
            _ = try await probe.recall(id)
            try probe.core.advance(seconds: 60)
            #expect(probe.core.deliveries().map(\.isRecalled) == [true, true, true])
        }
    }
}
