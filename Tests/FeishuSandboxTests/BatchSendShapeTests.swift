import Testing

@testable import FeishuSandbox

/// The shape of a batch_send body; each refusal is 10003 on HTTP 200 and leaves nothing behind.
@Suite struct BatchSendShapeTests {
    static let ids = "\"open_ids\":[\"ou_1\"]"
    static let text = "\"msg_type\":\"text\",\"content\":{\"text\":\"Hello everyone\"}"

    static func list(_ count: Int) -> String {
        "[" + (0..<count).map { "\"id\($0)\"" }.joined(separator: ",") + "]"
    }

    @Test(arguments: [
        "", "nonsense", "[]", "\"text\"", "{}",
        // Strictness of the JSON itself.
        "{\(ids),\(text),\(ids)}", "{\(ids),\(text),}", "{\(ids),\(text)} x",
        "{\(ids),\"msg_type\":\"text\",\"msg_type\":\"text\"}",
        // msg_type
        "{\(ids),\"content\":{\"text\":\"Hello everyone\"}}",
        "{\(ids),\"msg_type\":1,\"content\":{\"text\":\"Hello everyone\"}}",
        "{\(ids),\"msg_type\":\"audio\",\"content\":{\"file_key\":\"f\"}}",
        "{\(ids),\"msg_type\":\"Text\",\"content\":{\"text\":\"Hi\"}}",
        // content and card
        "{\(ids),\"msg_type\":\"text\"}", "{\(ids),\"msg_type\":\"text\",\"content\":\"{\\\"text\\\":\\\"Hello\\\"}\"}",
        "{\(ids),\"msg_type\":\"text\",\"content\":null}", "{\(ids),\"msg_type\":\"text\",\"card\":{}}",
        "{\(ids),\(text),\"card\":{}}",
        "{\(ids),\"msg_type\":\"interactive\",\"content\":{}}", "{\(ids),\"msg_type\":\"interactive\",\"card\":\"{}\"}",
        "{\(ids),\"msg_type\":\"interactive\",\"card\":{\"elements\":[]},\"content\":{}}",
        // Recipients
        "{\(text)}", "{\(text),\"open_ids\":[]}", "{\(text),\"open_ids\":null,\"user_ids\":[]}",
        "{\(text),\"open_ids\":\"ou_1\"}",
        "{\(text),\"open_ids\":[1]}", "{\(text),\"open_ids\":[\"ou_1\",null]}", "{\(text),\"user_ids\":{}}",
        "{\(text),\"department_ids\":[\"0\"]}", "{\(text),\"department_ids\":[\"eng\",\"0\"]}",
        "{\(text),\"open_ids\":\(list(201))}", "{\(text),\"department_ids\":\(list(201))}",
        "{\(text),\"user_ids\":\(list(201))}",
        "{\(text),\"union_ids\":\(list(201))}",
    ])
    func refuses(_ body: String) async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend(body)
            #expect(answer.status == 200)
            #expect(answer.code == 10003)
            #expect(!answer.message.isEmpty)
            #expect(probe.lastEntry?.isProcessed == false)
            #expect(probe.lastEntry?.recipients == nil)
            #expect(probe.core.snapshot().batches.isEmpty)
        }
    }

    @Test func namesTheFieldThatIsWrong() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend("{\(Self.text),\"user_ids\":[7]}")
            #expect(answer.json["error"]?["field_violations"]?.array?.first?["field"]?.string == "user_ids")
        }
    }

    @Test func takesFourFullLists() async throws {
        try await withProbe { probe async throws in
            let list = Self.list(200)
            let answer = try await probe.sendText(
                to: "\"open_ids\":\(list),\"user_ids\":\(list),\"union_ids\":\(list),\"department_ids\":\(list)")
            #expect(answer.code == 0)
            #expect(answer.json["data"]?["invalid_union_ids"]?.array?.count == 200)
        }
    }

    /// 150 KB for text, 30 KB for posts and cards, of the whole request body.
    @Test(arguments: [
        (153_600, "\"msg_type\":\"text\",\"content\":{\"text\":\"", "\"}"),
        (
            30_720,
            "\"msg_type\":\"post\",\"content\":{\"post\":{\"zh_cn\":{\"content\":[[{\"tag\":\"text\",\"text\":\"",
            "\"}]]}}}"
        ),
        (30_720, "\"msg_type\":\"interactive\",\"card\":{\"elements\":[{\"tag\":\"markdown\",\"content\":\"", "\"}]}"),
    ])
    func holdsTheSizeToTheByte(_ limit: Int, _ head: String, _ tail: String) async throws {
        try await withProbe { probe async throws in
            let frame = "{\(Self.ids),\(head)\(tail)}"
            func body(_ size: Int) -> String {
                "{\(Self.ids),\(head)\(String(repeating: "a", count: size - frame.utf8.count))\(tail)}"
            }
            #expect(try await probe.batchSend(body(limit)).code == 0)
            let refused = try await probe.batchSend(body(limit + 1))
            #expect(refused.code == 10003)
            #expect(refused.message.contains("\(limit)"))
        }
    }

    @Test func countsBytesNotCharacters() async throws {
        try await withProbe { probe async throws in
            let text = String(repeating: "知", count: 52_000)
            let answer = try await probe.batchSend(
                "{\(Self.ids),\"msg_type\":\"text\",\"content\":{\"text\":\"\(text)\"}}")
            #expect(answer.code == 10003)
        }
    }

    @Test func aHugeBodyIsRefusedNotRead() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.batchSend(String(repeating: "x", count: SandboxAPI.batchSend.largestBody + 1))
            #expect(answer.code == 10003)
        }
    }

    @Test func unknownFieldsAreLetThroughWithAWarning() async throws {
        try await withProbe { probe async throws in
            let answer = try await probe.sendText(to: "\(Self.ids),\"uuid\":\"once\",\"update_multi\":false")
            #expect(answer.code == 0)
            #expect(probe.lastEntry?.warnings == ["unknown field \"uuid\" is ignored by Feishu"])
        }
    }
}
