import Foundation
import GRDB
import JobModel

/// Puts the frozen bytes of a batch together, and never hands out bytes that lost their hash.
enum BatchBody {
    static func batchID(_ db: Database, _ run: RunID, _ ordinal: Int) throws -> Int64 {
        let statement = try db.cachedStatement(sql: "SELECT id FROM batch WHERE runId = ? AND ordinal = ?")
        guard let id = try Int64.fetchOne(statement, arguments: [run.rawValue, ordinal]) else {
            throw StoreError(
                .notFound, "run \(run) has no batch \(ordinal)", hint: "`larkcast status \(run)` lists its batches")
        }
        return id
    }

    /// The request body.
    static func fetch(_ db: Database, batchID: Int64) throws -> Data {
        let statement = try db.cachedStatement(
            sql: """
                SELECT bodyHead, recipients, bodyTail, bodySHA256, ordinal, batch.runId AS runId
                FROM batch JOIN batchContent ON batchId = batch.id JOIN runContent ON runContent.runId = batch.runId
                WHERE batch.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [batchID]) else {
            throw StoreError(.corrupt, "the bytes of a batch are missing", hint: "restore the store from a backup")
        }
        let head: Data = row["bodyHead"]
        let body = head + (row["recipients"] as Data) + (row["bodyTail"] as Data)
        guard body.sha256 == row["bodySHA256"] else {
            throw StoreError(
                .corrupt, "the bytes of batch \(row["ordinal"] as Int) of run \(row["runId"] as String) have changed",
                hint: "nothing was sent; restore the store from a backup")
        }
        return body
    }

    /// The recipients.
    static func recipients(_ db: Database, batchID: Int64) throws -> [String] {
        let sql = "SELECT recipients FROM batchContent WHERE batchId = ?"
        guard let json = try Data.fetchOne(db, sql: sql, arguments: [batchID]),
            let ids = try? RecipientsList.decode(json)
        else {
            throw StoreError(
                .corrupt, "the recipients of a batch are damaged", hint: "restore the store from a backup")
        }
        return ids
    }
}
