public import struct Foundation.Data

extension RunPlan {
    /// The request body of one batch as it is planned.
    ///
    /// On the batch channel these are the exact bytes. A direct message has a `uuid` that names its run, which does not exist
    /// yet: here it names ``unnamedRun``, so that the plan's hash does not change with every look.
    public func body(of batch: PlannedBatch) -> Data {
        bodyHead + ownBytes(of: batch, run: Self.unnamedRun) + bodyTail
    }

    /// The request bytes that are a batch's own, between ``bodyHead`` and ``bodyTail``, once its run has an id.
    public func ownBytes(of batch: PlannedBatch, run: RunID) -> Data {
        switch channel {
        case .batch: batch.recipientsJSON
        case .direct: DirectBody.ownBytes(of: batch, run: run)
        }
    }

    /// How many bytes ``ownBytes(of:run:)`` gives as the batch is planned.
    func ownCount(of batch: PlannedBatch) -> Int {
        switch channel {
        case .batch: batch.recipientsJSON.count
        case .direct: DirectBody.ownCount(of: batch, run: Self.unnamedRun)
        }
    }

    /// Stands in for a run that has no id yet: as long as one, so that the size of a request does not change, and no run has it.
    static let unnamedRun = RunID(rawValue: "{the-run-id}")
}
