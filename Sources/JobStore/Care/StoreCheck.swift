import GRDB
import JobModel

/// Looks through a store's pages.
enum StoreCheck {
    /// Milliseconds for which a check counts: a day.
    static let interval: Int64 = 24 * 3600 * 1000

    /// Refuses a file whose pages contradict each other.
    static func wholeness(_ db: Database) throws {
        let findings: [String]
        do {
            findings = try String.fetchAll(db, sql: "PRAGMA quick_check(5)")
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            findings = [error.message ?? "damaged"]
        }
        guard findings == ["ok"] else { throw damaged(findings.first ?? "no answer") }
    }

    /// Refuses a file with rows that point nowhere.
    static func references(_ db: Database) throws {
        let orphans = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").count
        guard orphans == 0 else { throw damaged("\(orphans) rows refer to rows that are not there") }
    }

    private static func damaged(_ words: String) -> StoreError {
        let line = words.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(200)
        return StoreError(
            .corrupt, "the store is damaged: \(line)",
            hint: "send nothing from it: keep the file and the ledger beside it, put the newest backup in its place, "
                + "then larkcast adopt, which enters what the ledger knows")
    }
}

extension JobDatabase {
    /// Looks through the file once a day, before anything is sent from it.
    ///
    /// - Throws: ``StoreError`` of code `corrupt` when it is damaged.
    func checkDaily(at now: Moment) async throws(StoreError) {
        let isDue = try await read { db in
            let last = try Int64.fetchOne(db, sql: "SELECT checkedAt FROM storeCare WHERE id = 1")
            // A clock that was set back makes it due, not undue for years.
            return last.map { !(0..<StoreCheck.interval).contains(now.wallMilliseconds - $0) } ?? true
        }
        guard isDue else { return }
        try await read { try StoreCheck.wholeness($0) }
        try await write { db in
            try db.execute(
                sql: "UPDATE storeCare SET checkedAt = ? WHERE id = 1", arguments: [now.wallMilliseconds])
        }
    }
}
