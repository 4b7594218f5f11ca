import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// A store that may have a twin sends nothing until somebody says that the twin is stopped.
@Suite struct HomeTests {
    /// What happens to a store between two runners, and the words in which it is found.
    static let troubles: [(String, String, @Sendable (String) async throws -> Void)] = [
        (
            "a copy of the file", "it is a copy",
            { folder in
                // Beside the original, so that the number of the file cannot be taken over.
                try Fixture.copy(folder + "/store.sqlite", folder + "/copied")
                try FileManager.default.moveItem(atPath: folder + "/store.sqlite", toPath: folder + "/original")
                try FileManager.default.moveItem(atPath: folder + "/copied", toPath: folder + "/store.sqlite")
            }
        ),
        ("a ledger that is gone", "its ledger is missing", { try remove($0 + "/store.sqlite.ledger") }),
        (
            "an empty ledger", "its ledger is missing",
            { try Data().write(to: URL(fileURLWithPath: $0 + "/store.sqlite.ledger")) }
        ),
        (
            "a ledger with a bad line", "its ledger is damaged",
            { folder in
                var bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/store.sqlite.ledger"))
                bytes[60] ^= 1
                try bytes.write(to: URL(fileURLWithPath: folder + "/store.sqlite.ledger"))
            }
        ),
        (
            "another store's ledger", "belongs to another store",
            { folder in
                let path = folder + "/store.sqlite.ledger"
                let opening = LedgerOpening(store: String(repeating: "b", count: 32), attempt: 0, epoch: 0)
                _ = try LedgerFile.begin(at: path, keepingOldAt: path + ".old", opening)
            }
        ),
        (
            "another store's lock", "was used with another store",
            { folder in
                let name = String(repeating: "b", count: 32)
                try Data("1 mill \(name)\n".utf8).write(to: URL(fileURLWithPath: folder + "/store.sqlite.lock"))
            }
        ),
        (
            "a tenure the store does not know", "older than the ledger",
            { folder in
                guard case .ledger(let contents) = try LedgerFile.look(at: folder + "/store.sqlite.ledger") else {
                    return
                }
                try LedgerFile.goOn(contents, at: folder + "/store.sqlite.ledger").append(.tenure(epoch: 9))
            }
        ),
    ]

    @Test(arguments: troubles.indices) func pausesItsRunsAndSendsNothing(_ index: Int) async throws {
        let (name, words, trouble) = Self.troubles[index]
        try await Fixture.withFolder { folder in
            do {
                let post = try await Post.takeOver(folder)
                try await post.begin().accept("first")
                try await post.begin(job: "second", number: 2).send(AttemptResult(outcome: .inDoubt))
                let quiet = try await post.begin(job: "third", number: 3)
                try await post.database.pause(quiet.run, reason: "lunch", by: Fixture.ann, at: Fixture.moment())
            }
            try await trouble(folder)
            // Once found it stays found, also for whoever looks after the traces are gone.
            for _ in 0..<2 {
                let error = await #expect(throws: StoreError.self, "\(name)") { _ = try await Post.takeOver(folder) }
                #expect(error?.code == .notAdopted, "\(name): \(error?.description ?? "")")
                #expect(error?.message.contains(words) == true, "\(name): \(error?.description ?? "")")
                #expect(error?.hint.contains("larkcast adopt") == true)
            }
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            let runs = try await database.summaries()
            #expect(runs.map(\.state) == [.paused, .paused, .paused], "\(name)")
            #expect(runs.count { $0.stateReason?.contains(words) == true } == 2, "\(name)")
            #expect(try await database.auditEntries().entries.count { $0.action == "distrust" } == 1)

            let report = try await Post.adopt(folder)
            #expect(report.found?.contains(words) == true)
            #expect(report.paused.count == 3)
            let post = try await Post.takeOver(folder, at: 2000)
            #expect(try await post.scene().summary().state == .paused, "each run waits for its own word")
            let isAsked = try await post.resume(post.scene().run, at: Fixture.moment(2000))
            #expect(isAsked == (name != "a tenure the store does not know"), "\(name)")
            #expect(try await post.scene().claim(at: Fixture.moment(2000)).ordinal == 2)
        }
    }

    @Test func anotherMachineIsFoundByItsID() async throws {
        try await Fixture.withFolder { folder in
            do { try await Post.takeOver(folder).begin() }
            let elsewhere = RunnerIdentity(processID: 1, host: "mill", machineID: "machine-b")
            let error = await #expect(throws: StoreError.self) { _ = try await Post.takeOver(folder, as: elsewhere) }
            #expect(error?.message.contains("another machine") == true)
            #expect(elsewhere.machine != "machine-b", "only a hash is kept")
            #expect(elsewhere.machine?.count == 64)
            // A system without an id proves nothing either way.
            #expect(StoreExamination.ofPlace(Self.home(), inode: 5, machine: nil) == nil)
            #expect(StoreExamination.ofPlace(Self.home(machine: nil), inode: 5, machine: "x") == nil)
            #expect(StoreExamination.ofPlace(Self.home(), inode: 6, machine: "m") == .otherFile)
            #expect(StoreExamination.ofPlace(Self.home(inode: nil), inode: 6, machine: "m") == nil)
        }
    }

    @Test func aFolderThatIsRenamedIsStillHome() async throws {
        try await Fixture.withFolder { folder in
            let old = folder + "/old"
            try FileManager.default.createDirectory(
                atPath: old, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            do { try await Post.takeOver(old).begin().accept("first") }
            try FileManager.default.moveItem(atPath: old, toPath: folder + "/new")
            let post = try await Post.takeOver(folder + "/new")
            #expect(try await post.scene().claim().ordinal == 2)
            #expect(try post.scene().row("SELECT path FROM storeHome")?[0] == post.database.path)
        }
    }

    @Test func aHomeThatIsSoundHasNothingToAdopt() async throws {
        try await Fixture.withFolder { folder in
            do { try await Post.takeOver(folder).begin().accept("first") }
            let report = try await Post.adopt(folder)
            #expect(report == AdoptionReport())
            #expect(try await Post.takeOver(folder).scene().summary().state == .sending)
        }
    }

    /// Row 66: a store that was deleted is no fresh start while anything beside it shows its use.
    @Test(arguments: [".lock", ".ledger"]) func aStoreThatIsGoneIsNoFreshOne(_ witness: String) async throws {
        try await Fixture.withFolder { folder in
            do { try await Post.takeOver(folder).begin() }
            for name in ["", ".lock", ".ledger"] where name != witness {
                try Self.remove(folder + "/store.sqlite" + name)
            }
            let error = #expect(throws: StoreError.self) { _ = try JobDatabase.open(at: folder + "/store.sqlite") }
            #expect(error?.code == .corrupt)
            #expect(error?.message.contains("store.sqlite\(witness) shows that it was in use") == true)
            #expect(!FileManager.default.fileExists(atPath: folder + "/store.sqlite"))
            try Data().write(to: URL(fileURLWithPath: folder + "/store.sqlite"))
            #expect(await code { _ = try JobDatabase.open(at: folder + "/store.sqlite") } == .corrupt)
        }
    }

    private static func home(machine: String? = "m", inode: Int64? = 5) -> StoreHome {
        StoreHome(machine: machine, inode: inode, path: "/s", hasLedger: true, suspicion: nil)
    }

    private static func remove(_ path: String) throws {
        try FileManager.default.removeItem(atPath: path)
    }
}
