import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct BackupTests {
    @Test func copiesEverythingAndKnowsItIsACopy() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin()
            try await scene.accept("first")
            let path = folder + "/copy"
            let report = try await post.database.backup(to: path, by: Fixture.ann, at: Fixture.moment(5))
            #expect(report.runs == 1 && report.batches == 5 && report.attempts == 1)
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            #expect(report.bytes == size)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(!FileManager.default.fileExists(atPath: path + "-journal"))
            let copy = try JobDatabase.open(at: path)
            #expect(try await copy.summary(of: scene.run) == (try await scene.summary()))
            let lock = try copy.acquireRunnerLock(as: Post.home)
            let error = await #expect(throws: StoreError.self) {
                try await copy.secure(lock, as: Post.home, at: Fixture.moment())
            }
            #expect(error?.code == .notAdopted)
            #expect(error?.message.contains("backup copy") == true)
            // The original goes on, and remembers.
            try await scene.accept("second")
            #expect(try scene.row("SELECT backedUpAt, backupPath FROM storeCare")?[1] == path)
            #expect(try await post.database.auditEntries().entries.contains { $0.action == "backup" })
        }
    }

    @Test func worksBesideAnotherProcessThatSends() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin(batches: 60)
            let other = try JobDatabase.open(at: folder + "/store.sqlite")
            async let sent: Void = {
                for number in 0..<40 { try await scene.accept("number\(number)") }
            }()
            for number in 0..<5 {
                let path = folder + "/copy-\(number)"
                let report = try await other.backup(to: path, by: Fixture.ann, at: Fixture.moment())
                let accepted = try await JobDatabase.open(at: path, access: .readOnly).summary(of: scene.run).batches
                    .count { $0.state == .accepted }
                #expect((0...report.attempts).contains(accepted))
            }
            try await sent
        }
    }

    /// A backup of that name could become some store's ledger, or be removed as its leftover.
    @Test(arguments: StoreFile.reservedEndings + [".LOCK"]) func takesNoNameThatAStoreKeeps(_ ending: String)
        async throws
    {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let path = folder + "/other.sqlite" + ending
            let error = await #expect(throws: StoreError.self) {
                _ = try await post.database.backup(to: path, by: Fixture.ann, at: Fixture.moment())
            }
            #expect(error?.code == .cannotOpen)
            #expect(error?.hint.contains("another ending") == true)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }

    @Test func neverReplacesAFile() async throws {
        try await Fixture.withFolder { folder in
            let post = try await Post.takeOver(folder)
            let path = folder + "/precious"
            try Data("diary".utf8).write(to: URL(fileURLWithPath: path))
            for taken in [path, folder + "/store.sqlite"] {
                let code = await code {
                    _ = try await post.database.backup(to: taken, by: Fixture.ann, at: Fixture.moment())
                }
                #expect(code == .cannotOpen)
            }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "diary")
            let nowhere = folder + "/no/such/folder/copy"
            let code = await code {
                _ = try await post.database.backup(to: nowhere, by: Fixture.ann, at: Fixture.moment())
            }
            #expect(code == .cannotOpen)
        }
    }

    /// A damaged store gives a damaged copy, which must not be kept as a backup.
    @Test func keepsNoCopyThatIsNotSound() async throws {
        try await Fixture.withFolder { folder in
            do { try await Post.takeOver(folder).begin(batches: 400) }
            try Damage.overwritePages(of: folder + "/store.sqlite")
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            let path = folder + "/copy"
            let error = await #expect(throws: StoreError.self) {
                _ = try await database.backup(to: path, by: Fixture.ann, at: Fixture.moment())
            }
            #expect(error?.code == .corrupt)
            #expect(!FileManager.default.fileExists(atPath: path))
        }
    }
}

/// What a bad disk does.
enum Damage {
    /// Writes over the inner pages of a table, and leaves the first ones, which opening reads.
    static func overwritePages(of path: String) throws {
        let queue = try DatabaseQueue(path: path)
        let root = try queue.read {
            try Int.fetchOne($0, sql: "SELECT rootpage FROM sqlite_master WHERE name = 'batchContent'") ?? 0
        }
        let size = try queue.read { try Int.fetchOne($0, sql: "PRAGMA page_size") ?? 0 }
        try queue.close()
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try handle.seek(toOffset: UInt64((root - 1) * size))
        try handle.write(contentsOf: Data(repeating: 0xAB, count: size))
        try handle.close()
    }
}
