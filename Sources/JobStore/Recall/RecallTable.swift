import GRDB
import JobModel

/// The statements behind taking batches back.
enum RecallTable {
    /// Whether one of the batches is held by a runner at this moment.
    static func isOnTheWire(_ db: Database, _ run: RunID, ordinals: Set<Int>?) throws -> Bool {
        let sql = "SELECT ordinal FROM batch WHERE runId = ? AND state IN ('claimed', 'dispatching')"
        return try Int.fetchAll(db, sql: sql, arguments: [run.rawValue]).contains { ordinals?.contains($0) ?? true }
    }

    /// Which batches can be taken back and which cannot, among those that may have arrived.
    static func plan(_ db: Database, _ run: RunID, ordinals: Set<Int>?) throws -> RecallPlan {
        let sql = """
            SELECT ordinal, state, batchMessageId, recall, valid, delivered, read, recalled, sampledAt
            FROM batch WHERE runId = ? ORDER BY ordinal
            """
        var plan = RecallPlan()
        var known: Set<Int> = []
        for row in try Row.fetchAll(db, sql: sql, arguments: [run.rawValue]) {
            let ordinal: Int = row[0]
            known.insert(ordinal)
            let state: BatchState = try decoded(row[1])
            guard ordinals?.contains(ordinal) ?? true, state.mayHaveBeenDelivered else { continue }
            if let id: String = row[2] {
                plan.targets.append(try target(row, ordinal: ordinal, id: id, recall: row[3], figuresAt: 4))
            } else {
                plan.unreachable.append(UnreachableBatch(ordinal: ordinal, state: state))
            }
        }
        if let stranger = ordinals?.subtracting(known).min() {
            throw StoreError(.notFound, "run \(run) has no batch \(stranger)", runs: [run])
        }
        return plan
    }

    /// The batches that are wanted back, by ordinal.
    static func wanted(_ db: Database, _ run: RunID) throws -> Set<Int> {
        let sql = "SELECT ordinal FROM batch WHERE runId = ? AND recallWanted = 1"
        return Set(try Int.fetchAll(db, sql: sql, arguments: [run.rawValue]))
    }

    /// Marks a batch as wanted back; an earlier answer short of success no longer counts.
    static func want(_ db: Database, _ run: RunID, ordinal: Int) throws {
        try db.cachedStatement(
            sql: """
                UPDATE batch SET recallWanted = 1, recall = CASE recall WHEN 'confirmed' THEN recall END
                WHERE runId = ? AND ordinal = ?
                """
        ).execute(arguments: [run.rawValue, ordinal])
    }

    /// Batches wanted back that have an id and no final answer.
    static func open(_ db: Database, _ run: RunID) throws -> [RecallTarget] {
        let sql = """
            SELECT ordinal, batchMessageId, recall, valid, delivered, read, recalled, sampledAt FROM batch
            WHERE runId = ? AND recallWanted = 1 AND batchMessageId IS NOT NULL
                AND (recall IS NULL OR recall = 'requested')
            ORDER BY ordinal
            """
        return try Row.fetchAll(db, sql: sql, arguments: [run.rawValue]).map { row in
            try target(row, ordinal: row[0], id: row[1], recall: row[2], figuresAt: 3)
        }
    }

    /// A batch that is wanted back and has an id.
    static func wantedBatch(_ db: Database, _ run: RunID, _ ordinal: Int) throws -> Int64 {
        let sql = """
            SELECT id FROM batch
            WHERE runId = ? AND ordinal = ? AND recallWanted = 1 AND batchMessageId IS NOT NULL
            """
        guard let id = try Int64.fetchOne(db, sql: sql, arguments: [run.rawValue, ordinal]) else {
            throw StoreError(
                .wrongState, "batch \(ordinal) of run \(run) is not being recalled", runs: [run])
        }
        return id
    }

    /// What was taken back from everybody stays so, whatever is answered to somebody who asks at the same time.
    static func move(_ db: Database, _ batchID: Int64, to state: BatchRecallState) throws {
        try db.execute(
            sql: "UPDATE batch SET recall = ? WHERE id = ? AND recall IS NOT 'confirmed'",
            arguments: [state.rawValue, batchID])
    }

    /// Whether people may have a batch's message, and Feishu has not confirmed that it is gone; a part of a statement.
    ///
    /// The batches that nobody wants back count as well: a run is taken back when all of it is.
    static let remains = """
        (state IN ('dispatching', 'accepted', 'accepted_without_id', 'in_doubt', 'resolved_sent', 'abandoned') \
        AND recall IS NOT 'confirmed')
        """

    /// The outcome of all; `nil` while a batch that is wanted back is open or still on the wire.
    static func verdict(_ db: Database, _ run: RunID) throws -> RecallState? {
        let sql = """
            SELECT
                total(recallWanted AND batchMessageId IS NOT NULL AND (recall IS NULL OR recall = 'requested')) AS open,
                total(recallWanted AND state = 'dispatching') AS onTheWire,
                total(recall IN ('confirmed', 'partial')) AS taken,
                total(recall IN ('too_old', 'refused') OR (recallWanted AND batchMessageId IS NULL AND state IN (
                    'accepted_without_id', 'in_doubt', 'resolved_sent', 'abandoned'))) AS refused,
                total(\(remains)) AS remaining
            FROM batch WHERE runId = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [run.rawValue]) else { return nil }
        let count = { (name: String) -> Int in row[name] }
        guard count("open") == 0, count("onTheWire") == 0 else { return nil }
        if count("taken") == 0, count("refused") > 0 { return .refused }
        return count("remaining") == 0 ? .recalled : .partial
    }

    private static func target(
        _ row: Row, ordinal: Int, id: String, recall: String?, figuresAt first: Int
    ) throws -> RecallTarget {
        RecallTarget(
            ordinal: ordinal, batchMessageID: id, recall: try recall.map { try decoded($0) },
            figures: ProgressFigures(
                valid: row[first], delivered: row[first + 1], read: row[first + 2], recalled: row[first + 3],
                sampledAt: row[first + 4]))
    }
}
