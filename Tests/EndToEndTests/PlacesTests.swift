import FeishuSandbox
import Foundation
import TestSupport
import Testing

/// Where files come to lie, and what must never be replaced: a store in the wrong place knows nothing of what was sent.
struct PlacesTests {
    private static let homeless = ["LARKCAST_DB": "", "HOME": ""]

    /// Two folders, one account: the second run must meet the store of the first, and not begin one of its own.
    @Test func aStoreIsNeverInTheWorkingDirectory() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let state = try TemporaryDirectory()
            var outputs: [Command.Result] = []
            for variables in [Self.homeless, Self.homeless.merging(["XDG_STATE_HOME": "state"]) { $1 }] {
                let office = try Office(
                    baseURL: server.baseURL,
                    environment: variables.merging(["XDG_CONFIG_HOME": state.url.path]) { $1 })
                outputs.append(try await office.larkcast.run(["list"]))
                let names = try FileManager.default.contentsOfDirectory(atPath: office.directory.url.path)
                    .filter { !$0.hasPrefix("output-") }
                #expect(names.isEmpty, "nothing was made where it was called: \(names)")
            }
            #expect(outputs.allSatisfy { [0, 74, 78].contains($0.status) })
        }
    }

    @Test func lookingMakesNoStore() async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        for command in ["list", "status"] {
            #expect(try await office.larkcast.run([command]).status == 0)
        }
        #expect(!FileManager.default.fileExists(atPath: office.directory.path("larkcast.sqlite")))
    }

    @Test func aReportReplacesNeitherStoreNorManifest() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(3))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            for name in ["larkcast.sqlite", "larkcast.sqlite.ledger", "larkcast.sqlite.lock", "hello.json"] {
                let file = office.directory.path(name)
                let before = FileManager.default.contents(atPath: file)
                let report = try await office.larkcast.run(["report", "hello@latest", "--output", file])
                #expect(report.status == 64, "\(name): \(report.errors)")
                #expect(FileManager.default.contents(atPath: file) == before)
            }
            let report = office.directory.path("report.csv")
            for _ in 0..<2 {
                let again = try await office.larkcast.run(
                    ["report", "hello@latest", "--format", "csv", "--output", report])
                #expect(again.status == 0, "yesterday's report may be replaced: \(again.errors)")
            }
        }
    }

    /// A kill in the middle of a commit leaves a journal that only a writer can roll back; looking has to work all the same.
    @Test func lookingWorksBesideAHotJournal() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(6), delivery: #"{"batch_size":2,"in_flight":1}"#)
            let killed = try await office.larkcast.run(
                after: "export LARKCAST_CRASH=P10:2:kill", ["run", path, "--yes", "--quiet"])
            #expect(killed.wasKilled)
            let journal = office.directory.path("larkcast.sqlite-journal")
            #expect(FileManager.default.fileExists(atPath: journal), "the commit was under way")
            #expect(try await office.larkcast.run(["status", "hello@latest"]).status != 74)
            #expect(try await office.larkcast.run(["list"]).status == 0)
        }
    }

    @Test func anotherOccurrenceIsNotTakenForTheUnfinishedOne() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(4), delivery: #"{"batch_size":2,"in_flight":1}"#)
            let killed = try await office.larkcast.run(
                after: "export LARKCAST_CRASH=P1:2:kill", ["run", path, "--yes", "--as", "first"])
            #expect(killed.wasKilled)
            let second = try await office.larkcast.run(["run", path, "--yes", "--as", "second"])
            #expect(second.status == 3 && second.errors.contains("first"), "\(second.errors)")
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0, "without a name it goes on")
        }
    }
}
