import Foundation
import GRDB
public import JobModel

/// Batches that left according to the ledger, of runs this store has lost: what the guard against repetition knows of them.
enum LostIntents {
    /// A lost run with some of the same bytes.
    struct Found {
        var run: RunID
        /// The newest run of the store, by rowid, that is older than the lost one.
        var lastRun: Int64
    }

    /// Keeps what may have reached somebody.
    static func keep(
        _ intents: [LedgerIntent], answers: [Int64: LedgerResult], in db: Database, at now: Moment
    ) throws {
        let reachedNobody: Set<AttemptOutcome> = [.notSent, .throttled, .tokenRefused, .rejected]
        let lastRun = try Int64.fetchOne(db, sql: "SELECT max(rowid) FROM run") ?? 0
        for intent in intents {
            if let answer = answers[intent.attempt], reachedNobody.contains(answer.result.outcome) { continue }
            try db.execute(
                sql: """
                    INSERT OR IGNORE INTO lostIntent
                        (runId, ordinal, attempt, bodySHA256, at, knownAt, knownMono, bootId, lastRun)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    intent.run.rawValue, intent.ordinal, intent.attempt, intent.bodySHA256, intent.at,
                    now.wallMilliseconds, now.monotonicMilliseconds, now.bootID, lastRun,
                ])
        }
    }

    /// The lost runs, newest first, that sent one of these bodies within `window`, by either clock.
    ///
    /// The ledger does not say for which app. That another one sent the same bytes is rare, and a question then does no harm.
    static func found(
        _ db: Database, _ plan: RunPlan, within window: Int64, at now: Moment
    ) throws -> [Found] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT runId, bodySHA256, lastRun, ordinal FROM lostIntent
                WHERE at > :since OR (bootId = :boot AND knownAt - at + :mono - knownMono < :window)
                ORDER BY at DESC, attempt DESC
                """,
            arguments: [
                "since": now.wallMilliseconds - window, "boot": now.bootID, "mono": now.monotonicMilliseconds,
                "window": window,
            ])
        guard !rows.isEmpty else { return [] }
        let planned = Set(plan.batches.map(\.bodySHA256))
        var found: [Found] = []
        for row in rows {
            let run = RunID(rawValue: row[0])
            switch plan.channel {
            case .batch: guard planned.contains(row[1]) else { continue }
            // A direct message names its run: the same message in that run would have had this hash.
            case .direct: guard hash(of: plan, ordinal: row[3], as: run) == row[1] else { continue }
            }
            if !found.contains(where: { $0.run == run }) { found.append(Found(run: run, lastRun: row[2])) }
        }
        return found
    }

    private static func hash(of plan: RunPlan, ordinal: Int, as run: RunID) -> String? {
        guard plan.batches.indices.contains(ordinal - 1) else { return nil }
        let own = plan.ownBytes(of: plan.batches[ordinal - 1], run: run)
        return PlanCheck.bodyHash(plan.bodyHead, own, plan.bodyTail)
    }

    /// The one lost run that is called so, or begins so.
    static func run(_ db: Database, _ reference: String) throws -> RunID? {
        guard !reference.isEmpty else { return nil }
        let runs = try String.fetchAll(
            db, sql: "SELECT DISTINCT runId FROM lostIntent WHERE runId >= ? AND runId < ?",
            arguments: [reference, reference + "{"])
        if runs.contains(reference) { return RunID(rawValue: reference) }
        return runs.count == 1 ? runs.first.map { RunID(rawValue: $0) } : nil
    }
}

extension JobDatabase {
    /// The earlier run whose repetition somebody allows: one of this store, or one it has lost and knows from the ledger.
    ///
    /// - Throws: ``StoreError`` of code `notFound`, or `ambiguous` with the candidates.
    public func repeatable(_ reference: String) async throws(StoreError) -> RunID {
        try await read { db in
            do {
                return try RunLookup.resolve(db, reference)
            } catch let error as StoreError where error.code == .notFound {
                guard let lost = try LostIntents.run(db, reference) else { throw error }
                return lost
            }
        }
    }
}
