import GRDB
import JobModel

/// Keeps what came back unsent from going out once nobody wants it any more.
enum UnwantedBatch {
    /// Ends a pending batch whose run is over, or that somebody took back while it was on the wire or in doubt.
    ///
    /// Whoever was told that a batch is recalled must not see it leave afterwards. A message that may have left is in doubt
    /// then, the others are cancelled.
    ///
    /// - Returns: where it stands now; `nil` when it is still wanted, or not pending.
    static func end(_ db: Database, batchID: Int64, of run: RunRow) throws -> BatchState? {
        let unwanted = "WHERE id = ? AND state = 'pending' AND (? OR recallWanted = 1)"
        let arguments: StatementArguments = [batchID, !run.state.isUnfinished]
        try db.cachedStatement(
            sql: "UPDATE batch SET state = 'in_doubt', mayHaveLeft = 0 \(unwanted) AND mayHaveLeft = 1"
        ).execute(arguments: arguments)
        if db.changesCount == 1 { return .inDoubt }
        try db.cachedStatement(sql: "UPDATE batch SET state = 'cancelled' \(unwanted)").execute(arguments: arguments)
        return db.changesCount == 1 ? .cancelled : nil
    }
}
