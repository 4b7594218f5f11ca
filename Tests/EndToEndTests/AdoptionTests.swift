import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Backups, copies and full disks, with the real program.
struct AdoptionTests {
    @Test func aRestoredBackupSendsNothingTwice() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let (store, copy) = (office.directory.path("larkcast.sqlite"), office.directory.path("copy.sqlite"))
            let early = try office.manifest(ids: Office.ids(3), job: "early")
            #expect(try await office.json("run", early, "--yes").result.status == 0)
            let backup = try await office.json("backup", copy)
            #expect(backup.result.status == 0)
            #expect(backup.document["counts"]?["runs"] == 1)
            #expect(backup.document["checked"] == true)
            #expect(try await office.json("backup", copy).result.status == 74, "nothing is replaced")
            let reserved = try await office.json("backup", copy + ".ledger")
            #expect(reserved.result.status == 74, "the ledger of the copy would be no ledger")
            #expect(reserved.document["error"]?["hint"]?.string?.contains("another ending") == true)

            let ids = Array(Office.ids(40)[10...])
            let late = try office.manifest(ids: ids, job: "late", delivery: #"{"batch_size":10}"#)
            let sent = try await office.json("run", late, "--yes")
            #expect(sent.result.status == 0)
            let lost = try #require(sent.document["run"]?.string)
            try FileManager.default.removeItem(atPath: store)
            try FileManager.default.copyItem(atPath: copy, toPath: store)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: store)

