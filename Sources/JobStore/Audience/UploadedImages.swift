import GRDB
public import JobModel

extension JobDatabase {
    /// Feishu's key of a picture this app has uploaded before; `nil` when it has to be uploaded.
    ///
    /// - Parameter content: SHA-256 over the picture's bytes, in lower-case hex.
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

    /// Forgets a key that Feishu refused (11227): the next plan with the picture uploads it again.
    ///
    /// - Throws: ``StoreError``.
    public func forgetImageKey(_ key: String, appID: String) async throws(StoreError) {
        try await write { db in
            try db.execute(
                sql: "DELETE FROM imageUpload WHERE appId = ? AND imageKey = ?", arguments: [appID, key])
        }
    }
}
