import GRDB
import JobModel
import StrictJSON

/// Reads what the audit says about one run.
///
/// The chain of digests is not checked here: it runs over the whole store, and `larkcast audit` checks it.
enum AuditQuery {
    /// Most lines of a report.
    static let mostLines = 200

    /// One look-up in the index of a run's lines, of which the one about its freezing comes first.
    static let frozenSQL = "SELECT detail FROM audit WHERE runId = ? AND action = 'freeze' ORDER BY id LIMIT 1"

    /// What the plan of a run warned of, as it was said then.
    static func warnings(_ db: Database, of run: RunID) throws -> [String] {
        let statement = try db.cachedStatement(sql: frozenSQL)
        guard let detail = try String.fetchOne(statement, arguments: [run.rawValue]) else { return [] }
        return JSONReader().readStrictly(Array(detail.utf8))?["warnings"]?.array?.compactMap(\.string) ?? []
    }

    static let waitingSQL = "SELECT detail FROM audit WHERE runId = ? AND action = 'await_approval'"

    /// What was said of a run before it began.
    ///
    /// Whoever began it, by a flag or a yes, was told both; so these words are all that says what was let through.
    static func words(_ db: Database, before run: RunID) throws -> [String] {
        let reasons = try String.fetchAll(db.cachedStatement(sql: waitingSQL), arguments: [run.rawValue])
        return try warnings(db, of: run)
            + reasons.compactMap { JSONReader().readStrictly(Array($0.utf8))?["reason"]?.string }
    }

    static func excerpt(_ db: Database, of run: RunID) throws -> AuditExcerpt {
        let total = try db.cachedStatement(sql: "SELECT count(*) FROM audit WHERE runId = ?")
        let newest = try db.cachedStatement(
            sql: """
                SELECT at, who, action, batchOrdinal, detail FROM audit WHERE runId = ? ORDER BY id DESC LIMIT \(mostLines)
                """)
        let lines = try Row.fetchAll(newest, arguments: [run.rawValue]).map { row in
            let detail: String = row[4]
            return AuditExcerpt.Line(
                at: row[0], who: row[1], action: row[2], batch: row[3],
                // A damaged one is shown as the text it is.
                detail: JSONReader().readStrictly(Array(detail.utf8)) ?? ["text": .string(detail)])
        }
        return AuditExcerpt(
            lines: lines.reversed(), total: try Int.fetchOne(total, arguments: [run.rawValue]) ?? lines.count)
    }
}
