import GRDB
public import JobModel

extension JobDatabase {
    /// Feishu's key of a picture this app has uploaded before, by the SHA-256 over its bytes; `nil` when it has to be uploaded.
    ///
    /// - Throws: ``StoreError``.
    public func imageKey(ofContent content: String, appID: String) async throws(StoreError) -> String? {
        try await read { db in
            try String.fetchOne(
                db, sql: "SELECT imageKey FROM imageUpload WHERE appId = ? AND sha256 = ?",
                arguments: [appID, content])
        }
    }

    /// Keeps the key of a picture that was uploaded; a later key of the same content takes its place.
    ///
    /// - Throws: ``StoreError``.
    public func keepImageKey(
        _ key: String, ofContent content: String, appID: String, at now: Moment
    ) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "INSERT OR REPLACE INTO imageUpload (appId, sha256, imageKey, at) VALUES (?, ?, ?, ?)",
                arguments: [appID, content, key, now.wallMilliseconds])
        }
    }
}

/// What the store knows of pictures that were uploaded.
enum UploadedImages {
    /// Feishu: the image key is illegal, or of another app; and the same inside a card.
    private static let refusals = [11227, 200_570]

    /// Forgets a picture's key when a batch was rejected for it: the next plan uploads the picture again.
    static func forgetRefused(_ db: Database, _ result: AttemptResult, run: RunRow) throws {
        let codes = [result.evidence.feishuCode, result.evidence.feishuSubCode].compactMap(\.self)
        guard result.outcome == .rejected, codes.contains(where: refusals.contains) else { return }
        try db.execute(
            sql: """
                DELETE FROM imageUpload WHERE appId = ?
                AND instr((SELECT CAST(bodyHead AS TEXT) FROM runContent WHERE runId = ?), imageKey) > 0
                """,
            arguments: [run.appID, run.id.rawValue])
    }
}
