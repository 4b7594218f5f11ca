import GRDB
public import JobModel

/// A run at one moment, without anything that takes long to read: for whoever looks again and again.
public struct RunMotion: Sendable, Equatable {
    /// The run and its waves, without its batches.
    public var run: RunSummary
    /// How many batches are in each state.
    public var batches: [BatchState: Int]
    /// How many of them have been taken back from everybody.
    public var takenBack: Int
    /// The last batch that may leave by now; `nil` when all may.
    public var openThrough: Int?
    /// The app that sends it.
    public var app: OperatingFigures.AppFigures
    /// How long the app still rests before its next send by the run's channel, and why.
    public var rest: APIRest?
    /// Why no run of the app may send, for hours or weeks.
    public var appStop: AppStop?
    /// Why nothing at all may be sent.
    public var killSwitch: KillSwitch?

    /// Batches of whose outcome nothing more is to be expected by itself.
    public var accounted: Int { batches.reduce(0) { $0 + ($1.key.isTerminal ? $1.value : 0) } }
    /// All batches.
    public var total: Int { batches.values.reduce(0, +) }
}

/// A rest that Feishu has asked for.
public struct APIRest: Sendable, Equatable {
    /// How much longer, in milliseconds.
    public var milliseconds: Int64
    /// Why.
    public var reason: String
}

/// Reads a run as it moves, in one snapshot.
enum RunMotionQuery {
    static func motion(_ db: Database, of id: RunID, at now: Moment) throws -> RunMotion {
        var run = try RunSummaryQuery.brief(db, id)
        run.waves = try JobDatabase.waveSummaries(db, of: id)
        let row = try RunRow.fetch(db, id)
        var batches: [BatchState: Int] = [:]
        var takenBack = 0
        for row in try Row.fetchAll(db.cachedStatement(sql: states), arguments: [id.rawValue]) {
            batches[try decoded(row[0])] = row[1]
            takenBack += row[2]
        }
        let appID = row.appID
        let rest = try APIPause.remaining(db, appID: appID, api: run.channel.api, at: now)
        return RunMotion(
            run: run, batches: batches, takenBack: takenBack,
            openThrough: row.openThrough,
            app: try AppFiguresQuery.app(db, appID, at: now),
            rest: rest.map { APIRest(milliseconds: $0.milliseconds, reason: $0.reason) },
            appStop: try AppStop.current(db, appID: appID, at: now), killSwitch: try KillSwitch.current(db))
    }

    private static let states = """
        SELECT state, count(*), total(recall = 'confirmed')
        FROM batch WHERE runId = ? GROUP BY state
        """
}

extension JobDatabase {
    /// A run as it moves.
    ///
    /// Every batch of the run is counted: with 50,000 messages that takes some 20 ms, during which nobody commits where the store keeps
    /// a rollback journal. So whoever looks again and again rests in between for many times as long.
    public func motion(of run: RunID, at now: Moment) async throws(StoreError) -> RunMotion {
        try await read { try RunMotionQuery.motion($0, of: run, at: now) }
    }
}
