/// How much of what people got has been taken back.
public struct RecallShare: Sendable, Equatable {
    /// Messages taken back so far; `nil` is unknown.
    public var recalled: Int?
    /// People who got the message, as far as anybody knows; `nil` where they cannot be counted.
    public var reached: Int?

    /// Creates a share.
    public init(recalled: Int?, reached: Int?) {
        self.recalled = recalled
        self.reached = reached
    }

    /// Those who still have it; `nil` is unknown.
    public var left: Int? {
        guard let reached else { return nil }
        return max(0, reached - (recalled ?? 0))
    }
}

extension RunSummary {
    /// How much of what people got has been taken back.
    ///
    /// A batch that was not looked at since counts with everybody it addresses: a bar over the others alone would be full
    /// although these people still have the message.
    public var recallShare: RecallShare { RecallShare(recalled: progress.recalled, reached: reached) }
}
