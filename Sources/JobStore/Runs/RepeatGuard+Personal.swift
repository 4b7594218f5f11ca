import Foundation
import GRDB
import JobModel

extension RepeatGuard {
    /// Which of a personal message's recipients may have got the very same words in other runs.
    ///
    /// The hash of its content covers everybody's own, so one cell that was mended, or one person more, makes another hash: only
    /// the messages themselves tell who would get theirs again.
    func personalOverlap(_ db: Database, inEveryRun: Bool) throws -> RepeatOverlap? {
        let more: [String: (any DatabaseValueConvertible)?] = [
            "audience": plan.audienceSHA256, "tail": plan.bodyTail, "every": inEveryRun,
        ]
        let runs = try String.fetchAll(
            db,
            sql: """
                SELECT id FROM run JOIN runContent ON runId = run.id
                WHERE appId = :app AND channel = 'direct' AND isTest = 0 AND bodyTail = :tail
                    AND (:every OR NOT (contentSHA256 = :content AND audienceSHA256 = :audience)) AND NOT \(Self.ownRun)
                    AND \(Self.countingRun)
                ORDER BY run.rowid DESC
                """, arguments: arguments(own.merging(more) { $1 }))
        guard !runs.isEmpty, let kind = plan.batches.first?.idKind else { return nil }
        var left = Set(
            plan.batches.compactMap { batch in
                batch.personalContent.map { Message(recipients: batch.recipientsJSON, content: $0) }
            })
        var overlap = RepeatOverlap(runOfRecipient: [:], runs: [])
        for run in runs.map(RunID.init(rawValue:)) {
            let before = left.count
            let sent = try Row.fetchCursor(
                db,
                sql: """
                    SELECT recipients, ownBytes
                    FROM batch JOIN batchContent ON batchId = batch.id JOIN run ON run.id = batch.runId
                    WHERE batch.runId = ? AND idKind = ? AND ownBytes IS NOT NULL AND \(Self.countingBatch)
                    """, arguments: [run.rawValue, kind.rawValue])
            while let row = try sent.next() {
                guard let content = Self.content(of: row["ownBytes"]),
                    let found = left.remove(Message(recipients: row["recipients"], content: content))
                else { continue }
                for id in try RecipientsList.decode(found.recipients) { overlap.runOfRecipient[id] = run }
            }
            if left.count < before { overlap.runs.append(run) }
        }
        return overlap.runs.isEmpty ? nil : overlap
    }

    private struct Message: Hashable {
        var recipients: Data
        var content: Data
    }

    /// The content among a message's own bytes; neither an id nor a `uuid`, which stand before it, can hold its name.
    private static func content(of ownBytes: Data) -> Data? {
        ownBytes.range(of: Data(#","content":"#.utf8)).map { Data(ownBytes[$0.upperBound...]) }
    }
}
