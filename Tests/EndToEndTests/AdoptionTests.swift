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

            let ids = Array(Office.ids(40)[10...])
            let late = try office.manifest(ids: ids, job: "late", delivery: #"{"batch_size":10}"#)
            #expect(try await office.json("run", late, "--yes").result.status == 0)
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
            let other = try office.manifest(ids: Office.ids(5), job: "other")
            #expect(try await office.json("run", other, "--yes").result.status == 0)
        }
    }

    /// A copy of the folder, as a cloned disk or a careless `cp -a` makes it, sends nothing although a run is unfinished.
    @Test func aCopiedFolderSendsNothing() async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.latencyMilliseconds = 100
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(4000)
            let running = try office.larkcast.start(["run", try office.manifest(ids: ids), "--yes"])
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
