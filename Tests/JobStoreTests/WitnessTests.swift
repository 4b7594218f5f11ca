import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// A store's whole folder is put back: only what stands outside it can tell.
@Suite struct WitnessTests {
    /// Whoever comes back to an earlier state has missed one of these; each alone must be noticed.
    static let meanwhile: [(String, @Sendable (Places) async throws -> Void)] = [
        ("another tenure", { places in _ = try await Post.takeOver(places.store, witness: places.witness) }),
        (
            "a cancelled run",
            { places in
                try await places.open().cancelPending(
                    Fixture.runID(1), reason: "no", by: Fixture.ann, at: Fixture.moment())
            }
        ),
        (
            "a pause of everything",
            { places in
                _ = try await places.open().pauseAll(reason: "no", by: Fixture.ann, at: Fixture.moment())
            }
        ),
    ]

    /// Where a store is, and where its witness.
    struct Places: Sendable {
        let folder: String
        var store: String { folder + "/store" }
        var witness: String { folder + "/elsewhere/witness" }

        func open() throws -> JobDatabase {
            try JobDatabase.open(at: store + "/store.sqlite", witnessFolder: witness)
        }

        /// Keeps the folder as it is, file by file.
        func files() throws -> [String: Data] {
            let names = try FileManager.default.contentsOfDirectory(atPath: store)
            return try Dictionary(
                uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: URL(fileURLWithPath: "\(store)/\($0)"))) })
        }

        /// Puts a folder back as `cp backup/* folder/` does: into the files that are there, whose numbers stay.
        func putBack(_ files: [String: Data]) throws {
            for (name, bytes) in files {
                let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(store)/\(name)"))
                try handle.truncate(atOffset: 0)
                try handle.write(contentsOf: bytes)
                try handle.close()
            }
        }

        /// The one file in the witness's folder.
        func witnessFile() throws -> String {
            let names = try FileManager.default.contentsOfDirectory(atPath: witness)
            #expect(names.count == 1)
            return witness + "/" + (names.first ?? "none")
        }
    }

    private static func withPlaces(_ body: (Places) async throws -> Void) async throws {
        try await Fixture.withFolder { folder in
            let places = Places(folder: folder)
            try makeFolder(places.store)
            try await body(places)
        }
    }

    private static func makeFolder(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    @Test(arguments: meanwhile.indices) func anEarlierStateIsNoticed(_ index: Int) async throws {
        let (name, step) = Self.meanwhile[index]
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let earlier = try places.files()
            try await step(places)
            try places.putBack(earlier)
            try await Self.expectNoticed(places, name)
        }
    }

    /// Put back by its copy while a batch was connecting, which left after it: same tenure, same attempts, same audit.
    @Test func aBatchThatWasOnlyClaimedInTheCopyIsNoticed() async throws {
        try await Self.withPlaces { places in
            let earlier: [String: Data]
            do {
                let post = try await Post.takeOver(places.store, witness: places.witness)
                let scene = try await post.begin()
                let first = try await scene.claim()
                _ = try await scene.dispatch()
                earlier = try places.files()
                try post.database.markDispatching(first.ticket, at: Fixture.moment())
            }
            try places.putBack(earlier)
            try await Self.expectNoticed(places, "claimed")
            let report = try await Post.adopt(places.store, witness: places.witness)
            #expect(report.unnamedAttempts == 1)
            #expect(report.unwitnessed == [Fixture.runID(1)])
        }
    }

    private static func expectNoticed(_ places: Places, _ name: String) async throws {
        for _ in 0..<2 {
            // Not #expect(throws:), on which the optimiser of Swift 6.3.1 crashes in a build for the thread sanitizer.
            var error: StoreError?
            do { _ = try await Post.takeOver(places.store, witness: places.witness) } catch let refusal as StoreError {
                error = refusal
            }
            #expect(error?.code == .notAdopted, "\(name): \(error?.description ?? "")")
            #expect(error?.message.contains("an earlier state of it was put back") == true, "\(name)")
        }
        let runs = try await places.open().summaries()
        #expect(runs.map(\.state) == [.paused], "\(name)")
    }

    /// Adopted, it is the store: its witness begins anew, and what may have left is asked for.
    @Test func anAdoptedStoreIsAtHomeAgain() async throws {
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let earlier = try places.files()
            let known: Int64
            do {
                let post = try await Post.takeOver(places.store, witness: places.witness)
                try await post.scene().accept("second")
                try await post.scene().accept("third")
                known = post.epoch.rawValue
            }
            try places.putBack(earlier)
            let report = try await Post.adopt(places.store, witness: places.witness)
            #expect(report.found?.contains("earlier state") == true)
            #expect(report.unnamedAttempts == 2, "the ledger was put back, too, and names neither")
            #expect(report.unwitnessed == [Fixture.runID(1)])
            let post = try await Post.takeOver(places.store, witness: places.witness, at: 2000)
            #expect(post.epoch.rawValue > known, "a process that was left over from before is superseded")
            #expect(try await post.resume(Fixture.runID(1), at: Fixture.moment(2000)), "typed words are asked for")
            #expect(try await post.scene().claim(at: Fixture.moment(2000)).ordinal == 2)
        }
    }

    /// What nothing is missing from goes on by a plain word.
    @Test func aStoreThatOnlyGotAnotherNumberIsCertain() async throws {
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let path = places.store + "/store.sqlite"
            try Fixture.copy(path, places.folder + "/copy")
            try FileManager.default.moveItem(atPath: path, toPath: places.folder + "/original")
            try FileManager.default.moveItem(atPath: places.folder + "/copy", toPath: path)
            let report = try await Post.adopt(places.store, witness: places.witness)
            #expect(report.found?.contains("it is a copy") == true)
            #expect(report.unnamedAttempts == 0 && report.unwitnessed.isEmpty)
            let post = try await Post.takeOver(places.store, witness: places.witness, at: 2000)
            #expect(try await post.resume(Fixture.runID(1), at: Fixture.moment(2000)) == false)
        }
    }

    /// Carried along with its home folder: what the original has sent since stands nowhere here.
    @Test func onAnotherMachineNothingIsCertain() async throws {
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let elsewhere = RunnerIdentity(processID: 1, host: "mill", machineID: "machine-b")
            let report = try await Post.adopt(places.store, as: elsewhere, witness: places.witness)
            #expect(report.found?.contains("another machine") == true)
            #expect(report.unnamedAttempts == 0 && report.hasLedger)
            #expect(report.unwitnessed == [Fixture.runID(1)])
        }
    }

    /// Work in a store that was put back, before anybody sends from it, covers nothing up.
    @Test func decisionsInAnEarlierStateDoNotHideIt() async throws {
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let earlier = try places.files()
            try await places.open().cancelPending(
                Fixture.runID(1), reason: "no", by: Fixture.ann, at: Fixture.moment())
            try places.putBack(earlier)
            for _ in 0..<3 {
                let database = try places.open()
                _ = try await database.pauseAll(reason: "x", by: Fixture.ann, at: Fixture.moment())
                _ = try await database.resumeAll(by: Fixture.ann, at: Fixture.moment())
            }
            try await Self.expectNoticed(places, "decisions")
        }
    }

    /// A copy somebody tries things out on says nothing about the original.
    @Test func aCopyElsewhereDoesNotTroubleTheOriginal() async throws {
        try await Self.withPlaces { places in
            do {
                let post = try await Post.takeOver(places.store, witness: places.witness)
                try await post.begin().accept("first")
                _ = try await post.database.backup(
                    to: places.folder + "/copy.sqlite", by: Fixture.ann, at: Fixture.moment())
            }
            try Fixture.copy(places.store + "/store.sqlite", places.folder + "/twin.sqlite")
            for name in ["copy", "twin"] {
                for _ in 0..<3 {
                    let copy = try JobDatabase.open(
                        at: places.folder + "/\(name).sqlite", witnessFolder: places.witness)
                    _ = try await copy.pauseAll(reason: "x", by: Fixture.ann, at: Fixture.moment())
                    _ = try await copy.resumeAll(by: Fixture.ann, at: Fixture.moment())
                }
            }
            _ = try await Post.takeOver(places.store, witness: places.witness).scene().accept("second")
        }
    }

    @Test(arguments: ["gone", "empty", "a changed byte", "half", "another store's"])
    func aWitnessThatCannotBeReadProvesNothing(_ trouble: String) async throws {
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let path = try places.witnessFile()
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            switch trouble {
            case "empty": bytes = Data()
            case "half": bytes = bytes.prefix(bytes.count / 2)
            case "another store's":
                let other = StoreProgress(intents: 9, epoch: 9, audit: 0, digest: StoreProgress.noDigest)
                bytes = Data(WitnessLine.bytes(other, store: String(repeating: "b", count: 32)))
            default: bytes[60] ^= 1
            }
            try FileManager.default.removeItem(atPath: path)
            if trouble != "gone" {
                try bytes.write(to: URL(fileURLWithPath: path))
                try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            }
            let post = try await Post.takeOver(places.store, witness: places.witness)
            try await post.scene().accept("second")
            let known = try #require(post.database.outside?.read())
            #expect(known.intents == 2 && known.epoch == post.epoch.rawValue)
        }
    }

    /// A volume that is not mounted leaves an empty folder, and a store of which nothing there tells.
    @Test func aStoreWhoseVolumeIsNotMountedIsNoFreshOne() async throws {
        try await Self.withPlaces { places in
            do { try await Post.takeOver(places.store, witness: places.witness).begin().accept("first") }
            let path = try places.witnessFile()
            try FileManager.default.moveItem(atPath: places.store, toPath: places.folder + "/volume")
            try Self.makeFolder(places.store)
            for _ in 0..<2 {
                #expect(JobDatabase.isMissed(at: places.store + "/store.sqlite", witnessFolder: places.witness))
                let error = #expect(throws: StoreError.self) { _ = try places.open() }
                #expect(error?.code == .corrupt)
                #expect(error?.message.contains("\(path) remembers that batches were sent from it") == true)
                #expect(error?.hint.contains("mount its volume") == true && error?.hint.contains(path) == true)
                #expect(try FileManager.default.contentsOfDirectory(atPath: places.store).isEmpty)
                // An empty file is no store either.
                try Data().write(to: URL(fileURLWithPath: places.store + "/store.sqlite"))
                #expect(await code { _ = try places.open() } == .corrupt)
                try FileManager.default.removeItem(atPath: places.store + "/store.sqlite")
            }
            #expect(!JobDatabase.isMissed(at: places.folder + "/other.sqlite", witnessFolder: places.witness))
            // Another place is another store, and nothing is known there.
            _ = try JobDatabase.open(at: places.folder + "/other.sqlite", witnessFolder: places.witness)
            // Mounted again, it goes on.
            try FileManager.default.removeItem(atPath: places.store)
            try FileManager.default.moveItem(atPath: places.folder + "/volume", toPath: places.store)
            _ = try await Post.takeOver(places.store, witness: places.witness).scene().accept("second")
            // On purpose.
            try FileManager.default.removeItem(atPath: places.store)
            try Self.makeFolder(places.store)
            #expect(await code { _ = try places.open() } == .corrupt)
            try FileManager.default.removeItem(atPath: path)
            _ = try places.open()
        }
    }

    @Test(arguments: ["nothing left", "moved", "no line of its place", "a torn line", "a witness of before"])
    func onlyAStoreThatSentFromThereIsMissed(_ what: String) async throws {
        try await Self.withPlaces { places in
            do {
                let post = try await Post.takeOver(places.store, witness: places.witness)
                let scene = try await post.begin()
                if what != "nothing left" { try await scene.accept("first") }
            }
            let path = try places.witnessFile()
            if ["no line of its place", "a torn line", "a witness of before"].contains(what) {
                let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
                let length = WitnessLine.length(store: (path as NSString).lastPathComponent)
                try handle.truncate(atOffset: UInt64(length + (what == "a torn line" ? 40 : 0)))
                try handle.close()
            }
            if what == "a witness of before" { _ = try places.open() }
            try FileManager.default.moveItem(atPath: places.store, toPath: places.folder + "/volume")
            if what == "moved" {
                // Where it is used again, it is at home.
                _ = try JobDatabase.open(at: places.folder + "/volume/store.sqlite", witnessFolder: places.witness)
            }
            try Self.makeFolder(places.store)
            let refusal = await code { _ = try places.open() }
            #expect(refusal == (what == "a witness of before" ? .corrupt : nil), "\(what)")
        }
    }

    @Test func itIsThisUsersAloneAndNeverAheadOfTheStore() async throws {
        try await Self.withPlaces { places in
            let post = try await Post.takeOver(places.store, witness: places.witness)
            let scene = try await post.begin()
            for number in 1...3 {
                try await scene.accept("\(number)")
                let line = post.database.outside?.read()
                #expect(try await line == post.database.read { try StoreProgress.fetch($0) })
            }
            // What is taken back was never there.
            #expect(
                await code { try await post.database.begin(scene.run, by: Fixture.ann, at: Fixture.moment()) } != nil)
            #expect(try await post.database.outside?.read() == post.database.read { try StoreProgress.fetch($0) })
            let files = FileManager.default
            #expect(try files.attributesOfItem(atPath: places.witness)[.posixPermissions] as? Int == 0o700)
            #expect(try files.attributesOfItem(atPath: places.witnessFile())[.posixPermissions] as? Int == 0o600)
            // A reader needs none and makes none.
            _ = try JobDatabase.open(
                at: places.store + "/store.sqlite", access: .readOnly, witnessFolder: places.folder + "/unused")
            #expect(!files.fileExists(atPath: places.folder + "/unused"))
        }
    }

    /// One process sends, another one decides: neither makes the line forget what the other wrote.
    @Test func twoProcessesKeepOneLine() async throws {
        try await Self.withPlaces { places in
            let post = try await Post.takeOver(places.store, witness: places.witness)
            let scene = try await post.begin()
            let other = try places.open()
            try await scene.accept("first")
            _ = try await other.pauseAll(reason: "x", by: Fixture.ann, at: Fixture.moment())
            _ = try await other.resumeAll(by: Fixture.ann, at: Fixture.moment())
            try await scene.accept("second")
            #expect(try await other.outside?.read() == other.read { try StoreProgress.fetch($0) })
        }
    }

    /// A store without a witness works; whoever looks after it is told.
    @Test func aWitnessThatCannotBeMadeIsDoneWithout() async throws {
        try await Self.withPlaces { places in
            try Data().write(to: URL(fileURLWithPath: places.folder + "/elsewhere"))
            let post = try await Post.takeOver(places.store, witness: places.witness)
            try await post.begin().accept("first")
            let condition = try await post.database.condition(as: Post.home)
            #expect(condition.witnessTrouble?.contains("cannot be created") == true)
            #expect(!condition.isWitnessed && condition.suspicion == nil)
            try FileManager.default.removeItem(atPath: places.folder + "/elsewhere")
            let sound = try await places.open().condition(as: Post.home)
            let path = try places.witnessFile()
            #expect(sound.witnessTrouble == nil && sound.witnessPath == path)
        }
    }

    @Test func noChangedLinePassesForWhole() {
        let store = String(repeating: "a", count: 32)
        let small = StoreProgress(intents: 1, epoch: 2, audit: 3, digest: Fixture.hash(Data()))
        let large = StoreProgress(intents: .max, epoch: .max, audit: .max, digest: Fixture.hash(Data()))
        let line = WitnessLine.bytes(small, store: store)
        #expect(line.count == WitnessLine.bytes(large, store: store).count)
        #expect(WitnessLine.progress(line, store: store) == small)
        #expect(WitnessLine.progress(WitnessLine.bytes(large, store: store), store: store) == large)
        #expect(WitnessLine.progress(line, store: String(repeating: "b", count: 32)) == nil)
        for index in line.indices.dropLast() {
            var changed = line
            changed[index] ^= 1
            #expect(WitnessLine.progress(changed, store: store) == nil, "byte \(index)")
            #expect(WitnessLine.progress(Array(line[..<index]), store: store) == nil, "cut at \(index)")
        }
    }
}