            let before = await server.sendCount()
            let refused = try await office.json("run", late, "--yes")
            #expect(refused.result.status == 3)
            #expect(refused.document["error"]?["type"] == "not_adopted")
            #expect(refused.document["error"]?["hint"]?.string?.contains("larkcast adopt") == true)
            #expect(try await office.json("status").result.status == 0, "looking goes on")
            let look = try await office.json("adopt")
            #expect(look.result.status == 3)
            #expect(look.document["adopted"] == false)
            #expect(look.document["unknown"]?.array?.count == 3)
            let adopted = try await office.json("adopt", "--i-stopped-the-other-one")
            #expect(adopted.result.status == 0)
            #expect(adopted.document["adopted"] == true)
            #expect(adopted.document["unknown"]?.array?.count == 3, "the run after the backup is lost, and named")
            #expect(await server.sendCount() == before)
            let again = try await office.larkcast.run(["adopt"])
            #expect(again.status == 0 && again.output.contains("nothing to adopt"))
            // Its own manifest, and another one with some of the same batches, would send it again.
            let same = try office.manifest(ids: ids, job: "renamed", delivery: #"{"batch_size":10}"#)
            for path in [late, same] {
                let repeated = try await office.json("run", path, "--yes")
                #expect(repeated.result.status == 3)
                #expect(repeated.document["error"]?["type"] == "repeats")
                #expect(repeated.document["error"]?["message"]?.string?.contains(lost) == true)
                #expect(repeated.document["error"]?["hint"]?.string?.contains("--allow-repeat \(lost)") == true)
            }
            #expect(await server.sendCount() == before)
            #expect(try await office.json("run", late, "--yes", "--allow-repeat", lost).result.status == 0)
            #expect(await server.sendCount() == before + 3, "on purpose it goes out")
            let other = try office.manifest(ids: Office.ids(5), job: "other")
            #expect(try await office.json("run", other, "--yes").result.status == 0)
        }
    }

    /// A copy of the folder, as a cloned disk or a careless `cp -a` makes it, sends nothing although a run is unfinished.
    @Test func aCopiedFolderSendsNothing() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(4000), delivery: #"{"in_flight":1}"#)
            // One by one, so that nothing is on its way any more once the third is there.
            await server.addFault(on: .batchSend, nth: 3, .held)
            let running = try office.larkcast.start(["run", path, "--yes"])
            try await server.waitForSends(3, orTheEndOf: running)
            running.send(SIGKILL)
            _ = await running.end()
            let twin = office.directory.path("twin")
            try FileManager.default.createDirectory(
                atPath: twin, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            for name in ["", ".lock", ".ledger"] {
                let path = office.directory.path("larkcast.sqlite\(name)")
                try FileManager.default.copyItem(atPath: path, toPath: "\(twin)/larkcast.sqlite\(name)")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: "\(twin)/larkcast.sqlite\(name)")
            }
            let journal = office.directory.path("larkcast.sqlite-journal")
            if FileManager.default.fileExists(atPath: journal) {
                try FileManager.default.copyItem(atPath: journal, toPath: "\(twin)/larkcast.sqlite-journal")
            }
            let before = await server.sendCount()
            let copied = try await office.json("resume", "hello@latest", "--db", "\(twin)/larkcast.sqlite")
            #expect(copied.result.status == 3)
            #expect(copied.document["error"]?["type"] == "not_adopted")
            #expect(await server.sendCount() == before)
            let status = try await office.json("status", "hello@latest", "--db", "\(twin)/larkcast.sqlite")
            #expect(status.document["state"] == "paused")
            // The original is not in the least impressed; what its death left in doubt it tells first, once.
            _ = try await office.json("resume", "hello@latest")
            let original = try await office.json("resume", "hello@latest")
            #expect([0, 3].contains(original.result.status))
            #expect(original.document.people("pending") == 0)
        }
    }

    /// How a folder is put back.
    enum PuttingBack: String, CaseIterable, Sendable {
        /// `rm -rf folder; cp -a folder.bak folder`
        case anew
        /// `cp folder.bak/* folder/`: the files keep their numbers.
        case intoPlace
    }

    /// The whole folder is put back in its place, lock and ledger included; then the same run, or the same manifest.
    @Test(arguments: PuttingBack.allCases) func aFolderThatWasPutBackSendsNothing(_ how: PuttingBack) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let home = try Self.movedStore(of: office)
            let early = try office.manifest(ids: Office.ids(3), job: "early")
            #expect(try await home.json("run", early, "--yes").result.status == 0)
            try home.copyFolder()
            let ids = Array(Office.ids(40)[10...])
            let late = try office.manifest(ids: ids, job: "late", delivery: #"{"batch_size":10}"#)
            #expect(try await home.json("run", late, "--yes").result.status == 0)
            let before = await server.sendCount()
            try home.putBack(how)
            for _ in 0..<2 {
                let refused = try await home.json("run", late, "--yes")
                #expect(refused.result.status == 3)
                #expect(refused.document["error"]?["type"] == "not_adopted")
            }
            let doctor = try await home.json("doctor", "--offline")
            let checks = doctor.document["checks"]?.array ?? []
            #expect(checks.contains { $0["name"] == "identity" && $0["ok"] == false })
            #expect(checks.contains { $0["name"] == "witness" && $0["ok"] == true })
            let adopted = try await home.json("adopt", "--i-stopped-the-other-one")
            #expect(adopted.result.status == 0)
            #expect(adopted.document["unnamed_attempts"] == 3, "the ledger was put back as well")
            #expect(await server.sendCount() == before)
        }
    }

    /// A run is stopped, the folder copied, the run cancelled or finished, and the folder put back.
    @Test(arguments: ["cancel", "resume"]) func aRunThatWasStoppedBeforeTheCopyIsNotTakenUp(_ step: String) async throws
    {
        try await SandboxServer.withServer(.forClients) { server in
            await server.addFault(on: .batchSend, nth: 3, count: nil, .held)
            let office = try Office(baseURL: server.baseURL)
            let home = try Self.movedStore(of: office)
            let ids = Office.ids(400)
            let path = try office.manifest(ids: ids, delivery: #"{"batch_size":10,"in_flight":2}"#)
            let running = try office.larkcast.start(["run", path, "--yes", "--db", home.database])
            try await server.waitForSends(3, orTheEndOf: running)
            running.send(SIGTERM)
            try await running.says("stopping")
            await server.removeFaults()
            _ = await running.end()
            try home.copyFolder()
            if step == "cancel" {
                #expect(try await home.json("cancel", "hello@latest", "--yes").result.status == 0)
            } else {
                #expect(try await home.json("resume", "hello@latest").result.status == 0)
            }
            let before = await server.sendCount()
            try home.putBack(.intoPlace)
            let refused = try await home.json("run", path, "--yes")
            #expect(refused.result.status == 3)
            #expect(refused.document["error"]?["type"] == "not_adopted")
            #expect(await server.sendCount() == before)
            let adopted = try await home.json("adopt", "--i-stopped-the-other-one")
            #expect(adopted.result.status == 0)
            guard step == "resume" else { return }
            // What was sent after the copy is pending in it, and nothing names it.
            #expect(adopted.document["unwitnessed"]?.array?.count == 1)
            try await Self.expectTypedWords(home, server, before)
        }
    }

    /// The backup of a run under way, put back without its ledger: what is pending in it has gone out since.
    @Test func aRunWithoutItsLedgerWantsTypedWords() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            await server.addFault(on: .batchSend, nth: 3, count: nil, .held)
            let office = try Office(baseURL: server.baseURL)
            let home = try Self.movedStore(of: office)
            let path = try office.manifest(ids: Office.ids(400), delivery: #"{"batch_size":10,"in_flight":2}"#)
            let running = try office.larkcast.start(["run", path, "--yes", "--db", home.database])
            try await server.waitForSends(3, orTheEndOf: running)
            let copy = office.directory.path("copy.sqlite")
            #expect(try await home.json("backup", copy).result.status == 0)
            await server.removeFaults()
            #expect(await running.end().status == 0)
            try FileManager.default.removeItem(atPath: home.database)
            try FileManager.default.removeItem(atPath: home.database + ".ledger")
            try FileManager.default.copyItem(atPath: copy, toPath: home.database)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.database)
            let before = await server.sendCount()
            #expect(try await home.json("adopt", "--i-stopped-the-other-one").result.status == 0)
            try await Self.expectTypedWords(home, server, before)
        }
    }

    private static func expectTypedWords(_ home: MovedStore, _ server: SandboxServer, _ before: Int) async throws {
        let status = try await home.json("status", "hello@latest")
        let run = try #require(status.document["run"]?.string)
        let pending = try #require(status.document.people("pending"))
        let words = "RESEND \(run) TO \(pending) PEOPLE"
        for arguments in [[], ["--yes"], ["--confirm", "RESEND \(run) TO 1 PEOPLE"]] {
            let refused = try await home.json(["resume", run] + arguments)
            #expect(refused.result.status == 3)
            #expect(refused.document["error"]?["type"] == "confirmation")
            #expect(refused.document["error"]?["hint"]?.string?.contains(words) == true)
        }
        #expect(await server.sendCount() == before)
        let resent = try await home.json("resume", run, "--confirm", words)
        #expect([0, 3].contains(resent.result.status), "a doubt of the copy may be left")
        #expect(await server.sendCount() > before, "somebody typed it")
    }

    /// A store in a folder of its own, so that its witness is outside of it.
    struct MovedStore {
        let office: Office
        let folder: String
        var database: String { folder + "/larkcast.sqlite" }

        func json(_ arguments: String...) async throws -> (result: Command.Result, document: JSONValue) {
            try await json(arguments)
        }

        func json(_ arguments: [String]) async throws -> (result: Command.Result, document: JSONValue) {
            try await office.json(arguments + ["--db", database])
        }

        func copyFolder() throws {
            try FileManager.default.copyItem(atPath: folder, toPath: folder + ".bak")
        }

        func putBack(_ how: PuttingBack) throws {
            switch how {
            case .anew:
                try FileManager.default.removeItem(atPath: folder)
                try FileManager.default.copyItem(atPath: folder + ".bak", toPath: folder)
            case .intoPlace:
                for name in try FileManager.default.contentsOfDirectory(atPath: folder + ".bak") {
                    let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder).bak/\(name)"))
                    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder)/\(name)"))
                    try handle.truncate(atOffset: 0)
                    try handle.write(contentsOf: bytes)
                    try handle.close()
                }
            }
        }
    }

    private static func movedStore(of office: Office) throws -> MovedStore {
        let folder = office.directory.path("store")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return MovedStore(office: office, folder: folder)
    }

    /// Row 63 with the real program: the files may not grow beyond a size, wherever in a send that strikes.
    @Test(arguments: [4, 12, 20, 28]) func aFullDiskLosesNothingAndDoublesNothing(_ pages: Int) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let small = try office.manifest(ids: Office.ids(1), job: "small")
            #expect(try await office.json("run", small, "--yes").result.status == 0)
            let ids = Array(Office.ids(150)[10...])
            let path = try office.manifest(ids: ids, job: "large", delivery: #"{"batch_size":1}"#)
            let store = office.directory.path("larkcast.sqlite")
            let size = try FileManager.default.attributesOfItem(atPath: store)[.size] as? Int ?? 0
            // dash counts in blocks of 512 bytes.
            let limit = (size + pages * 4096) / 512
            let full = try await office.larkcast.start(["run", path, "--yes", "--json"], after: "ulimit -f \(limit)")
                .end()
            #expect(full.status == 74, "\(full.output) \(full.errors)")
            let last = try await office.json("run", path, "--yes")
            #expect(last.result.status == 0, "\(last.result.output)")
            #expect(last.document.people("in_doubt") == 0)
            #expect(last.document.people("accepted") == ids.count)
            #expect(await server.reached().filter { ids.contains($0) }.sorted() == ids.sorted())
        }
    }
}
