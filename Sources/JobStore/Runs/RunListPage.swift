import GRDB
public import JobModel

/// Which runs a page of the list shows.
public struct RunListRequest: Sendable, Hashable {
    /// Only runs in these states; `nil` for all.
    public var states: Set<RunState>?
    /// Only runs of this job; `nil` for all.
    public var job: String?
    /// Begins behind this run, the last one of the page before; `nil` begins with the newest.
    public var after: RunID?
    /// How many, at most.
    public var limit: Int

    /// Creates a request.
    public init(states: Set<RunState>? = nil, job: String? = nil, after: RunID? = nil, limit: Int = 50) {
        self.states = states
        self.job = job
        self.after = after
        self.limit = limit
    }
}

/// A page of the list, newest first, with no run's batches.
public struct RunListPage: Sendable, Equatable {
    /// The runs.
    public var runs: [RunSummary]
    /// Whether there are older ones that fit.
    public var hasMore: Bool
}

extension JobDatabase {
    /// A page of runs, newest first; however many runs there are, only those of the page are summed.
    ///
    /// - Throws: ``StoreError`` of code `notFound` when the page is to begin behind a run that does not exist.
    public func runList(_ request: RunListRequest) async throws(StoreError) -> RunListPage {
        try await read { try RunSummaryQuery.page($0, request) }
    }

    /// One run without its batches; quick however many it has.
    public func brief(of run: RunID) async throws(StoreError) -> RunSummary {
        try await read { try RunSummaryQuery.brief($0, run) }
    }

    /// One run with some of its batches, and how many it has.
    public func summary(
        of run: RunID, ordinals: ClosedRange<Int>
    ) async throws(StoreError) -> (run: RunSummary, batchCount: Int) {
        try await read { db in
            let sql = "SELECT batchCount FROM run WHERE id = ?"
            let count = try Int.fetchOne(db, sql: sql, arguments: [run.rawValue])
            return (try RunSummaryQuery.summary(db, run, ordinals: ordinals), count ?? 0)
        }
    }

    /// How many runs wait for somebody or go on by themselves, by state; quick however many have ended.
    public func unfinishedCounts() async throws(StoreError) -> [RunState: Int] {
        try await read { db in
            // The condition of the partial index, so that no ended run is looked at.
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT state, count(*) FROM run
                    WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted') GROUP BY state
                    """)
            return Dictionary(uniqueKeysWithValues: try rows.map { (try decoded($0[0]), $0[1]) })
        }
    }
}

extension RunSummaryQuery {
    /// A page of the list.
    static func page(_ db: Database, _ request: RunListRequest) throws -> RunListPage {
        var conditions: [String] = []
        var arguments: StatementArguments = []
        if let states = request.states {
            // Raw values of ours, in a fixed order so that the statement is the same for the same states.
            let names = states.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")
            conditions.append("state IN (\(names))")
        }
        if let job = request.job {
            conditions.append("job = ?")
            arguments += [job]
        }
        if let after = request.after {
            let sql = "SELECT createdAt, rowid FROM run WHERE id = ?"
            guard let row = try Row.fetchOne(db, sql: sql, arguments: [after.rawValue]) else {
                throw StoreError(.notFound, "there is no run \(after)", hint: "begin with the first page again")
            }
            conditions.append("(createdAt, rowid) < (?, ?)")
            arguments += [row[0] as Int64, row[1] as Int64]
        }
        let limit = max(1, request.limit)
        arguments += [limit + 1]
        let filter = conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND ")
        let sql = "SELECT \(runColumns) FROM run \(filter) ORDER BY createdAt DESC, rowid DESC LIMIT ?"
        let rows = try Row.fetchAll(db, sql: sql, arguments: arguments)
        return RunListPage(runs: try rows.prefix(limit).map { try summary(db, of: $0) }, hasMore: rows.count > limit)
    }
}
