import JobModel
import Synchronization

/// What the lanes of one run share: the reason to end, and what happened in a row.
final class LaneBoard: Sendable {
    private struct State {
        var end: DispatchEnd?
        var throttledInARow = 0
        var rejectedInARow = 0
        var restsUntil: Int64 = .min
        var notSentInARow: [Int: Int] = [:]
        var tokenRefusedInARow: [Int: Int] = [:]
    }

    private let state: Mutex<State>

    /// - Parameter throttledInARow: How often in a row the app was throttled before this process came.
    init(throttledInARow: Int = 0) {
        state = Mutex(State(throttledInARow: throttledInARow))
    }

    /// The reason to end, once a lane has found one.
    var end: DispatchEnd? { state.withLock { $0.end } }

    /// Records the reason to end; the first one counts.
    ///
    /// A refusal that paused the run is the cause of what the other lanes then saw, so it replaces that.
    func finish(_ end: DispatchEnd) {
        state.withLock { state in
            switch (state.end, end) {
            case (nil, _), (.stopped(.paused, _), .quotaUsedUp), (.stopped(.paused, _), .permissionRefused),
                (.drained, .quotaUsedUp), (.drained, .permissionRefused), (.drained, .credentialsRefused):
                state.end = end
            default: break
            }
        }
    }

    /// What came before, for the disposition of this batch.
    func history(of ordinal: Int) -> Disposition.History {
        state.withLock {
            Disposition.History(
                notSentInARow: $0.notSentInARow[ordinal] ?? 0,
                tokenRefusedInARow: $0.tokenRefusedInARow[ordinal] ?? 0,
                throttledInARow: $0.throttledInARow,
                rejectedInARow: $0.rejectedInARow
            )
        }
    }

    /// Counts one more outcome, which came at this instant (monotonic milliseconds).
    func note(_ result: AttemptResult, of ordinal: Int, at now: Int64) {
        let outcome = result.outcome
        state.withLock {
            switch outcome {
            // One recipient that gets too much at once says nothing about the others.
            case .throttled where result.pausesAppMilliseconds == nil: break
            case .throttled:
                // Lanes that were under way together are refused together: that is one refusal, not a storm.
                if now >= $0.restsUntil { $0.throttledInARow += 1 }
                $0.restsUntil = max($0.restsUntil, now + (result.pausesAppMilliseconds ?? 0))
            // Feishu was not asked: a lane that the app's pause stopped in the hook is no sign that a storm is over.
            case .notSent, .repeatable: break
            case .tokenRefused, .accepted, .acceptedWithoutID, .rejected, .inDoubt: $0.throttledInARow = 0
            }
            switch outcome {
            case .rejected: $0.rejectedInARow += 1
            case .accepted, .acceptedWithoutID: $0.rejectedInARow = 0
            default: break
            }
            $0.notSentInARow[ordinal] =
                [.notSent, .repeatable].contains(outcome) ? ($0.notSentInARow[ordinal] ?? 0) + 1 : nil
            $0.tokenRefusedInARow[ordinal] = outcome == .tokenRefused ? ($0.tokenRefusedInARow[ordinal] ?? 0) + 1 : nil
        }
    }
}
