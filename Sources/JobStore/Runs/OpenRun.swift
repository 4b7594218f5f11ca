import GRDB
public import JobModel

/// A run that goes on by itself, as far as whoever sends it has to know.
public struct OpenRun: Sendable, Equatable {
    /// Its name.
    public var id: RunID
    /// Its job's slug.
    public var job: String
    /// The app it is sent by.
    public var appID: String
    /// The scheduled civil time, where there is one.
    public var occurrence: String?
    /// `planned` or `sending`.
    public var state: RunState
    /// Requests of it that can be under way at once.
    public var lanes: Int
    /// When it was frozen, in milliseconds since 1970 UTC.
    public var createdAt: Int64

    /// Creates a run that goes on by itself.
    public init(
        id: RunID, job: String, appID: String, occurrence: String?, state: RunState, lanes: Int, createdAt: Int64
    ) {
        self.id = id
        self.job = job
        self.appID = appID
        self.occurrence = occurrence
        self.state = state
        self.lanes = lanes
        self.createdAt = createdAt
    }
}

extension JobDatabase {
    /// The runs that go on by themselves, oldest first; quick however many have ended.
    public func openRuns() async throws(StoreError) -> [OpenRun] {
        try await read { db in
            // One query a state keeps each of them on its partial index.
            let rows = try ["planned", "sending"].flatMap { state in
                try Row.fetchAll(
                    db,
                    sql: """
                        SELECT id, job, appId, occurrence, state, min(inFlight, batchCount), createdAt FROM run WHERE state = '\(state)'
                            AND state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
                        """)
            }
            return try rows.map { row in
                OpenRun(
                    id: RunID(rawValue: row[0]), job: row[1], appID: row[2], occurrence: row[3],
                    state: try decoded(row[4]), lanes: row[5], createdAt: row[6])
            }
            .sorted { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
        }
    }
}
