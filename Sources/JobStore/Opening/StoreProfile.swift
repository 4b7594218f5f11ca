import GRDB

/// How SQLite must be set for a commit to survive a power cut.
///
/// SQLite 3.7.0 to 3.51.2 can corrupt a database when two connections reset the write-ahead log at once; 3.51.3, 3.50.7
/// and 3.44.6 have the fix (<https://sqlite.org/wal.html>). Without it the rollback journal is used, and `EXTRA`, because
/// `FULL` does not sync the folder after the journal is removed.
struct StoreProfile: Equatable, Sendable {
    /// "LARK": stands in the file's header, so that no other program's database is taken for a store.
    static let applicationID: Int32 = 0x4C41_524B
    /// Milliseconds a statement waits for another process.
    static let busyTimeoutMilliseconds = 5000

    var journalMode: String
    var synchronous: Int

    /// Chooses for a library version in SQLite's own numbering, such as 3040001 for 3.40.1.
    init(libraryVersion: Int) {
        let branch = libraryVersion / 1000
        let patch = libraryVersion % 1000
        let hasFix =
            libraryVersion >= 3_051_003 || (branch == 3050 && patch >= 7) || (branch == 3044 && patch >= 6)
        journalMode = hasFix ? "wal" : "delete"
        synchronous = hasFix ? 2 : 3
    }

    /// Chooses for the library this process runs with.
    static func ofLibrary(_ db: Database) throws -> StoreProfile {
        let text = try String.fetchOne(db, sql: "SELECT sqlite_version()") ?? ""
        return StoreProfile(libraryVersion: libraryVersion(text) ?? 0)
    }

    /// Reads a version such as "3.40.1"; `nil` when it is none.
    static func libraryVersion(_ text: String) -> Int? {
        let parts = text.split(separator: ".").map { Int($0) }
        guard parts.count >= 3, let major = parts[0], let minor = parts[1], let patch = parts[2],
            (0..<1000).contains(major), (0..<1000).contains(minor), (0..<1000).contains(patch)
        else { return nil }
        return major * 1_000_000 + minor * 1000 + patch
    }

    /// What holds for every connection, whatever the file.
    static func configuration(readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(Double(busyTimeoutMilliseconds) / 1000)
        configuration.label = "larkcast"
        // The group commit begins and ends its transactions itself; GRDB would trap if a rollback ever failed.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { db in
            for (name, value) in connectionSettings {
                try db.execute(sql: "PRAGMA \(name) = \(value)")
            }
        }
        return configuration
    }

    /// Settings and the values that must be read back.
    static let connectionSettings: [(name: String, value: Int)] = [
        ("trusted_schema", 0), ("cell_size_check", 1), ("mmap_size", 0), ("temp_store", 2), ("recursive_triggers", 1),
    ]

    /// Sets what belongs to the file; after opening, because GRDB's own WAL set-up resets `synchronous`.
    func apply(to db: Database, inMemory: Bool) throws {
        if !inMemory {
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = \(journalMode)")
            guard mode?.lowercased() == journalMode else {
                throw StoreError(
                    .cannotOpen, "SQLite refused the journal mode \(journalMode) and stays with \(mode ?? "none")",
                    hint: "stop every other process that has the store open")
            }
        }
        try db.execute(sql: "PRAGMA synchronous = \(synchronous)")
        try verify(db)
    }

    private func verify(_ db: Database) throws {
        var expected = Self.connectionSettings.map { ($0.name, $0.value) }
        expected += [("synchronous", synchronous), ("foreign_keys", 1), ("busy_timeout", Self.busyTimeoutMilliseconds)]
        for (name, value) in expected where try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0 != value {
            throw StoreError(
                .cannotOpen, "SQLite did not take the setting \(name) = \(value)",
                hint: "use an SQLite library of version 3.37 or later")
        }
    }
}
