public import JobModel

/// How many of a plan's recipients may have got its message.
public struct RepeatShare: Sendable, Equatable {
    /// So many may have it.
    public var some: Int
    /// So many there are.
    public var all: Int
    /// What they are.
    public var unit: AudienceUnit

    /// Creates a share.
    public init(some: Int, of all: Int, unit: AudienceUnit) {
        self.some = some
        self.all = all
        self.unit = unit
    }
}

extension StoreError {
    /// The refusal of a message that may have gone to the very same people in these runs, the one made last first.
    ///
    /// `isLost` says that the store has lost that one, so that only its bytes are known; `share` how many of the people may have it, where that
    /// is known.
    public init(repeating earlier: [RunID], isLost: Bool = false, share: RepeatShare? = nil) {
        let newest = earlier.first?.rawValue ?? ""
        self.init(
            .repeats, RunReason.repeated(run: newest, isLost: isLost, others: earlier.count - 1).text,
            hint: Self.hint(repeating: newest, share: share), runs: earlier)
    }

    /// What to do about a repetition of a run: where it has not reached everybody, the others come first.
    public static func hint(repeating run: String, share: RepeatShare?) -> String {
        guard let share, share.some < share.all, share.unit != .departments else {
            return "if it shall really go out again, say `--allow-repeat \(run)`"
        }
        return "\(share.some) of \(share.all) \(share.unit.words) may have it: say `--skip-sent` to send to the others "
            + "alone, or `--allow-repeat \(run)` if it shall really go out again to all"
    }
}
