import Foundation
import JobModel

@testable import Reporting

/// 2026-12-01T01:00:00Z.
let fixtureInstant: Int64 = 1_796_086_800_000

/// UTC+8 without any rule.
let fixtureZone = TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt

/// A finished run of five batches with one of everything that can be lost.
func fixtureRun() -> RunSummary {
    var people = BalanceSheet()
    people.targeted = 1000
    people.accepted = 590
    people.invalid = 4
    people.rejected = 200
    people.excluded = 5
    people.duplicate = 1
    people.inDoubt = 200
    var run = RunSummary(
        id: RunID(rawValue: "k7m2q9x4d1ab"), job: "benefits-2026", title: "2026 福利选择开放 benefits", state: .halted,
        stateReason: "batch 3 is in doubt", planSHA256: String(repeating: "ab", count: 32), unit: .people,
        people: people,
        progress: ProgressFigures(
            valid: 590, delivered: 585, read: 312, recalled: 0, sampledAt: fixtureInstant + 300_000),
        createdAt: fixtureInstant, startedAt: fixtureInstant + 2000)
    run.batches = [
        BatchSummary(
            ordinal: 1, label: "Finance 财务", state: .accepted, batchMessageID: "bm-0001", recipients: 200, attempts: 1,
            progress: ProgressFigures(valid: 198, delivered: 197, read: 120), invalidIDs: ["ou_gone1", "ou_gone2"]),
        BatchSummary(
            ordinal: 2, label: "Batch 2", state: .rejected, recipients: 200, attempts: 1,
            lastProblem: "code 230100, invalid test message, log id 2026"),
        BatchSummary(
            ordinal: 3, label: "Batch 3", state: .inDoubt, recipients: 200, attempts: 2,
            lastProblem: "HTTP 504\u{1B}[2J, curl 0"),
    ]
    return run
}
