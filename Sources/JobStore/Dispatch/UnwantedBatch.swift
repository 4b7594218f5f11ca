import GRDB
import JobModel

/// Keeps what came back unsent from going out once nobody wants it any more.
enum UnwantedBatch {
    /// Cancels a pending batch whose run is over, or that somebody took back while it was on the wire or in doubt.
    ///
    /// Whoever was told that a batch is recalled must not see it leave afterwards.
    ///
    /// - Returns: whether it was cancelled.
    static func cancel(_ db: Database, batchID: Int64, of run: RunRow) throws -> Bool {
        try db.cachedStatement(
            sql: """
                UPDATE batch SET state = 'cancelled'
                WHERE id = ? AND state = 'pending' AND (? OR recallWanted = 1)
                """
        ).execute(arguments: [batchID, !run.state.isUnfinished])
        return db.changesCount == 1
    }
}
