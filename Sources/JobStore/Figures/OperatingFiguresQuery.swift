import Foundation
import GRDB
public import JobModel

extension JobDatabase {
    /// How larkcast fares as a whole, in one snapshot.
    ///
    /// Indexes hold what is unfinished, followed or in doubt, so that this stays quick over millions of batches; only the runs are
    /// counted one by one.
    public func operatingFigures(at now: Moment) async throws(StoreError) -> OperatingFigures {
        let bytes = file.map { file in
            [file.path, file.ledgerPath].reduce(0) { $0 + (StoreFile.status(of: $1).map { Int64($0.st_size) } ?? 0) }
        }
        return try await read { db in
            var figures = try OperatingFiguresQuery.figures(db, at: now)
            figures.storeBytes = bytes ?? 0
            return figures
        }
    }
}

/// Reads what a monitoring system watches.
enum OperatingFiguresQuery {
    static func figures(_ db: Database, at now: Moment) throws -> OperatingFigures {
        var figures = OperatingFigures()
        for row in try Row.fetchAll(db, sql: "SELECT state, count(*) FROM run GROUP BY state") {
            figures.runs[try decoded(row[0])] = row[1]
        }
        for row in try Row.fetchAll(db, sql: openBatchesSQL) { figures.openBatches[try decoded(row[0])] = row[1] }
        if let row = try Row.fetchOne(db, sql: doubtsSQL) {
            (figures.batchesInDoubt, figures.recipientsInDoubt) = (row[0], row[1])
        }
        figures.attemptsLastHour = try attempts(db, since: now.wallMilliseconds - 3_600_000)
        figures.apps = try AppFiguresQuery.apps(db, at: now)
        if let row = try Row.fetchOne(db, sql: overdueSQL, arguments: [now.wallMilliseconds]) {
            figures.overduePolls = row[0]
            let longest: Int64? = row[1]
            figures.pollLag = longest.map { max(0, now.wallMilliseconds - $0) } ?? 0
        }
        figures.oldestUnfinishedRun = try Int64.fetchOne(db, sql: oldestSQL)
        let recalls = try OpenRecallQuery.all(db)
        (figures.openRecalls, figures.oldestOpenRecall) = (recalls.count, recalls.map(\.decidedAt).min())
        for row in try Row.fetchAll(db, sql: "SELECT state, count(*) FROM notification GROUP BY state") {
            if row[0] == "pending" { figures.notificationsPending = row[1] }
            if row[0] == "given_up" { figures.notificationsGivenUp = row[1] }
        }
        figures.lastLook = try Int64.fetchOne(db, sql: "SELECT wall FROM clockMark")
        figures.backedUpAt = try Int64.fetchOne(db, sql: "SELECT backedUpAt FROM storeCare")
        figures.isStopped = try KillSwitch.current(db) != nil
        figures.suspicion = try StoreHome.fetch(db).suspicion
        figures.jobs = try Row.fetchAll(db, sql: jobsSQL).map { .init(job: $0[0], nextStartBy: $0[1]) }
        return figures
    }

    /// Tries by how they ended.
    ///
    /// Attempts are numbered in the order of their beginnings, so that the first of the hour is found by halving, without an index
    /// that every send would have to write.
    private static func attempts(_ db: Database, since instant: Int64) throws -> [AttemptOutcome?: Int] {
        guard var low = try Int64.fetchOne(db, sql: "SELECT min(id) FROM attempt"),
            var high = try Int64.fetchOne(db, sql: "SELECT max(id) + 1 FROM attempt")
        else { return [:] }
        let first = try db.cachedStatement(sql: "SELECT claimedAt FROM attempt WHERE id >= ? ORDER BY id LIMIT 1")
        while low < high {
            let middle = low + (high - low) / 2
            let began = try Int64.fetchOne(first, arguments: [middle]) ?? Int64.max
            if began < instant { low = middle + 1 } else { high = middle }
        }
        var counts: [AttemptOutcome?: Int] = [:]
        let sql = "SELECT outcome, count(*) FROM attempt WHERE id >= ? AND claimedAt >= ? GROUP BY outcome"
        for row in try Row.fetchAll(db, sql: sql, arguments: [low, instant]) {
            let outcome: String? = row[0]
            counts[try outcome.map { try decoded($0) }] = row[1]
        }
        return counts
    }

    private static let openBatchesSQL = """
        SELECT batch.state, count(*) FROM run INDEXED BY runOpen JOIN batch ON batch.runId = run.id
        WHERE run.state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted', 'sent')
        GROUP BY batch.state
        """

    private static let doubtsSQL = """
        SELECT count(*), coalesce(sum(recipientCount), 0) FROM batch INDEXED BY batchInDoubt WHERE state = 'in_doubt'
        """

    private static let overdueSQL = """
        SELECT count(*), min(nextPollAt) FROM batch INDEXED BY batchPoll WHERE nextPollAt IS NOT NULL AND nextPollAt <= ?
        """

    private static let oldestSQL = """
        SELECT min(createdAt) FROM run INDEXED BY runOpen
        WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted', 'sent') AND state <> 'sent'
        """

    private static let jobsSQL = "SELECT job, nextStartBy FROM job WHERE removedAt IS NULL ORDER BY job"
}
