import CrashPoints
import GRDB
import SchemaFiles

/// Brings a file to the schema of this program, or says why it cannot.
enum StoreMigrations {
    /// The schema version of this program.
    static var currentVersion: Int { SchemaText.migrations.count }

    /// Refuses files of other programs and of newer larkcasts; an empty file passes.
    static func check(_ db: Database) throws {
        let application = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let isEmpty = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") == 0
        if application != StoreProfile.applicationID, !(isEmpty && application == 0 && version == 0) {
            throw StoreError(
                .wrongApplication, "the database belongs to another program",
                hint: "check the path given with --db; nothing was changed")
        }
        if version > currentVersion {
            throw StoreError(
                .newerSchema,
                "the store has schema version \(version), but this larkcast knows only \(currentVersion)",
                hint: "use the newer larkcast that wrote it; nothing was changed")
        }
    }

    /// Refuses a store that a reader cannot bring up to date.
    static func checkReadable(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        guard version == currentVersion else {
            throw StoreError(
                .olderSchema, "the store has schema version \(version) and must be brought to \(currentVersion) first",
                hint: "run any command that writes, such as `larkcast doctor`")
        }
    }

    /// The version of a store; 0 when there is nothing in it yet.
    static func version(_ db: Database) throws -> Int {
        try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    }

    /// Applies what is missing in one transaction, so that a kill in the middle leaves the old schema as it was.
    ///
    /// The version is read inside it: of two processes that come at once, the second finds nothing left to do.
    static func apply(_ migrations: [SchemaText.Migration] = SchemaText.migrations, to queue: DatabaseQueue) throws {
        try queue.writeWithoutTransaction { db in
            guard try version(db) < migrations.count else { return }
            try db.inTransaction(.exclusive) {
                if try Int32.fetchOne(db, sql: "PRAGMA application_id") == 0 {
                    try db.execute(sql: "PRAGMA application_id = \(StoreProfile.applicationID)")
                }
                for (index, migration) in migrations.enumerated().dropFirst(try version(db)) {
                    try db.execute(sql: migration.sql)
                    try db.execute(sql: "PRAGMA user_version = \(index + 1)")
                    CrashPoint.schemaMigrating.reached()
                }
                try db.checkForeignKeys()
                return .commit
            }
        }
    }
}
