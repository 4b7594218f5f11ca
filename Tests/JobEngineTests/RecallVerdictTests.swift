import FeishuAPI
import JobModel
import Testing

@testable import JobEngine

/// When a batch counts as taken back: only when both counts stand still.
struct RecallVerdictTests {
    typealias Decision = RecallVerdict.Decision

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var looks: [BatchProgress]
        var decisions: [Decision]

        var testDescription: String { name }
    }

    static func look(_ delivered: Int?, _ recalled: Int?, _ isRecalled: Bool? = true, read: Int? = 0) -> BatchProgress {
        BatchProgress(valid: 10, delivered: delivered, read: read, isRecalled: isRecalled, recalled: recalled)
    }

    /// As many looks alike as it takes to call a shortfall final.
    static func still(_ look: BatchProgress) -> [BatchProgress] { Array(repeating: look, count: 11) }
    static let shortfall: [Decision] = Array(repeating: .keepWatching, count: 10) + [.partial]

    static let cases: [Case] = [
        Case(
            name: "all of it at once", looks: [look(10, 10), look(10, 10)], decisions: [.keepWatching, .confirmed]),
        Case(
            name: "bit by bit", looks: [look(10, 0), look(10, 4), look(10, 9), look(10, 10), look(10, 10)],
            decisions: [.keepWatching, .keepWatching, .keepWatching, .keepWatching, .confirmed]),
        Case(
            name: "complete, but still moving", looks: [look(8, 8), look(9, 9), look(10, 10)],
            decisions: [.keepWatching, .askAgain, .askAgain]),
        Case(
            name: "delivery goes on, then stands still", looks: [look(4, 4), look(10, 4), look(10, 10), look(10, 10)],
            decisions: [.keepWatching, .askAgain, .keepWatching, .confirmed]),
        Case(name: "stands still short of it", looks: still(look(10, 7)), decisions: shortfall),
        Case(
            name: "a change renews the patience", looks: still(look(10, 6)).dropLast() + still(look(10, 7)),
            decisions: shortfall.dropLast() + shortfall),
        Case(
            name: "the recall has not been executed yet",
            looks: [look(10, 10, false), look(10, 10, false), look(10, 10, true), look(10, 10, true)],
            decisions: [.keepWatching, .keepWatching, .keepWatching, .confirmed]),
        Case(name: "Feishu never says that it was executed", looks: still(look(10, 10, nil)), decisions: shortfall),
        Case(name: "unknown is not zero: no delivered count", looks: still(look(nil, 10)), decisions: shortfall),
        Case(name: "unknown is not zero: no recall count", looks: still(look(0, nil)), decisions: shortfall),
        Case(
            name: "nothing was delivered: a little longer", looks: Array(repeating: look(0, 0), count: 3),
            decisions: [.keepWatching, .keepWatching, .confirmed]),
        Case(
            name: "nothing was delivered at first",
            looks: [look(0, 0), look(0, 0), look(3, 0), look(3, 3), look(3, 3)],
            decisions: [.keepWatching, .keepWatching, .askAgain, .keepWatching, .confirmed]),
        Case(
            name: "a count that appears is no growth", looks: [look(nil, nil), look(10, 10), look(10, 10)],
            decisions: [.keepWatching, .keepWatching, .confirmed]),
        Case(
            name: "delivery shrinks", looks: [look(10, 9), look(9, 9), look(9, 9)],
            decisions: [.keepWatching, .keepWatching, .confirmed]),
        Case(
            name: "more taken back than delivered", looks: [look(9, 10), look(9, 10)],
            decisions: [.keepWatching, .confirmed]),
        Case(
            name: "people still read", looks: [look(10, 10, read: 1), look(10, 10, read: 2), look(10, 10, read: 2)],
            decisions: [.keepWatching, .keepWatching, .confirmed]),
    ]

    @Test(arguments: cases)
    func decides(_ item: Case) {
        var verdict = RecallVerdict()
        #expect(item.looks.map { verdict.take($0) } == item.decisions)
    }

    @Test func oneLookNeverDecides() {
        for delivered in [nil, 0, 10] as [Int?] {
            for recalled in [nil, 0, 10] as [Int?] {
                var verdict = RecallVerdict()
                #expect(verdict.take(Self.look(delivered, recalled)) == .keepWatching)
            }
        }
    }

    @Test func onlyEndsHaveAState() {
        #expect(Decision.keepWatching.state == nil)
        #expect(Decision.askAgain.state == nil)
        #expect(Decision.confirmed.state == .confirmed)
        #expect(Decision.partial.state == .partial)
    }
}
