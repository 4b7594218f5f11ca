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
                SELECT coalesce(ownBytes, recipients), bodySHA256, ordinal, runId FROM batch JOIN batchContent ON batchId = batch.id
                WHERE batch.id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [batchID]) else { throw missing }
        let frame = try BodyFrames.fetch(db, runID: row[3])
        return try whole(frame, own: row[0], sha256: row[1], ordinal: row[2], runID: row[3])
    }

    /// Puts a body together from the bytes all share and a batch's own, and checks it against the hash it was frozen with.
    static func whole(
        _ frame: BodyFrames.Frame, own: Data, sha256: String, ordinal: Int, runID: String
    ) throws -> Data {
        var body = Data(capacity: frame.head.count + own.count + frame.tail.count)
        body.append(frame.head)
        body.append(own)
        body.append(frame.tail)
        guard body.sha256 == sha256 else {
            throw StoreError(
                .corrupt, "the bytes of batch \(ordinal) of run \(runID) have changed",
                hint: "nothing was sent; restore the store from a backup")
        }
        return body
    }

    static let missing = StoreError(
        .corrupt, "the bytes of a batch are missing", hint: "restore the store from a backup")

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
