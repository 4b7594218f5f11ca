import JobModel
import StrictJSON
import Testing

@testable import Reporting

struct AuditDetailTests {
    private func words(
        _ detail: JSONValue, batch: Int? = nil, _ context: ReportContext = fixtureContext()
    ) -> String {
        AuditDetail.words(AuditExcerpt.Line(at: 1, who: "ann", action: "x", batch: batch, detail: detail), context)
    }

    @Test func whatIsEmptyOrForMachinesIsLeftOut() {
        let detail: JSONValue = [
            "plan_sha256": "abc", "tty": "/dev/pts/3", "test": false, "cancelled": 0, "unreachable": [], "no": .null,
            "reason": "lunch",
        ]
        #expect(words(detail, batch: 3) == "batch 3 · lunch")
        #expect(words(.array([])) == "" && words([:]) == "")
    }

    @Test func batchesInARowAreARange() {
        let many: JSONValue = .array((1...2500).map { .integer($0) })
        #expect(words(["batches": many]) == "batches 1–2500")
        #expect(words(["batches": 2500, "recipients": 500_000]) == "batches: 2,500 · recipients: 500,000")
        #expect(words(["in_doubt": [7, 3, 4, 9, 5]]) == "in doubt: batches 3–5, 7, 9")
        let odd: JSONValue = .array((1...50).map { .integer($0 * 2) })
        #expect(words(["batches": odd]) == "batches 2, 4, 6, 8, 10, 12, …")
        #expect(words(["batches": [.integer(Int.max), .integer(Int.max)]]) == "batches \(Int.max)")
    }

    @Test func statesHaveTheirWordsInBothLanguages() {
        let detail: JSONValue = ["recall": "partial", "state": "settled", "verdict": "not_sent", "recall_x": "y"]
        #expect(words(detail) == "recalled in part · settled · it counts as not sent · recall x y")
        #expect(words(detail, fixtureContext(.chinese)) == "部分撤回 · 已完结 · 视为未发送 · recall x y")
    }

    /// Their words stand in the report itself.
    @Test func warningsAreCounted() {
        #expect(words(["warnings": ["a", "b"], "batches": 2]) == "warnings: 2 · batches: 2")
        #expect(words(["warnings": ["ou_1"]], fixtureContext(.chinese)) == "警告数 1")
    }

    /// An instant is a time, and who set what was lifted has a name.
    @Test func aStopOfEverythingIsTold() {
        let detail: JSONValue = ["set_at": 1_796_069_807_175, "set_by": "ann"]
        #expect(words(detail) == "paused since 1 Dec 2026, 04:16 · by ann")
        #expect(words(detail, fixtureContext(.chinese)) == "自 2026年12月1日 04:16 起暂停 · 由 ann 暂停")
        #expect(AuditPhrase(action: "pause_all") == .pauseAll && AuditPhrase(action: "resume_all") == .resumeAll)
    }

    @Test func nobodyIsNamed() {
        #expect(words(["reason": "ou_boss said so", "people": ["ou_1"]]) == #"ou_… said so · people ["ou_…"]"#)
        #expect(words(["people": ["ou_1"]], fixtureContext(showsIDs: true)) == #"people ["ou_1"]"#)
    }
}
