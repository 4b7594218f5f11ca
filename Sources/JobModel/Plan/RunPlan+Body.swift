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

    /// Stands in for a run that has no id yet; no run has it.
    static let unnamedRun = RunID(rawValue: "{run}")
}

/// The bytes of an `im/v1/messages` request.
///
/// Members are always in this order: `receive_id`, `uuid`, then `content` and `msg_type`; a personal `content` is among the
/// recipient's own bytes, one that is the same for all in the shared ones. Source: Feishu, "Send a message".
enum DirectBody {
    /// Request bytes before the recipient's own.
    static let head = Data(#"{"receive_id":"#.utf8)

    /// The recipient, the `uuid` and what is theirs alone.
    ///
    /// Feishu sends at most one message for a `uuid` within an hour, whatever the recipient, so each message has its own. It
    /// is part of the frozen bytes: every try has the same.
    static func ownBytes(of batch: PlannedBatch, run: RunID) -> Data {
        var bytes = Data(batch.recipientsJSON.dropFirst().dropLast())
        bytes.append(contentsOf: #","uuid":"\#(uuid(run: run, ordinal: batch.ordinal))""#.utf8)
        if let content = batch.personalContent {
            bytes.append(contentsOf: #","content":"#.utf8)
            bytes.append(content)
        }
        return bytes
    }

    /// At most 50 characters, as Feishu allows.
    static func uuid(run: RunID, ordinal: Int) -> String { "larkcast-\(run.rawValue)-\(ordinal)" }
}
