import Foundation
import JobModel
import StrictJSON

@testable import Reporting

/// For whom the tests draw.
func fixtureContext(_ language: Language = .english, showsIDs: Bool = false) -> ReportContext {
    ReportContext(language: language, zone: fixtureZone, showsIDs: showsIDs)
}

/// A report with something of everything, and `text` wherever somebody else's words are shown.
func fixtureReport(_ text: String = "ordinary") -> RunReport {
    var run = fixtureRun()
    run.title = text
    run.stateReason = text
    run.occurrence = text
    run.recall = .partial
    for index in run.batches.indices {
        run.batches[index].label = text
        run.batches[index].lastProblem = text
    }
    var report = RunReport(run: run)
    report.curve = RunCurve(
        points: (0...10).map { step in
            RunCurve.Point(
                at: fixtureInstant + Int64(step) * 600_000, valid: 590, delivered: min(585, step * 100), read: step * 31
            )
        }, samples: 33, halfReadAt: fixtureInstant + 3_000_000)
    report.departments = [
        DepartmentFigures(
            name: text, batches: 2, recipients: 400, accepted: 398, invalid: 2,
            progress: ProgressFigures(valid: 398, delivered: 390, read: 300)),
        DepartmentFigures(name: ResolvedAudience.singlesLabel, batches: 1, recipients: 100, accepted: 100),
        DepartmentFigures(
            name: nil, batches: 1, recipients: 100, accepted: 100, progress: ProgressFigures(delivered: 90, read: 12)),
    ]
    report.failures = [
        FailureCause(
            .lastTry(.rejected), feishuCode: 230_100, feishuSubCode: 7, curlCode: 0, httpStatus: 200, message: text,
            hint: text, logID: text, batches: 1, tries: 1, recipients: 200, firstBatch: 2),
        FailureCause(.lastTry(.inDoubt), curlCode: 56, batches: 1, tries: 1, recipients: 200, firstBatch: 3),
        FailureCause(.invalidIDs, batches: 1, recipients: 4, firstBatch: 1),
        FailureCause(.leftOut(.resigned), recipients: 3),
        FailureCause(
            .earlierTry(.throttled), feishuCode: 99_991_400, httpStatus: 429, message: text, logID: text, batches: 2,
            tries: 3, recipients: 600, firstBatch: 1),
    ]
    report.recall.lines = [
        RecallFigures.Line(state: .confirmed, batches: 1, recipients: 200, delivered: 197, recalled: 197),
        RecallFigures.Line(state: .tooOld, batches: 1, recipients: 200, delivered: 10),
    ]
    report.recall.refusals = [
        RecallFigures.Refusal(feishuCode: 230_009, message: text, logID: text, batches: 1),
        RecallFigures.Refusal(feishuCode: 999, message: text, logID: text, batches: 1),
    ]
    report.recall.unreachableBatches = 1
    report.recall.unreachableRecipients = 200
    report.audit = AuditExcerpt(
        lines: [
            AuditExcerpt.Line(at: fixtureInstant, who: text, action: "freeze"),
            AuditExcerpt.Line(
                at: fixtureInstant + 1000, who: "larkcast", action: "halt", batch: 3,
                detail: ["reason": .string(text), "in_doubt": [3], "plan_sha256": "abc", "tty": "/dev/pts/3", "no": []]),
            AuditExcerpt.Line(at: fixtureInstant + 2000, who: "bob", action: text, detail: ["key": .string(text)]),
        ], total: 203)
    var earlier = fixtureRun()
    earlier.state = .settled
    report.previous = [earlier, run]
    report.message = .text(text)
    return report
}
