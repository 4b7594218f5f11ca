import JobModel
import Testing

@testable import Reporting

/// What cards say, in every language there is.
struct NotificationWordsTests {
    private static func notifications(reason: String? = nil) -> [RunNotification] {
        var sheet = BalanceSheet()
        (sheet.targeted, sheet.accepted, sheet.inDoubt) = (1010, 1007, 3)
        var losses = sheet
        (losses.targeted, losses.invalid) = (1011, 1)
        return NotificationKind.allCases.flatMap { kind in
            RunState.allCases.flatMap { state in
                RecallState.allCases.flatMap { recall in
                    [AudienceUnit.people, .departments, .chats].flatMap { unit in
                        [sheet, losses, BalanceSheet()].map { people in
                            RunNotification(
                                id: "n", kind: kind, at: 0, reason: reason,
                                run: RunSummary(
                                    id: RunID(rawValue: "0000000000k7"), job: "benefits", title: "2026 年度福利",
                                    state: state, occurrence: unit == .people ? nil : "2026-12-01T09:00",
                                    planSHA256: "", unit: unit, people: people, recall: recall, createdAt: 0))
                        }
                    }
                }
            }
        }
    }

    @Test func englishIsWhatProgramsGet() {
        for notification in Self.notifications(reason: RunReason.pausedBy("ann").text) {
            #expect(Language.english.notification(notification) == NotificationText(notification))
        }
    }

    @Test func chineseSaysAllOfIt() throws {
        for notification in Self.notifications(reason: RunReason.inDoubt([3], isMore: false).text) {
            let text = Language.chinese.notification(notification)
            for words in [text.headline, text.subject, text.next, text.people ?? "人"] {
                #expect(words.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(words)")
                #expect(!words.contains("{"), "\(words)")
            }
            #expect(text.reason == "第 3 批结果不明：需人工判定")
        }
        let halted = try #require(Self.notifications().first { $0.kind == .halt })
        #expect(
            Language.chinese.notification(halted)
                == NotificationText(
                    headline: "已停住：有批次结果不明", subject: "任务 benefits，运行 0000000000k7", reason: nil,
                    people: "1010 人：已受理 1007，结果不明 3",
                    next: "用 larkcast resolve 0000000000k7 BATCH 查看证据并作出判定；结果不明的内容不会自动重发。"))
    }
}
