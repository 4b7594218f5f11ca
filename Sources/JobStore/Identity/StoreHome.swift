import Foundation
import GRDB

/// Where a store is at home, as it remembers it.
struct StoreHome: Equatable, Sendable {
    var machine: String?
    var inode: Int64?
    var path: String?
    var hasLedger: Bool
    var suspicion: String?

    static func fetch(_ db: Database) throws -> StoreHome {
        let sql = "SELECT machine, inode, path, hasLedger, suspicion FROM storeHome WHERE id = 1"
        guard let row = try Row.fetchOne(db, sql: sql) else {
            throw StoreError(.corrupt, "the store does not know its home", hint: "restore it from a backup")
        }
        return StoreHome(
            machine: row["machine"], inode: row["inode"], path: row["path"], hasLedger: row["hasLedger"],
            suspicion: row["suspicion"])
    }

    /// Remembers that the store is at home here, with a ledger beside it.
    static func settle(_ db: Database, machine: String?, file: StoreFile) throws {
        try db.execute(
            sql: """
                UPDATE storeHome SET machine = coalesce(?, machine), inode = ?, path = ?, hasLedger = 1, suspicion = NULL
                WHERE id = 1
                """,
            arguments: [machine, inode(of: file), file.path])
    }

    /// The number of the store's file.
    static func inode(of file: StoreFile) -> Int64? {
        StoreFile.status(of: file.path).map { Int64(truncatingIfNeeded: $0.st_ino) }
    }
}

extension JobDatabase {
    /// What speaks against this store, in a sentence, as somebody who was to send has found it; `nil` when nothing is known.
    public func suspicion() async throws(StoreError) -> String? {
        try await read { try StoreHome.fetch($0).suspicion }
    }

    /// Why nothing would be sent from this store until somebody adopts it; `nil` when nothing is known.
    public func adoptionRefusal() async throws(StoreError) -> StoreError? {
        try await suspicion().map { Suspicion.earlier($0).refusal }
    }
}
