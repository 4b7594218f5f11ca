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
        var isDone = false
        var answer: Task<Answer, Never>
    }

    private let entries = Mutex<[String: Entry]>([:])

    /// Does what a form is for, once.
    ///
    /// It goes on to its end when the browser goes away: half a decision is none.
    ///
    /// - Parameters:
    ///   - number: The form's number.
    ///   - deed: What it is for, and who has sent it.
    ///   - now: The present, on the monotonic clock.
    ///   - work: Does it.
    /// - Returns: the answer to this click and to all others on the same form; `nil` when there are too many forms to know: doing
    ///   nothing is safe, doing something twice is not.
    func answer(
        _ number: String, _ deed: Deed, at now: Int64, by work: @escaping @Sendable () async -> Outcome
    ) async -> Answer? {
        let answer = entries.withLock { entries -> Task<Answer, Never>? in
            if entries.count >= Self.most {
                entries = entries.filter { !$0.value.isDone || now - $0.value.at < FormSeal.validity }
            }
            if let entry = entries[number] { return entry.answer }
            guard entries.count < Self.most else { return nil }
            let answer = Task {
                let outcome = await work()
                self.end(number, outcome)
                return outcome.answer
            }
            entries[number] = Entry(deed: deed, at: now, answer: answer)
            return answer
        }
        return await answer?.value
    }

    private func end(_ number: String, _ outcome: Outcome) {
        entries.withLock { entries in
            if outcome.isDone { entries[number]?.isDone = true } else { entries[number] = nil }
        }
    }

    /// What the form of this number has done; `nil` while it is under way, or when nothing came of it.
    func deed(of number: String) -> Deed? {
        entries.withLock { entries in
            guard let entry = entries[number], entry.isDone else { return nil }
            return entry.deed
        }
    }
}
