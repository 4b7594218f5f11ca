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
    /// How much of what people got has been taken back, over all batches that were taken for delivery.
    ///
    /// A batch that was not looked at since counts with everybody it addresses: a bar over the others alone would be full
    /// although these people still have the message. Departments cannot be counted in people without Feishu's figures.
    public var recallShare: RecallShare {
        var reached: Int? = 0
        for batch in batches where [.accepted, .acceptedWithoutID, .resolvedSent].contains(batch.state) {
            let people = unit == .departments ? nil : batch.recipients - batch.invalidIDs.count
            let here = batch.progress.delivered ?? people
            reached = reached.flatMap { sum in here.map { sum + $0 } }
        }
        return RecallShare(recalled: progress.recalled, reached: batches.isEmpty ? progress.delivered : reached)
    }
}
