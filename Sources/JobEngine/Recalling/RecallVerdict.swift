import FeishuAPI
import JobModel

/// Decides from two looks at `get_progress` whether a batch has been taken back, as a pure function.
///
/// While Feishu is still delivering, people may get the message after the recall; so a recall is confirmed only when
/// both counts stood still, and asked for again when delivery went on.
struct RecallVerdict: Equatable {
    enum Decision: Equatable {
        /// Look again later.
        case keepWatching
        /// Delivery went on after the recall: ask again, then look again.
        case askAgain
        /// Everything delivered has been taken back.
        case confirmed
        /// The counts stand still short of it.
        case partial

        /// Where the batch stands then; `nil` while it is under way.
        var state: BatchRecallState? {
            switch self {
            case .keepWatching, .askAgain: nil
            case .confirmed: .confirmed
            case .partial: .partial
            }
        }
    }

    /// Looks without any change after which a shortfall is taken as final; ten of the recaller's looks span 40 s.
    let patience: Int
    private var last: BatchProgress?
    private var unchanged = 0

    init(patience: Int = 10) {
        self.patience = patience
    }

    mutating func take(_ progress: BatchProgress) -> Decision {
        defer { last = progress }
        guard let last else { return .keepWatching }
        unchanged = last == progress ? unchanged + 1 : 0
        guard unchanged > 0 else {
            return grew(last.delivered, progress.delivered) ? .askAgain : .keepWatching
        }
        guard progress.isRecalled == true, let delivered = progress.delivered, let recalled = progress.recalled else {
            return unchanged >= patience ? .partial : .keepWatching
        }
        if recalled >= delivered, delivered > 0 || unchanged >= 2 { return .confirmed }
        return unchanged >= patience ? .partial : .keepWatching
    }

    private func grew(_ before: Int?, _ after: Int?) -> Bool {
        guard let before, let after else { return false }
        return after > before
    }
}
