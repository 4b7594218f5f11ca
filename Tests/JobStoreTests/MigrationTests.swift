import Foundation
import GRDB
import JobModel
import SchemaFiles
import Testing

@testable import JobStore

/// A store of every released version becomes one of this version, or stays what it was.
@Suite struct MigrationTests {
    static let released = ["0.1.0"]

    /// Writes the store a released version left behind.
    private static func make(_ version: String, at path: String) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Fixtures/store-\(version).sql")
        // A dump lists its tables by name, so rows come before those they refer to.
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.writeWithoutTransaction { try $0.execute(sql: String(contentsOf: file, encoding: .utf8)) }
        try queue.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    @Test(arguments: released) func aReleasedStoreGoesOnWhereItStopped(_ version: String) async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try Self.make(version, at: path)
            let old = Reader(path)
            // No ledger was kept then, so its absence proves nothing.
            let post = try await Post.takeOver(folder)
            #expect(post.report.inDoubt.map(\.ordinal) == [2])
            let run = RunID(rawValue: "0000000000a1")
            let summary = try await post.database.summary(of: run)
            #expect(summary.batches.map(\.state) == [.accepted, .inDoubt, .pending])
            #expect(summary.batches[0].batchMessageID == "bm-released-1")
            #expect(summary.people.addsUp)
            #expect(try await post.database.requestBody(of: run, ordinal: 3).isEmpty == false)
            #expect(try await post.database.sources(of: run) == nil, "nobody kept what its files said")
            #expect(try Post.ledger(folder).opening.attempt == 2)
            // The copy from before is the store as it was.
            let copy = Reader(path + ".schema-1.backup")
            #expect(try copy.text("PRAGMA user_version") == "1")
            #expect(try copy.text("SELECT group_concat(state) FROM batch") == "accepted,dispatching,pending")
            #expect(try copy.text("SELECT group_concat(sql) FROM sqlite_master") == old.schema)
            let mode = try FileManager.default.attributesOfItem(atPath: copy.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test(arguments: released) func aMigratedStoreHasTheSchemaOfAFreshOne(_ version: String) async throws {
        try await Fixture.withFolder { folder in
            try Self.make(version, at: folder + "/store.sqlite")
            let sql = """
                SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'grdb_migrations' ORDER BY type, name
                """
            let migrated = try await JobDatabase.open(at: folder + "/store.sqlite").read {
                try String.fetchAll($0, sql: sql)
            }
            #expect(try await migrated == JobDatabase.inMemory().read { try String.fetchAll($0, sql: sql) })
        }
    }

    /// The files are taken away while the migration is under way, as a power cut or a `kill -9` would leave them.
    @Test(arguments: released) func aKillInTheMiddleLeavesTheOldSchema(_ version: String) async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try Self.make(version, at: path)
            let old = Reader(path)
            var configuration = StoreProfile.configuration(readOnly: false)
            // The migration below stays open while the files are taken.
            configuration.allowsUnsafeTransactions = true
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try await queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA cache_size = 1; PRAGMA cache_spill = 1")
                try db.execute(sql: "BEGIN EXCLUSIVE")
                try db.execute(sql: SchemaText.migrations[1].sql)
                try db.execute(sql: "CREATE TABLE filler AS SELECT randomblob(400000) AS bytes")
            }
            try FileManager.default.createDirectory(
                atPath: folder + "/after", withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for suffix in ["", "-journal"] { try Fixture.copy(path + suffix, folder + "/after/store.sqlite" + suffix) }
            try await queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            let after = Reader(folder + "/after/store.sqlite")
            #expect(try after.text("PRAGMA user_version") == "1")
            #expect(try after.text("SELECT group_concat(sql) FROM sqlite_master") == old.schema)
            _ = try JobDatabase.open(at: folder + "/after/store.sqlite")
        }
    }

    @Test func aStepThatFailsLeavesTheOldSchema() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try Self.make("0.1.0", at: path)
            let queue = try DatabaseQueue(path: path, configuration: StoreProfile.configuration(readOnly: false))
            let before = Reader(path)
            let broken = [
                SchemaText.migrations[0],
                SchemaText.Migration(name: "bad", sql: "CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)"),
            ]
            #expect(throws: DatabaseError.self) { try StoreMigrations.apply(broken, to: queue) }
            let orphaned = [
                SchemaText.migrations[0],
                SchemaText.Migration(
                    name: "orphan",
                    sql: "PRAGMA defer_foreign_keys = 1; INSERT INTO progress (batchId, sampledAt) VALUES (99, 1)"),
            ]
            #expect(throws: DatabaseError.self) { try StoreMigrations.apply(orphaned, to: queue) }
            #expect(Reader(path).schema == before.schema)
            #expect(try Reader(path).text("SELECT count(*) FROM progress") == "0")
        }
    }

    @Test func aFullDiskLeavesTheOldSchema() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try Self.make("0.1.0", at: path)
            let queue = try DatabaseQueue(path: path, configuration: StoreProfile.configuration(readOnly: false))
            let before = Reader(path)
            try await queue.writeWithoutTransaction { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
            let error = #expect(throws: DatabaseError.self) { try StoreMigrations.apply(to: queue) }
            #expect(error?.resultCode == .SQLITE_FULL)
            #expect(Reader(path).schema == before.schema)
        }
    }

    /// Row 90: an older program that still sends would go on with statements made for the old schema.
    @Test func nobodyMigratesUnderARunnerThatSends() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try Self.make("0.1.0", at: path)
            let lock = try RunnerLock.acquire(.file(path + ".lock"), as: Fixture.runner)
            #expect(await code { _ = try JobDatabase.open(at: path) } == .lockHeld)
            #expect(await code { _ = try JobDatabase.open(at: path, access: .readOnly) } == .olderSchema)
            withExtendedLifetime(lock) {}
        }
    }

    @Test func twoAtOnceMigrateOnce() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/fresh.sqlite"
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 { group.addTask { _ = try JobDatabase.open(at: path) } }
                try await group.waitForAll()
            }
        }
    }

    /// Looks into a file without this program's eyes.
    private struct Reader {
        let path: String
        let schema: String?

        init(_ path: String) {
            self.path = path
            schema = try? Self.text(path, "SELECT group_concat(sql) FROM sqlite_master")
        }

        func text(_ sql: String) throws -> String? { try Self.text(path, sql) }

        private static func text(_ path: String, _ sql: String) throws -> String? {
            let queue = try DatabaseQueue(path: path)
            defer { try? queue.close() }
            return try queue.read { try String.fetchOne($0, sql: sql) }
        }
    }
}
