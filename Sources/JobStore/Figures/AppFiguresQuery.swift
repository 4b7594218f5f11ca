import GRDB
import JobModel

/// Reads what each app uses of Feishu's limits.
///
/// Calls are numbered in the order of their ends for the rate windows (``RateWindow``), so that the newest number is the count of all,
/// and a window is read from its new end.
enum AppFiguresQuery {
    /// More ends than are worth counting in a minute.
    private static let mostInWindow = 2000

    static func apps(_ db: Database, at now: Moment) throws -> [OperatingFigures.AppFigures] {
        try String.fetchAll(db, sql: "SELECT DISTINCT appId FROM callMonth ORDER BY appId").map { appID in
            try app(db, appID, at: now)
        }
    }

    /// What one app uses.
    static func app(_ db: Database, _ appID: String, at now: Moment) throws -> OperatingFigures.AppFigures {
        var app = OperatingFigures.AppFigures(appID: appID)
        app.callsThisMonth =
            try Int.fetchOne(
                db, sql: "SELECT calls FROM callMonth WHERE appId = ? AND month = ?",
                arguments: [appID, AppQuota.month(of: now.wallMilliseconds)]) ?? 0
        app.calls = try ["batch_send", "messages"].compactMap { api in
            try calls(db, sends, api: api, appID: appID, at: now)
        }
        app.calls += try String.fetchAll(
            db, sql: "SELECT DISTINCT purpose FROM queryCall WHERE appId = ? ORDER BY purpose", arguments: [appID]
        ).compactMap { try calls(db, queries, api: $0, appID: appID, at: now) }
        app.pauses = try String.fetchAll(
            db, sql: "SELECT api FROM apiPause WHERE appId = ? ORDER BY api", arguments: [appID]
        ).compactMap { api in
            try APIPause.remaining(db, appID: appID, api: api, at: now)
                .map { .init(api: api, milliseconds: $0.milliseconds) }
        }
        app.isStopped = try AppStop.current(db, appID: appID, at: now) != nil
        return app
    }

    private static func calls(
        _ db: Database, _ sql: (newest: String, ends: String), api: String, appID: String, at now: Moment
    ) throws -> OperatingFigures.Calls? {
        guard let newest = try Int.fetchOne(db, sql: sql.newest, arguments: [appID, api]) else { return nil }
        var calls = OperatingFigures.Calls(api: api, total: newest, lastMinute: 0, lastSecond: 0)
        let ends = try Row.fetchCursor(db, sql: sql.ends, arguments: [appID, api, newest - mostInWindow])
        while let row = try ends.next() {
            let age = RateWindow.age(monotonic: row[0], bootID: row[1], at: now)
            guard age < 60_000 else { break }
            calls.lastMinute += 1
            if age < 1000 { calls.lastSecond += 1 }
        }
        return calls
    }

    private static let sends = (
        newest: "SELECT max(windowNumber) FROM attempt WHERE appId = ? AND api = ? AND windowNumber IS NOT NULL",
        ends: """
        SELECT finishedMono, finishedBootId FROM attempt
        WHERE appId = ? AND api = ? AND windowNumber > ? ORDER BY windowNumber DESC
        """
    )

    private static let queries = (
        newest: "SELECT max(windowNumber) FROM queryCall WHERE appId = ? AND purpose = ? AND windowNumber IS NOT NULL",
        ends: """
        SELECT mono, bootId FROM queryCall
        WHERE appId = ? AND purpose = ? AND windowNumber > ? ORDER BY windowNumber DESC
        """
    )
}
