import GRDB
public import JobModel
import StrictJSON

/// A run of an adopted store of which nobody can say what left after the copy was made.
///
/// What is pending in it may have arrived long ago. Nothing of it is claimed before an operator has typed that it may go
/// out twice; the schema sees to that.
public struct UnwitnessedRun: Sendable, Equatable {
    /// The run.
    public var run: RunID
    /// How many ids are pending.
    public var recipients: Int
    /// What they are.
    public var unit: AudienceUnit

    /// The words that let them go out.
    public var words: String {
        "RESEND \(run) TO \(recipients) \(unit.words.uppercased())"
    }

    static func fetch(_ db: Database, _ run: RunID) throws -> UnwitnessedRun? {
        let sql = """
            SELECT unit, (SELECT total(recipientCount) FROM batch WHERE runId = run.id AND state IN ('pending', 'claimed'))
            FROM run WHERE id = ? AND unwitnessed = 1
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [run.rawValue]) else { return nil }
        return UnwitnessedRun(run: run, recipients: row[1], unit: try decoded(row[0]))
    }

    /// Lets a run go on of which nothing is pending that could be repeated, and any that is not marked.
    static func refuse(_ db: Database, _ run: RunID) throws {
        guard let marked = try fetch(db, run) else { return }
        guard marked.recipients > 0 else { return try lift(db, run) }
        throw StoreError(
            .unwitnessed,
            "the store was adopted, and nobody knows what of run \(run) left after the copy was made: "
                + "its \(marked.recipients) pending \(marked.unit.words) may have got it already",
            hint: "look into the original or Feishu's log; if they shall get it, perhaps twice: "
                + "larkcast resume \(run) --confirm \"\(marked.words)\"", runs: [run])
    }

    /// Takes the mark from every run and tells which had it.
    static func liftAll(_ db: Database) throws -> Set<RunID> {
        let marked = try String.fetchAll(db, sql: "SELECT id FROM run WHERE unwitnessed = 1")
        try db.execute(sql: "UPDATE run SET unwitnessed = 0 WHERE unwitnessed = 1")
        return Set(marked.map { RunID(rawValue: $0) })
    }

    /// Marks those that were marked before, with `all` every unfinished run; gives the unfinished ones that are marked.
    static func mark(_ db: Database, _ before: Set<RunID>, all: Bool) throws -> [RunID] {
        let unfinished = try String.fetchAll(
            db,
            sql: """
                SELECT id FROM run WHERE state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
                ORDER BY createdAt
                """
        ).map { RunID(rawValue: $0) }
        let marked = unfinished.filter { all || before.contains($0) }
        for run in marked {
            try db.execute(sql: "UPDATE run SET unwitnessed = 1 WHERE id = ?", arguments: [run.rawValue])
        }
        return marked
    }

    static func lift(_ db: Database, _ run: RunID) throws {
        try db.execute(
            sql: "UPDATE run SET unwitnessed = 0 WHERE id = ? AND unwitnessed = 1", arguments: [run.rawValue])
    }
}

extension JobDatabase {
    /// What has to be typed before a run of an adopted store goes on; `nil` when nothing has.
    public func unwitnessed(_ run: RunID) async throws(StoreError) -> UnwitnessedRun? {
        try await read { db in
            guard let marked = try UnwitnessedRun.fetch(db, run), marked.recipients > 0 else { return nil }
            return marked
        }
    }

    /// Lets what is pending in a run go out, perhaps twice, because an operator has typed so.
    ///
    /// - Throws: ``StoreError`` of code `wrongState` when the run is no longer as the operator saw it.
    public func allowResending(
        _ seen: UnwitnessedRun, by actor: AuditActor, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            guard try UnwitnessedRun.fetch(db, seen.run) == seen else {
                throw StoreError(
                    .wrongState, "run \(seen.run) is no longer as it was", hint: "look at it again", runs: [seen.run])
            }
            try UnwitnessedRun.lift(db, seen.run)
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "allow_resend", run: seen.run,
                detail: ["words": .string(seen.words)])
        }
    }
}
