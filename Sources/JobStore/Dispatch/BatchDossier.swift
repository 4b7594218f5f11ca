import Foundation
import GRDB
public import JobModel

/// Everything that is known about the sending of one batch: what an operator reads before deciding.
public struct BatchDossier: Sendable, Equatable {
    /// Its run.
    public var run: RunID
    /// Place in the order of sending, from 1.
    public var ordinal: Int
    /// What people call it.
    public var label: String
    /// What its recipients are.
    public var unit: AudienceUnit
    /// How many ids it addresses.
    public var recipients: Int
    /// What the ids are.
    public var idKind: IDKind
    /// The ids it addresses, in the order of the request: whom an operator can ask.
    public var recipientIDs: [String]
    /// Where it stands.
    public var state: BatchState
    /// Every try, oldest first.
    public var attempts: [AttemptRecord]
    /// What operators have decided about it, oldest first.
    public var decisions: [DoubtDecision]
    /// Answers that came after the batch had been given up for in doubt, as JSON objects.
    public var lateAnswers: [String]

    /// Refuses anything but a batch that is in doubt about this attempt.
    ///
    /// - Throws: ``StoreError`` of code `alreadyResolved` with who decided and when, or `wrongState`.
    public func requireDoubt(about attempt: Int) throws(StoreError) {
        let name = "batch \(ordinal) of run \(run)"
        if state == .inDoubt, attempts.last?.number == attempt { return }
        if let decision = decisions.last(where: { $0.attempt == attempt }) {
            throw StoreError(
                .alreadyResolved,
                "\(name) was resolved as \(decision.verdict) by \(decision.who.name) at \(Instant.text(decision.at)): "
                    + decision.reason,
                hint: "`larkcast status \(run)` shows where it stands", runs: [run])
        }
        switch state {
        case .inDoubt:
            throw StoreError(
                .wrongState, "\(name) is in doubt about another attempt than \(attempt)",
                hint: "look at it again with `larkcast resolve \(run) \(ordinal)`", runs: [run])
        case .claimed, .dispatching:
            throw StoreError(
                .wrongState, "\(name) is on its way (\(state.rawValue)), not in doubt",
                hint: "if no larkcast is sending any more, `larkcast resume \(run)` finds out and asks again",
                runs: [run])
        default:
            throw StoreError(
                .wrongState, "\(name) is \(state.rawValue), not in doubt",
                hint: "`larkcast status \(run)` shows where it stands", runs: [run])
        }
    }
}

/// One try at sending a batch.
public struct AttemptRecord: Sendable, Equatable {
    /// Which try, from 1.
    public var number: Int
    /// When it was claimed, in milliseconds since 1970 UTC.
    public var claimedAt: Int64
    /// When the intent was committed, right before the first byte; `nil` when no byte was allowed.
    public var dispatchedAt: Int64?
    /// When it ended.
    public var finishedAt: Int64?
    /// What is known; `nil` while it is under way.
    public var outcome: AttemptOutcome?
    /// The traces it left.
    public var evidence: AttemptEvidence
}

/// An operator's word about one attempt.
public struct DoubtDecision: Sendable, Equatable {
    /// The attempt it was about.
    public var attempt: Int
    /// `sent`, `not_sent` or `abandoned`.
    public var verdict: String
    /// Why.
    public var reason: String
    /// Who.
    public var who: AuditActor
    /// When, in milliseconds since 1970 UTC.
    public var at: Int64
}

extension JobDatabase {
    /// What is known about the sending of one batch.
    ///
    /// - Throws: ``StoreError`` of code `notFound` for an unknown run or batch.
    public func dossier(of run: RunID, ordinal: Int) async throws(StoreError) -> BatchDossier {
        try await read { try BatchDossier.fetch($0, run, ordinal) }
    }
}

extension BatchDossier {
    static func fetch(_ db: Database, _ run: RunID, _ ordinal: Int) throws -> BatchDossier {
        _ = try RunRow.fetch(db, run)
        let batchID = try BatchBody.batchID(db, run, ordinal)
        let sql = """
            SELECT label, unit, batch.recipientCount AS recipientCount, batch.state AS state, batch.idKind AS idKind,
                (SELECT recipients FROM batchContent WHERE batchId = batch.id) AS recipients
            FROM batch JOIN run ON run.id = batch.runId WHERE batch.id = ?
            """
        guard let row = try Row.fetchOne(db, sql: sql, arguments: [batchID]) else {
            throw StoreError(.notFound, "run \(run) has no batch \(ordinal)")
        }
        let packed: Data? = row["recipients"]
        return BatchDossier(
            run: run, ordinal: ordinal, label: row["label"], unit: try decoded(row["unit"]),
            recipients: row["recipientCount"], idKind: try decoded(row["idKind"]),
            recipientIDs: packed.flatMap { try? RecipientsList.decode($0) } ?? [], state: try decoded(row["state"]),
            attempts: try attempts(db, batchID),
            decisions: try decisions(db, batchID), lateAnswers: try lateAnswers(db, run, ordinal))
    }

    private static func attempts(_ db: Database, _ batchID: Int64) throws -> [AttemptRecord] {
        let sql = "SELECT * FROM attempt WHERE batchId = ? ORDER BY number"
        return try Row.fetchAll(db, sql: sql, arguments: [batchID]).map { row in
            var evidence = AttemptEvidence(endOf: row)
            evidence.firstByte = row["firstByte"]
            evidence.peer = row["peer"]
            evidence.bytesSent = row["bytesSent"]
            evidence.responseBody = row["responseBody"]
            evidence.hint = row["hint"]
            let outcome: String? = row["outcome"]
            return AttemptRecord(
                number: row["number"], claimedAt: row["claimedAt"], dispatchedAt: row["dispatchedAt"],
                finishedAt: row["finishedAt"], outcome: try outcome.map { try decoded($0) }, evidence: evidence)
        }
    }

    private static func decisions(_ db: Database, _ batchID: Int64) throws -> [DoubtDecision] {
        let sql = "SELECT attemptNumber, verdict, reason, who, uid, at FROM resolution WHERE batchId = ? ORDER BY id"
        return try Row.fetchAll(db, sql: sql, arguments: [batchID]).map { row in
            DoubtDecision(
                attempt: row["attemptNumber"], verdict: row["verdict"], reason: row["reason"],
                who: AuditActor(name: row["who"], userID: row["uid"]), at: row["at"])
        }
    }

    private static func lateAnswers(_ db: Database, _ run: RunID, _ ordinal: Int) throws -> [String] {
        let sql = "SELECT detail FROM audit WHERE runId = ? AND batchOrdinal = ? AND action = 'late_result' ORDER BY id"
        return try String.fetchAll(db, sql: sql, arguments: [run.rawValue, ordinal])
    }
}
