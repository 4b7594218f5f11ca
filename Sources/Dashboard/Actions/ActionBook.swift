import JobModel
import Synchronization

/// What forms have done: a second click waits for the first one, does nothing, and comes to the same page.
final class ActionBook: Sendable {
    /// Forms that are remembered, more than anybody sends within ``FormSeal/validity``.
    static let most = 4096

    /// What somebody did with a form.
    struct Deed: Sendable, Equatable {
        var action: RunAction
        var run: RunID
        /// The name of whoever did it.
        var user: String
    }

    /// What came of a form.
    struct Outcome: Sendable {
        /// The page to come to.
        var answer: Answer
        /// Whether anything was done; else the same form may be sent again.
        var isDone: Bool
    }

    private struct Entry {
        var deed: Deed
        var at: Int64
        /// `nil` while it is under way.
        var answer: Answer?
        var waiting: [CheckedContinuation<Answer?, Never>] = []
    }

    private enum Turn {
        case first, later, none
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// Does what a form is for, once.
    ///
    /// - Parameters:
    ///   - number: The form's number.
    ///   - deed: What it is for, and who has sent it.
    ///   - now: The present, on the monotonic clock.
    ///   - work: Does it.
    /// - Returns: the answer to this click and to all others on the same form; `nil` when there are too many forms to know: doing
    ///   nothing is safe, doing something twice is not.
    func answer(_ number: String, _ deed: Deed, at now: Int64, by work: () async -> Outcome) async -> Answer? {
        while true {
            switch turn(number, deed, at: now) {
            case .none: return nil
            case .later:
                if let answer = await answerOfTheFirst(number) { return answer }
            // It ended without anything done a moment ago: this click is the first one now.
            case .first:
                let outcome = await work()
                end(number, outcome)
                return outcome.answer
            }
        }
    }

    private func turn(_ number: String, _ deed: Deed, at now: Int64) -> Turn {
        entries.withLock { entries in
            if entries.count >= Self.most {
                entries = entries.filter { $0.value.answer == nil || now - $0.value.at < FormSeal.validity }
            }
            if entries[number] != nil { return .later }
            guard entries.count < Self.most else { return .none }
            entries[number] = Entry(deed: deed, at: now)
            return .first
        }
    }

    /// `nil` when nothing came of the first click meanwhile.
    private func answerOfTheFirst(_ number: String) async -> Answer? {
        await withCheckedContinuation { (continuation: CheckedContinuation<Answer?, Never>) in
            entries.withLock { entries in
                guard let entry = entries[number] else { return continuation.resume(returning: nil) }
                if let answer = entry.answer { return continuation.resume(returning: answer) }
                entries[number]?.waiting.append(continuation)
            }
        }
    }

    private func end(_ number: String, _ outcome: Outcome) {
        let waiting = entries.withLock { entries in
            let waiting = entries[number]?.waiting ?? []
            if outcome.isDone {
                entries[number]?.answer = outcome.answer
                entries[number]?.waiting = []
            } else {
                entries[number] = nil
            }
            return waiting
        }
        for continuation in waiting { continuation.resume(returning: outcome.answer) }
    }

    /// Clicks that wait for what comes of the first one on their form.
    var clicksWaiting: Int { entries.withLock { $0.values.reduce(0) { $0 + $1.waiting.count } } }

    /// What the form of this number has done; `nil` while it is under way, or when nothing came of it.
    func deed(of number: String) -> Deed? {
        entries.withLock { entries in
            guard let entry = entries[number], entry.answer != nil else { return nil }
            return entry.deed
        }
    }
}
