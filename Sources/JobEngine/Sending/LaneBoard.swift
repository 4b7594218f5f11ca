import JobModel
import Synchronization

/// What the lanes of one run share: the reason to end, and what happened in a row.
final class LaneBoard: Sendable {
    private struct State {
        var end: DispatchEnd?
        var throttledInARow = 0
        var notSentInARow: [Int: Int] = [:]
        var tokenRefusedInARow: [Int: Int] = [:]
    }

    private let state = Mutex(State())

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
                throttledInARow: $0.throttledInARow
            )
        }
    }

    /// Counts one more outcome.
    func note(_ outcome: AttemptOutcome, of ordinal: Int) {
        state.withLock {
            switch outcome {
            case .throttled: $0.throttledInARow += 1
            // Feishu was not asked: a lane that the app's pause stopped in the hook is no sign that a storm is over.
            case .notSent: break
            case .tokenRefused, .accepted, .acceptedWithoutID, .rejected, .inDoubt: $0.throttledInARow = 0
            }
            $0.notSentInARow[ordinal] = outcome == .notSent ? ($0.notSentInARow[ordinal] ?? 0) + 1 : nil
            $0.tokenRefusedInARow[ordinal] = outcome == .tokenRefused ? ($0.tokenRefusedInARow[ordinal] ?? 0) + 1 : nil
        }
    }
}
