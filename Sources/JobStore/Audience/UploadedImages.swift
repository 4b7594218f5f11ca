import Foundation
import GRDB
public import JobModel

extension JobDatabase {
    /// Feishu's key of a picture or file this app has uploaded before, by the hash of its content
    /// (`MessageUpload.contentSHA256`); `nil` when it has to be uploaded.
    ///
    /// - Throws: ``StoreError``.
    public func uploadKey(ofContent content: String, appID: String) async throws(StoreError) -> String? {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT imageKey FROM imageUpload WHERE appId = ? AND sha256 = ?",
                arguments: [appID, content])
        }
    }

    /// Keeps the key of what was uploaded; a later key of the same content takes its place.
    ///
    /// - Throws: ``StoreError``.
    public func keepUploadKey(
        _ key: String, ofContent content: String, appID: String, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO imageUpload (appId, sha256, imageKey, at) VALUES (?, ?, ?, ?)",
                arguments: [appID, content, key, now.wallMilliseconds])
        }
    }

    /// Whether a run was frozen for this content (`RunPlan.contentSHA256`), so that a file that was replaced since is noticed.
    ///
    /// - Throws: ``StoreError``.
    public func isFrozen(_ run: RunID, forContent content: String) async throws(StoreError) -> Bool {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT contentSHA256 FROM run WHERE id = ?", arguments: [run.rawValue]) == content
        }
    }
}

/// What the store knows of pictures and files that were uploaded; the table is called after the pictures, which came first.
enum UploadedImages {
    /// Feishu: the key is illegal, or of another app (11227; 200570 inside a card; 230017), or of another kind of file (230055).
    ///
    /// Source: Feishu, error codes of "Send messages in batches" and "Send a message".
    private static let refusals = [11227, 200_570, 230_017, 230_055]
    /// Feishu's code for every wrong parameter of im/v1; its message names the parameter.
    private static let wrongParameter = 230_001

    /// Forgets the keys in a message that was rejected for one of them: the next plan uploads those files again.
    ///
    /// Which of two keys it was Feishu does not say.
    static func forgetRefused(_ db: Database, _ result: AttemptResult, run: RunRow) throws {
        guard result.outcome == .rejected, isAboutKeys(result.evidence) else { return }
        // Direct messages have their content as a text behind the recipient, and quotes have a backslash there.
        try db.execute(
            sql: """
                DELETE FROM imageUpload WHERE appId = :app AND EXISTS (
                    SELECT 1 FROM runContent WHERE runId = :run AND (
                        instr(CAST(bodyHead AS TEXT), '"' || imageKey || '"') > 0
                        OR instr(CAST(bodyTail AS TEXT), '\\"' || imageKey || '\\"') > 0))
                """,
            arguments: ["app": run.appID, "run": run.id.rawValue])
    }

    /// Refuses to let a run go on whose uploaded file has a key that Feishu has refused: every batch still to be sent has it too.
    ///
    /// A key the manifest itself names is its author's, and nothing would upload it again.
    static func refuseDeadKey(_ db: Database, run: RunRow) throws {
        let rejected = try Row.fetchAll(
            db,
            sql: """
                SELECT DISTINCT feishuCode, feishuSubCode, message
                FROM batch CROSS JOIN attempt ON batchId = batch.id
                WHERE runId = :run AND state = 'rejected' AND outcome = 'rejected'
                    AND EXISTS (SELECT 1 FROM batch WHERE runId = :run AND state IN ('pending', 'claimed'))
                """, arguments: ["run": run.id.rawValue])
        let isDead = rejected.contains { row in
            var evidence = AttemptEvidence()
            (evidence.feishuCode, evidence.feishuSubCode) = (row[0], row[1])
            evidence.message = row[2]
            return isAboutKeys(evidence)
        }
        guard isDead,
            let manifest = try Data.fetchOne(
                db, sql: "SELECT manifest FROM runContent WHERE runId = ?", arguments: [run.id.rawValue]),
            KeySlot.namesFile(inManifest: manifest)
        else { return }
        throw StoreError(
            .keyRefused,
            "Feishu has refused the key of the file that run \(run.id) sends, and whatever is left of the run has that "
                + "key",
            hint:
                "`larkcast cancel \(run.id)`, then `larkcast run MANIFEST --skip-sent`: it uploads the file again and "
                + "reaches those who have not got it",
            runs: [run.id])
    }

    private static func isAboutKeys(_ evidence: AttemptEvidence) -> Bool {
        let codes = [evidence.feishuCode, evidence.feishuSubCode].compactMap(\.self)
        if codes.contains(where: refusals.contains) { return true }
        guard codes.contains(wrongParameter), let message = evidence.message?.lowercased() else { return false }
        return ["image_key", "file_key"].contains(where: message.contains)
    }
}
