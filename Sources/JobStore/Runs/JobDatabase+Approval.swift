import Foundation
import GRDB
public import JobModel
import StrictJSON

/// A run that waits for a second person's yes.
public struct WaitingRun: Sendable, Equatable {
    /// Its name.
    public var id: RunID
    /// Its job's slug.
    public var job: String
    /// The scheduled civil time, where there is one.
    public var occurrence: String?
    /// When it was made, in milliseconds since 1970 UTC.
    public var createdAt: Int64
    /// The first instant at which a yes comes too late, in milliseconds since 1970 UTC.
    public var expiresAt: Int64
    /// SHA-256 over the manifest it was made from, in lower-case hex.
    public var manifestSHA256: String
    /// The files it was made from besides; `nil` where that was not kept.
    public var sources: RunSources?
}

/// What the audit keeps of a yes besides who gave it.
public struct ApprovalCircumstances: Sendable, Equatable {
    /// Whether nothing but the typed name tells the two people apart: the system knows no login.
    public var isToldApartByNameAlone = false
    /// Whether it was given within the job's quiet hours, on purpose.
    public var isInQuietHours = false

    /// Creates the usual ones: another login, outside quiet hours.
    public init() {}

    var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if isToldApartByNameAlone { members.append(.init("told_apart_by", .string("name alone"))) }
        if isInQuietHours { members.append(.init("in_quiet_hours", .bool(true))) }
        return members
    }
}

extension JobDatabase {
    /// Makes a planned run wait for a second person.
    static func awaitApproval(
        _ db: Database, of run: RunID, because alarms: [HeadCountAlarm], by actor: AuditActor, at now: Moment
    ) throws {
        let row = try RunRow.fetch(db, run)
        try row.require([.planned], for: "held for approval")
        let waiting = RunReason.awaitingApproval(run: run.rawValue, because: alarms)
        try row.move(db, to: .awaitingApproval, reason: waiting.text)
        try AuditLog.append(
            db, at: now.wallMilliseconds, by: actor, action: "await_approval", run: run,
            detail: alarms.isEmpty ? [:] : ["reason": .string(HeadCountAlarm.sentence(of: alarms))])
    }

    /// Approves exactly the plan with this hash, and lets it send; its deadline counts from now.
    ///
    /// A yes that comes too late (``WaitingRun/expiresAt``) ends the run as expired instead.
    ///
    /// - Throws: ``StoreError`` of code `wrongState` when the run waits for no yes, has another plan, or waits no longer.
    public func approve(
        _ run: RunID, planSHA256: String, _ circumstances: ApprovalCircumstances = ApprovalCircumstances(),
        by actor: AuditActor, at now: Moment
    ) async throws(StoreError) {
        let late: String? = try await write { db in
            let row = try RunRow.fetch(db, run)
            try row.require([.awaitingApproval], for: "approved")
            let sql = "SELECT planSHA256 FROM run WHERE id = ?"
            guard try String.fetchOne(db, sql: sql, arguments: [run.rawValue]) == planSHA256 else {
                throw StoreError(.wrongState, "the approval is for another plan", hint: "look at the run again")
            }
            if let waiting = try WaitingRuns.fetch(db, run).first, now.wallMilliseconds >= waiting.expiresAt {
                let reason = RunReason.approvalTooLate(until: Instant.text(waiting.expiresAt)).text
                _ = try Self.end(db, row, as: .expired, reason: reason, by: actor, at: now)
                return reason
            }
            try Self.start(db, row, now: now)
            try AuditLog.append(
                db, at: now.wallMilliseconds, by: actor, action: "approve", run: run,
                detail: .object(
                    [.init("plan_sha256", .string(planSHA256))] + circumstances.members
                        + (try Self.rulesOfItsTime(db, run).members ?? [])))
            return nil
        }
        guard let late else { return }
        throw StoreError(
            .wrongState, "run \(run) has expired: \(late)",
            hint: "nothing was sent; if it is still wanted, `larkcast run MANIFEST` makes it anew", runs: [run])
    }

    /// The runs that wait for a yes, oldest first; quick however many have ended.
    public func runsAwaitingApproval() async throws(StoreError) -> [WaitingRun] {
        try await read { try WaitingRuns.fetch($0) }
    }

    /// Ends a run that waits for a yes nobody can give any more.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - state: `cancelled` when what was to be approved is no longer wanted, `expired` when it is too late.
    ///   - reason: Why, in a sentence.
    ///   - now: When.
    /// - Returns: whether it was ended; `false` when it no longer waits, for somebody may have said yes at this moment.
    /// - Throws: ``StoreError``.
    public func endWaiting(
        _ run: RunID, as state: RunState, because reason: String, at now: Moment
    ) async throws(StoreError) -> Bool {
        try await write { db in
            let row = try RunRow.fetch(db, run)
            guard row.state == .awaitingApproval else { return false }
            _ = try Self.end(db, row, as: state, reason: reason, by: .larkcast, at: now)
            return true
        }
    }
}

/// Reads runs that wait for a yes.
enum WaitingRuns {
    // The second condition keeps it on the partial index.
    static let sql = """
        SELECT id, job, occurrence, createdAt, notAfterSeconds, tzdata, manifest, sources
        FROM run INDEXED BY runUnfinished JOIN runContent ON runId = id
        WHERE state = 'awaiting_approval' AND state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
            AND (? IS NULL OR id = ?)
        ORDER BY run.rowid
        """

    static func fetch(_ db: Database, _ run: RunID? = nil) throws -> [WaitingRun] {
        try Row.fetchAll(db, sql: sql, arguments: [run?.rawValue, run?.rawValue]).map { row in
            let manifest: Data = row["manifest"]
            let tzdata: String? = row["tzdata"]
            return WaitingRun(
                id: RunID(rawValue: row["id"]), job: row["job"], occurrence: row["occurrence"],
                createdAt: row["createdAt"],
                expiresAt: ApprovalTerm.end(
                    createdAt: row["createdAt"], notAfterSeconds: row["notAfterSeconds"], isScheduled: tzdata != nil,
                    manifest: Array(manifest)),
                manifestSHA256: manifest.sha256,
                sources: (row["sources"] as String?).flatMap(RunSources.init(stored:)))
        }
    }
}
