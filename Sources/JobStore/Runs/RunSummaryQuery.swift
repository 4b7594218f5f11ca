import GRDB
public import JobModel

/// Reads what is shown of a run; every figure is summed by SQLite, in one snapshot.
enum RunSummaryQuery {
    static let runColumns = """
        id, job, title, state, stateReason, occurrence, planSHA256, unit, recall, createdAt, startedAt, sentAt, \
        targeted, excluded, duplicate, unreachable, isTest, tzdata, channel
        """

    private static let figures = """
        SELECT
            total(CASE WHEN state IN ('accepted', 'accepted_without_id', 'resolved_sent')
                THEN recipientCount - invalidCount END) AS accepted,
            total(invalidCount) AS invalid,
            total(CASE WHEN state = 'rejected' THEN recipientCount END) AS rejected,
            total(CASE WHEN state IN ('in_doubt', 'dispatching') THEN recipientCount END) AS inDoubt,
            total(CASE WHEN state = 'abandoned' THEN recipientCount END) AS abandoned,
            total(CASE WHEN state = 'cancelled' THEN recipientCount END) AS cancelled,
            total(CASE WHEN state IN ('pending', 'claimed') THEN recipientCount END) AS pending,
            sum(valid) AS valid, sum(delivered) AS delivered, sum(read) AS read, sum(recalled) AS recalled,
            sum(CASE WHEN read IS NOT NULL THEN delivered END) AS readOf, max(sampledAt) AS sampledAt,
            total(state IN ('accepted', 'accepted_without_id', 'resolved_sent')) AS taken,
            count(CASE WHEN state IN ('accepted', 'accepted_without_id', 'resolved_sent')
                THEN coalesce(valid, delivered) END) AS looked,
            total(CASE WHEN state IN ('accepted', 'accepted_without_id', 'resolved_sent')
                THEN coalesce(delivered, recipientCount - invalidCount) END) AS reached,
            total(state IN ('accepted', 'accepted_without_id', 'resolved_sent') AND delivered IS NULL) AS unseen,
            total(\(RecallTable.remains)) AS remaining
        FROM batch WHERE runId = ?
        """

    /// One run with its batches.
    static func summary(
        _ db: Database, _ id: RunID, ordinals: ClosedRange<Int> = 1...Int.max
    ) throws -> RunSummary {
        var summary = try brief(db, id)
        summary.batches = try BatchSummaryQuery.batches(db, of: id, ordinals: ordinals)
        summary.waves = try JobDatabase.waveSummaries(db, of: id)
        summary.leftOut = try SealedAudience.leftOut(db, of: id)
        summary.warnings = try AuditQuery.warnings(db, of: id)
        return summary
    }

    /// One run without its batches.
    static func brief(_ db: Database, _ id: RunID) throws -> RunSummary {
        let statement = try db.cachedStatement(sql: "SELECT \(runColumns) FROM run WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else {
            throw StoreError(.notFound, "there is no run \(id)", hint: "`larkcast list` shows the runs")
        }
        return try summary(db, of: row)
    }

    /// The newest runs without their batches.
    static func newest(_ db: Database, limit: Int) throws -> [RunSummary] {
        let sql = "SELECT \(runColumns) FROM run ORDER BY createdAt DESC, rowid DESC LIMIT ?"
        return try Row.fetchAll(db, sql: sql, arguments: [max(0, limit)]).map { try summary(db, of: $0) }
    }

    /// Runs without their batches, by a condition that is the program's own; what it compares with stands in the arguments.
    static func summaries(
        _ db: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [RunSummary] {
        let statement = try db.cachedStatement(sql: "SELECT \(runColumns) FROM run WHERE \(condition)")
        return try Row.fetchAll(statement, arguments: arguments).map { try summary(db, of: $0) }
    }

    /// The balance sheet alone.
    static func balanceSheet(_ db: Database, _ id: RunID) throws -> BalanceSheet {
        let statement = try db.cachedStatement(
            sql: "SELECT targeted, excluded, duplicate, unreachable FROM run WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else {
            throw StoreError(.notFound, "there is no run \(id)")
        }
        return try sums(db, run: row, id: id.rawValue).people
    }

    static func summary(_ db: Database, of row: Row) throws -> RunSummary {
        let id: String = row["id"]
        let sums = try sums(db, run: row, id: id)
        var summary = RunSummary(
            id: RunID(rawValue: id), job: row["job"], title: row["title"], state: try decoded(row["state"]),
            stateReason: row["stateReason"], occurrence: row["occurrence"], planSHA256: row["planSHA256"],
            unit: try decoded(row["unit"]), people: sums.people, progress: sums.progress,
            recall: recalled(try decoded(row["recall"]), remaining: sums.remaining), createdAt: row["createdAt"],
            startedAt: row["startedAt"],
            sentAt: row["sentAt"], tzdata: row["tzdata"])
        summary.isTest = row["isTest"]
        summary.channel = try decoded(row["channel"])
        summary.looked = sums.looked
        // Departments have no head-count of their own: only Feishu's figures count their people.
        summary.reached = summary.unit == .departments && sums.unseen > 0 ? nil : sums.reached
        return summary
    }

    /// How far taking back has gone by what is out now.
    ///
    /// It was concluded at one moment, and a wave may have left since, or a batch in doubt may have proved not sent.
    private static func recalled(_ concluded: RecallState, remaining: Int) -> RecallState {
        switch concluded {
        case .recalled, .partial: remaining == 0 ? .recalled : .partial
        case .none, .requested, .refused: concluded
        }
    }

    /// What is added up over the batches of a run.
    private struct Sums {
        var people = BalanceSheet()
        var progress = ProgressFigures()
        var looked = LookedAt()
        var reached = 0
        /// Batches that were taken and not looked at yet.
        var unseen = 0
        /// Batches that people may have, and that are not confirmed to be taken back.
        var remaining = 0
    }

    private static func sums(_ db: Database, run: Row, id: String) throws -> Sums {
        let statement = try db.cachedStatement(sql: figures)
        var sums = Sums()
        var sheet = BalanceSheet()
        // Whoever nothing could be sent to was named all the same.
        let unreachable: Int = run["unreachable"]
        sheet.targeted = run["targeted"] + unreachable
        sheet.invalid = unreachable
        sheet.excluded = run["excluded"]
        sheet.duplicate = run["duplicate"]
        guard let row = try Row.fetchOne(statement, arguments: [id]) else { return Sums(people: sheet) }
        sheet.accepted = row["accepted"]
        sheet.invalid += row["invalid"]
        sheet.rejected = row["rejected"]
        sheet.inDoubt = row["inDoubt"]
        sheet.abandoned = row["abandoned"]
        sheet.cancelled = row["cancelled"]
        sheet.pending = row["pending"]
        sums.people = sheet
        sums.progress = ProgressFigures(
            valid: row["valid"], delivered: row["delivered"], read: row["read"], readOf: row["readOf"],
            recalled: row["recalled"], sampledAt: row["sampledAt"])
        sums.looked = LookedAt(known: row["looked"], taken: row["taken"])
        (sums.reached, sums.unseen, sums.remaining) = (row["reached"], row["unseen"], row["remaining"])
        return sums
    }
}

extension JobDatabase {
    /// One run with its balance sheet and its batches.
    public func summary(of run: RunID) async throws(StoreError) -> RunSummary {
        try await read { try RunSummaryQuery.summary($0, run) }
    }

    /// The newest runs, missed and skipped ones too, without their batches.
    public func summaries(limit: Int = 100) async throws(StoreError) -> [RunSummary] {
        try await read { try RunSummaryQuery.newest($0, limit: limit) }
    }
}
