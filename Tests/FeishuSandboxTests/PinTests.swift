import Testing

@testable import FeishuSandbox

@Suite struct PinTests {
    private func send(_ probe: Probe, to chat: String) async throws -> String {
        try #require(try await probe.send(MessageTests.text, to: chat, "chat_id").data("message_id"))
    }

    private func pin(_ probe: Probe, _ id: String, token: String? = nil) async throws -> Answer {
        try await probe.call(
            "POST", "/open-apis/im/v1/pins", "{\"message_id\":\"\(id)\"}",
            authorization: "Bearer \(token ?? probe.token)")
    }

    private func unpin(_ probe: Probe, _ id: String) async throws -> Int? {
        try await probe.call("DELETE", "/open-apis/im/v1/pins/\(id)", authorization: "Bearer \(probe.token)").code
    }

    @Test func pinsAreListedNewestFirstAndEndWithTheirMessage() async throws {
        try await withProbe({ $0.enforcesLimits = false }) { probe async throws in
            let chat = probe.company.chatIDs[0]
            var ids: [String] = []
            for _ in 0..<5 {
                let id = try await send(probe, to: chat)
                #expect(try await pin(probe, id).json["data"]?["pin"]?["message_id"]?.string == id)
                ids.append(id)
                try probe.core.advance(seconds: 10)
            }
            let elsewhere = try await send(probe, to: probe.company.chatIDs[1])
            #expect(try await pin(probe, elsewhere).code == 0)
            let path = "im/v1/pins?page_size=2&chat_id=\(chat)"
            func listed(_ query: String = "") async throws -> [String] {
                try await probe.walk(path + query).compactMap { $0["message_id"]?.string }
            }
            #expect(try await listed() == ids.reversed())
            let first = try await pin(probe, ids[0])
            #expect(first.json["data"]?["pin"]?["create_time"]?.string == "1796087100123")
            #expect(try await listed() == ids.reversed())
            #expect(try await listed("&start_time=1796087110123&end_time=1796087120123") == [ids[2], ids[1]])
            #expect(try await unpin(probe, ids[4]) == 0)
            #expect(try await unpin(probe, ids[4]) == 0)
            _ = try await probe.call(
                "DELETE", "/open-apis/im/v1/messages/\(ids[3])", authorization: "Bearer \(probe.token)")
            #expect(try await listed() == [ids[2], ids[1], ids[0]])
            #expect(try await pin(probe, ids[3]).code == 230_110)
            #expect(try await unpin(probe, ids[3]) == 0)
        }
    }

    @Test(arguments: [
        ("", 230_001), ("?chat_id=oc_none", 230_001), ("?chat_id=%out", 230_002),
        ("?chat_id=%in&page_size=51", 230_001),
        ("?chat_id=%in&start_time=2&end_time=1", 230_001), ("?chat_id=%in&start_time=soon", 230_001),
        ("?chat_id=%in&page_token=x", 230_001), ("?chat_id=%in", 0),
    ])
    func listingsAreAskedForProperly(_ query: String, _ code: Int) async throws {
        try await withProbe { probe async throws in
            let company = probe.company
            let path = query.replacing("%in", with: company.chats[0].chatID).replacing(
                "%out", with: company.chats[3].chatID)
            #expect(try await probe.get("im/v1/pins" + path).code == code)
        }
    }

    @Test func pinningNeedsAMessageOfAChatTheBotIsIn() async throws {
        try await withProbe { probe async throws in
            let personal = try #require(
                try await probe.send(MessageTests.text, to: try probe.somebody.openID).data("message_id"))
            let other = try await probe.otherToken()
            #expect(try await pin(probe, personal).code == 0)
            #expect(try await pin(probe, personal, token: other).code == 230_002)
            let group = try await send(probe, to: probe.company.chatIDs[0])
            #expect(try await pin(probe, group, token: other).code == 0)
            #expect(try await pin(probe, "om_none").code == 99_992_354)
            #expect(try await pin(probe, "bm-none").code == 230_001)
            #expect(try await probe.post("im/v1/pins", "{}").code == 230_001)
            for _ in 0..<4 { #expect(try await pin(probe, personal).code == 0) }
            #expect(try await pin(probe, personal).code == 230_047)
            try probe.core.change(
                appID: "cli_sandbox", granting: [], revoking: ["im:message", "im:message.pins:write_only"])
            #expect(try await pin(probe, group).missingScopes == ["im:message", "im:message.pins:write_only"])
        }
    }
}
