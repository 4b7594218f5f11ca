import Foundation
import JobModel
import StrictJSON
import Testing

/// The words and the bytes of notifications.
struct NotificationTests {
    private static func notification(
        _ kind: NotificationKind = .halt, state: RunState = .halted, recall: RecallState = .none,
        title: String = "Benefits 2026", reason: String? = nil, people: BalanceSheet? = nil
    ) -> RunNotification {
        var sheet = BalanceSheet()
        sheet.targeted = 10
        sheet.accepted = 7
        sheet.inDoubt = 3
        return RunNotification(
            id: RunNotification.id(run: RunID(rawValue: "0000000000k7"), auditNumber: 12), kind: kind,
            at: 1_796_086_800_000, reason: reason,
            run: RunSummary(
                id: RunID(rawValue: "0000000000k7"), job: "benefits", title: title, state: state, planSHA256: "",
                unit: .people, people: people ?? sheet, recall: recall, createdAt: 1))
    }

    private static func parsed(_ bytes: Data) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(bytes)))
    }

    @Test func theDocumentSaysWhatWhichWhenAndWhatNext() throws {
        let document = try Self.parsed(NotificationDocument.bytes(Self.notification(reason: "batch 3 is in doubt")))
        #expect(document["id"] == "larkcast-0000000000k7-12")
        #expect(document["event"] == "halt" && document["state"] == "halted" && document["recall"] == "none")
        #expect(document["at"] == "2026-12-01T01:00:00Z")
        #expect(document["job"] == "benefits" && document["run"] == "0000000000k7" && document["occurrence"] == .null)
        #expect(document["reason"] == "batch 3 is in doubt")
        #expect(document["people"]?["targeted"] == 10 && document["people"]?["in_doubt"] == 3)
        #expect(document["next"]?.string?.contains("larkcast resolve 0000000000k7") == true)
    }

    @Test(arguments: NotificationKind.allCases) func everyKindHasWordsInEveryState(_ kind: NotificationKind) throws {
        for state in RunState.allCases {
            for recall in RecallState.allCases {
                for people in [nil, BalanceSheet()] {
                    let notification = Self.notification(kind, state: state, recall: recall, people: people)
                    let text = NotificationText(notification)
                    #expect(!text.headline.isEmpty && !text.next.isEmpty)
                    #expect(try Self.parsed(NotificationDocument.bytes(notification))["event"]?.string == kind.rawValue)
                    let card = try Self.parsed(NotificationCard.bytes(notification))
                    #expect(card["header"]?["title"]?["content"]?.string == text.headline)
                }
            }
        }
    }

    @Test(arguments: [
        "\"}],\"x\":[{\"", "\\\" \\n \\u0000", "<at id=all></at> **bold** [link](https://example.com)",
        "\u{202E}gnol\u{0}\u{7}",
        "第二季度福利 🎉", String(repeating: "長", count: 200),
    ])
    func aHostileTitleStaysText(_ title: String) throws {
        let notification = Self.notification(title: title, reason: title)
        let document = try Self.parsed(NotificationDocument.bytes(notification))
        #expect(document["title"]?.string == title && document["x"] == nil)
        let bot = try Self.parsed(NotificationCard.customBotBytes(notification, secret: nil, at: 0))
        #expect(bot.members?.map(\.key) == ["msg_type", "card"])
        let elements = try #require(bot["card"]?["elements"]?.array)
        #expect(elements.allSatisfy { $0["tag"] == "div" && $0["text"]?["tag"] == "plain_text" })
        #expect(elements.first?["text"]?["content"]?.string == title)
    }

    @Test func aLongReasonIsCut() {
        let text = NotificationText(Self.notification(reason: String(repeating: "x", count: 10_000)))
        #expect(text.reason?.count == NotificationText.longestReason + 1)
    }

    /// The value comes from Python's hmac, with the key "1599360473\ndemo" and no message.
    @Test func theSignatureIsTheOneTheBotExpects() throws {
        let bytes = NotificationCard.customBotBytes(Self.notification(), secret: "demo", at: 1_599_360_473_999)
        let bot = try Self.parsed(bytes)
        #expect(bot["timestamp"] == "1599360473")
        #expect(bot["sign"] == "l1N0gAcBjdwBvGm1xMjOF0XSyaLRpR7tuO5dHfhAYc8=")
        #expect(bot["msg_type"] == "interactive")
        #expect(!String(decoding: bytes, as: UTF8.self).contains("demo"))
    }

    @Test func everyKindComesFromTheAudit() {
        let actions = [
            "start", "approve", "sent", "cancel", "expire", "missed", "skipped", "halt", "pause", "await_approval",
            "gate_failed", "recall", "recall_concluded",
        ]
        #expect(Set(actions.compactMap { NotificationKind(auditAction: $0) }) == Set(NotificationKind.allCases))
        for action in ["freeze", "settle", "resume", "notification_given_up", "resolve", ""] {
            #expect(NotificationKind(auditAction: action) == nil)
        }
    }

    @Test func theIdFitsAUUIDOfFeishu() {
        #expect(RunNotification.id(run: RunID(rawValue: "0000000000k7"), auditNumber: .max).utf8.count <= 50)
    }
}
