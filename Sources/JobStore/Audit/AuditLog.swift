import Crypto
import Foundation
import GRDB
import JobModel
import StrictJSON

/// The append-only rows that say who did what; each digest covers the row before it, so none can be changed unseen.
enum AuditLog {
    static let columns = "id, at, who, uid, action, runId, batchOrdinal, detail, digest"

    /// Adds a row inside the transaction of what it reports.
    static func append(
        _ db: Database, at: Int64, by actor: AuditActor, action: String, run: RunID?, batch ordinal: Int? = nil,
        detail: JSONValue = .object([])
    ) throws {
        let last = try Row.fetchOne(
            db.cachedStatement(sql: "SELECT id, digest FROM audit ORDER BY id DESC LIMIT 1"))
        let previous: String = last?["digest"] ?? ""
        let lastID: Int64 = last?["id"] ?? 0
        let place =
            (actor.terminal.map { [JSONValue.Member("tty", .string($0))] } ?? [])
            + (actor.via.map { [JSONValue.Member("via", .string($0))] } ?? [])
        let entry = AuditEntry(
            at: at, who: AuditActor(name: actor.name, userID: actor.userID), action: action, run: run,
            batchOrdinal: ordinal, detail: JSONValue.object((detail.members ?? []) + place).text())
        try db.cachedStatement(
            sql: """
                INSERT INTO audit (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            lastID + 1, at, actor.name, actor.userID, action, run?.rawValue, ordinal, entry.detail,
            digest(of: entry, number: lastID + 1, after: previous),
        ])
    }

    /// What a row's digest must be.
    static func digest(of entry: AuditEntry, number: Int64, after previous: String) -> String {
        let fields: JSONValue = .array([
            .string(previous), .integer(number), .integer(entry.at), .string(entry.who.name),
            entry.who.userID.map { .integer($0) } ?? .null, .string(entry.action),
            entry.run.map { .string($0.rawValue) } ?? .null, entry.batchOrdinal.map { .integer($0) } ?? .null,
            .string(entry.detail),
        ])
        return Data(fields.bytes()).sha256
    }
}
