import GRDB
import JobModel

/// Reads why people were not reached, grouped by cause.
enum FailureQuery {
    /// Most causes that attempts are grouped into; a run that has more has one cause with many faces.
    static let mostCauses = 60
    /// Plain exclusions and repetitions are in the balance sheet, and meant.
    private static let lost: [LeftOutReason] = [.resigned, .frozen, .unknownID, .unknownAddress]

    static func causes(_ db: Database, of run: RunID, leftOut: LeftOuts) throws -> [FailureCause] {
        var causes = try attempts(db, of: run)
        if let invalid = try counted(db, of: run, .invalidIDs, people: "invalidCount", where: "invalidCount > 0") {
            causes.append(invalid)
        }
        if let cancelled = try counted(
            db, of: run, .cancelled, people: "recipientCount", where: "state = 'cancelled'")
        {
            causes.append(cancelled)
        }
        for reason in lost where leftOut.count(reason) > 0 {
            causes.append(FailureCause(.leftOut(reason), recipients: leftOut.count(reason)))
        }
        // Sorting keeps the order of equals only when it is told to.
        return causes.enumerated().sorted { one, other in
            if one.element.isOvercome != other.element.isOvercome { return other.element.isOvercome }
            if one.element.recipients != other.element.recipients {
                return one.element.recipients > other.element.recipients
            }
            return one.offset < other.offset
        }
        .map(\.element)
    }

    /// What tries met that Feishu did not accept; a doubt that an operator decided is no failure any more, unless they gave up.
    ///
    /// A batch that met the same twice counts once with its people, so that the tries are put together by batch first. The bare columns
    /// are those of the row with the lowest id: one and the same.
    private static func attempts(_ db: Database, of run: RunID) throws -> [FailureCause] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT place, outcome, feishuCode, feishuSubCode, curlCode, httpStatus, hint,
                    count(*) AS batches, sum(tries) AS tries, sum(recipientCount) AS recipients,
                    min(first), message, logId, ordinal
                FROM (
                    SELECT CASE WHEN number = attemptCount AND state = 'abandoned' THEN 'abandoned'
                            WHEN number < attemptCount OR state IN ('accepted', 'resolved_sent', 'cancelled')
                                OR (state = 'pending' AND outcome = 'in_doubt') THEN 'earlier'
                            ELSE 'last' END AS place,
                        outcome, feishuCode, feishuSubCode, curlCode, httpStatus, hint,
                        count(*) AS tries, recipientCount, min(attempt.id) AS first, message, logId, ordinal
                    FROM batch CROSS JOIN attempt ON batchId = batch.id
                    WHERE runId = ? AND (state <> 'accepted' OR attemptCount > 1) AND outcome <> 'accepted'
                    GROUP BY batch.id, place, outcome, feishuCode, feishuSubCode, curlCode, httpStatus, hint)
                GROUP BY place, outcome, feishuCode, feishuSubCode, curlCode, httpStatus, hint
                ORDER BY place = 'earlier', recipients DESC, ordinal LIMIT \(mostCauses)
                """)
        return try Row.fetchAll(statement, arguments: [run.rawValue]).map { row in
            let outcome: AttemptOutcome = try decoded(row["outcome"])
            let kind: FailureCause.Kind =
                switch row["place"] as String {
                case "abandoned": .abandoned
                case "earlier": .earlierTry(outcome)
                default: .lastTry(outcome)
                }
            return FailureCause(
                kind, feishuCode: row["feishuCode"],
                feishuSubCode: row["feishuSubCode"], curlCode: row["curlCode"], httpStatus: row["httpStatus"],
                message: row["message"], hint: row["hint"], logID: row["logId"], batches: row["batches"],
                tries: row["tries"], recipients: row["recipients"], firstBatch: row["ordinal"])
        }
    }

    private static func counted(
        _ db: Database, of run: RunID, _ kind: FailureCause.Kind, people: String, where condition: String
    ) throws -> FailureCause? {
        let statement = try db.cachedStatement(
            sql: "SELECT count(*), total(\(people)), min(ordinal) FROM batch WHERE runId = ? AND \(condition)")
        guard let row = try Row.fetchOne(statement, arguments: [run.rawValue]), row[0] as Int > 0 else { return nil }
        return FailureCause(kind, batches: row[0], recipients: row[1], firstBatch: row[2])
    }
}
