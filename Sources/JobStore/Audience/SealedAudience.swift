import Foundation
import GRDB
import JobModel
import StrictJSON

/// The audience of a run as it was frozen: a hash over every recipient and everybody left out, and the latter with reasons.
enum SealedAudience {
    /// Seals what a plan says of its audience; a plan that leaves nobody out has nothing to seal.
    static func insert(_ db: Database, _ plan: RunPlan, run: RunID) throws {
        guard let sha256 = plan.snapshotSHA256 else { return }
        try db.execute(
            sql: "INSERT INTO audienceSnapshot (runId, sha256, leftOut) VALUES (?, ?, ?)",
            arguments: [run.rawValue, sha256, Data(plan.leftOut.json.bytes(.compact))])
    }

    /// Who was left out of a run; `nil` when nobody was.
    static func leftOut(_ db: Database, of run: RunID) throws -> LeftOuts? {
        let statement = try db.cachedStatement(sql: "SELECT leftOut FROM audienceSnapshot WHERE runId = ?")
        guard let bytes = try Data.fetchOne(statement, arguments: [run.rawValue]) else { return nil }
        return JSONReader().readStrictly(Array(bytes)).flatMap(LeftOuts.init(json:))
    }
}
