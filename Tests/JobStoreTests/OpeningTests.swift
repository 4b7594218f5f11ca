import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct OpeningTests {
    @Test func createsAPrivateFileInAPrivateFolder() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/new/deep/store.sqlite"
            let database = try JobDatabase.open(at: path)
            #expect(try Self.mode(path) == 0o600)
            #expect(try Self.mode(folder + "/new/deep") == 0o700)
            let settings = try await database.queue.writeWithoutTransaction { db in
                try ["journal_mode", "synchronous", "foreign_keys", "user_version", "application_id"].map {
                    try String.fetchOne(db, sql: "PRAGMA \($0)") ?? ""
                }
            }
            let profile = StoreProfile(libraryVersion: try Self.libraryVersion(database))
            #expect(
                settings == [
                    profile.journalMode, "\(profile.synchronous)", "1", "\(StoreMigrations.currentVersion)",
                    "\(StoreProfile.applicationID)",
                ])
        }
    }

    @Test func findsEverythingAgain() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            let scene = try await Scene.sending(in: JobDatabase.open(at: path))
            try await scene.accept("first")
            let written = try await scene.summary()
            #expect(try await JobDatabase.open(at: path).summary(of: scene.run) == written)
            #expect(try await JobDatabase.open(at: path, access: .readOnly).summary(of: scene.run) == written)
        }
    }

    @Test(arguments: [
        (3_040_001, "delete", 3), (3_051_002, "delete", 3), (3_051_003, "wal", 2), (3_052_000, "wal", 2),
        (3_050_006, "delete", 3), (3_050_007, "wal", 2), (3_044_005, "delete", 3), (3_044_006, "wal", 2),
        (3_045_009, "delete", 3), (3_049_100, "delete", 3), (0, "delete", 3),
    ])
    func choosesTheJournalByTheLibrarysFix(_ version: Int, _ journal: String, _ synchronous: Int) {
        let profile = StoreProfile(libraryVersion: version)
        #expect(profile.journalMode == journal)
        #expect(profile.synchronous == synchronous)
    }

    @Test(arguments: [
        ("3.40.1", 3_040_001), ("3.51.3", 3_051_003), ("3.51", nil), ("", nil), ("a.b.c", nil), ("3.9999.1", nil),
    ])
    func readsLibraryVersions(_ text: String, _ number: Int?) {
        #expect(StoreProfile.libraryVersion(text) == number)
    }

    @Test func aReaderNeverCreates() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            #expect(await code { _ = try JobDatabase.open(at: path, access: .readOnly) } == .cannotOpen)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    /// Foundation's own division of a path ends the process at such names.
    @Test(arguments: [
        ("x", ".", "x"), (" ", ".", " "), ("中", ".", "中"), (".", ".", "."), ("x/", ".", "x"), ("x//", ".", "x"),
        ("xy", ".", "xy"), ("a/x", "a", "x"), ("a//x", "a", "x"), ("/x", "/", "x"), ("//x", "/", "x"),
        ("/a/x/", "/a", "x"),
        ("/", "/", ""), ("//", "/", ""), ("", ".", ""), ("/a/b c/数据.sqlite", "/a/b c", "数据.sqlite"),
    ])
    func aPathIsAFolderAndAName(_ path: String, _ folder: String, _ name: String) {
        let parts = PathParts(path)
        #expect((parts.folder, parts.name) == (folder, name))
    }

    @Test(arguments: ["x", " ", "x/", "中"]) func aNameOfOneCharacterIsAName(_ name: String) async {
        #expect(await code { _ = try JobDatabase.open(at: name, access: .readOnly) } == .cannotOpen)
        #expect(!JobDatabase.isMissed(at: name, witnessFolder: "/nowhere"))
    }

    @Test func aReaderCannotWrite() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            _ = try JobDatabase.open(at: path)
            let reader = try JobDatabase.open(at: path, access: .readOnly)
            let code = await code { _ = try await reader.beginEpoch(as: Fixture.runner, at: Fixture.moment()) }
            #expect(code == .readOnly)
        }
    }

    static let unusable: [(String, StoreError.Code, @Sendable (String) throws -> Void)] = [
        (
            "a folder", .cannotOpen,
            { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) }
        ),
        ("a text", .notADatabase, { try write(String(repeating: "dear diary ", count: 50), to: $0) }),
        ("a short text", .notADatabase, { try write("hello", to: $0) }),
        ("random bytes", .notADatabase, { try write(String(repeating: "\u{1}", count: 8192), to: $0) }),
        (
            "empty beside a used lock", .corrupt,
            {
                try write("", to: $0)
                try write("4711 mill\n", to: $0 + ".lock")
            }
        ),
        ("gone beside a used lock", .corrupt, { try write("4711 mill\n", to: $0 + ".lock") }),
        ("another program's", .wrongApplication, { try makeStore($0, "PRAGMA application_id = 77") }),
        ("a plain database", .wrongApplication, { try makeForeign($0) }),
        ("newer", .newerSchema, { try makeStore($0, "PRAGMA user_version = 1000") }),
        (
            "writable by others", .cannotOpen,
            { path in
                try makeStore(path, "SELECT 1")
                try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: path)
            }
        ),
        (
            "with two names", .cannotOpen,
            { path in
                try makeStore(path, "SELECT 1")
                try FileManager.default.linkItem(atPath: path, toPath: path + ".copy")
            }
        ),
        (
            "truncated", .corrupt,
            { path in
                try makeStore(path, "SELECT 1")
                let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                try handle.truncate(atOffset: 4096)
                try handle.close()
            }
        ),
        (
            "a dangling link", .cannotOpen,
            { path in
                try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".gone")
            }
        ),
    ]

    @Test(arguments: unusable.indices)
    func refusesWhatIsNoSafeStore(_ index: Int) async throws {
        let (name, expected, prepare) = Self.unusable[index]
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try prepare(path)
            let error = #expect(throws: StoreError.self, "\(name)") { _ = try JobDatabase.open(at: path) }
            #expect(error?.code == expected, "\(name): \(error?.description ?? "")")
            #expect(error?.hint.isEmpty == false, "\(name)")
        }
    }

    @Test func refusesAFolderOthersMayWrite() async throws {
        try await Fixture.withFolder { folder in
            try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
            #expect(await code { _ = try JobDatabase.open(at: folder + "/store.sqlite") } == .cannotOpen)
        }
    }

    @Test func findsAFlippedByteInThePages() async throws {
        try await Fixture.withFolder { folder in
            let path = folder + "/store.sqlite"
            try Self.makeStore(path, "SELECT 1")
            let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try handle.seek(toOffset: 100)
            try handle.write(contentsOf: Data(repeating: 0xAB, count: 64))
            try handle.close()
            let code = await code { _ = try JobDatabase.open(at: path) }
            #expect(code == .corrupt || code == .notADatabase)
        }
    }

    @Test func followsALinkToOneAndTheSameLock() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/link.sqlite", withDestinationPath: folder + "/store.sqlite")
            #expect(try JobDatabase.open(at: folder + "/link.sqlite").path == database.path)
        }
    }

    @Test(arguments: [
        ("0:44", "nfs4", "NFS"), ("0:44", "cifs", "SMB"), ("0:44", "fuse.sshfs", "FUSE"), ("0:44", "ext4", nil),
        ("0:45", "nfs4", nil), ("0:44", "fuseblk", nil),
    ])
    func knowsNetworkFileSystems(_ device: String, _ type: String, _ name: String?) {
        let table = """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            30 27 \(device) / /mnt rw shared:5 - \(type) server:/export rw
            broken line
            """
        #expect(NetworkFileSystem.name(ofDevice: 44, inMounts: table) == name)
    }

    @Test func aFullDiskChangesNothing() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 2, of: 2))
        let pages = try scene.integer("PRAGMA page_count") ?? 0
        try scene.execute("PRAGMA max_page_count = \(pages)")
        let before = try await scene.summary()
        let big = Fixture.plan(job: "big", Fixture.people(batches: 50, of: 200))
        let code = await code {
            _ = try await scene.database.freeze(
                big, id: Fixture.runID(2), appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        }
        #expect(code == .diskFull)
        #expect(try await scene.database.summaries().map(\.id) == [scene.run])
        #expect(try await scene.summary() == before)
    }

    private static func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    private static func makeStore(_ path: String, _ sql: String) throws {
        let database = try JobDatabase.open(at: path)
        try database.queue.writeWithoutTransaction { try $0.execute(sql: sql) }
        try database.queue.close()
    }

    private static func makeForeign(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE diary (day TEXT)") }
        try queue.close()
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    private static func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private static func libraryVersion(_ database: JobDatabase) throws -> Int {
        try database.queue.read {
            StoreProfile.libraryVersion(try String.fetchOne($0, sql: "SELECT sqlite_version()") ?? "") ?? 0
        }
    }
}
