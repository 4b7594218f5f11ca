import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// A store that cannot do its work ends in 74 with advice, and nothing is sent.
struct StoreTests {
    @Test(arguments: ["directory", "text", "other database folder mode", "zero length beside a used lock"])
    func aStoreThatCannotWorkEndsIn74(_ trouble: String) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let files = FileManager.default
            let path = office.directory.path("larkcast.sqlite")
            switch trouble {
            case "directory": try files.createDirectory(atPath: path, withIntermediateDirectories: false)
            case "text": try Data(repeating: 0x41, count: 5000).write(to: URL(fileURLWithPath: path))
            case "other database folder mode":
                try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: office.directory.url.path)
            default:
                try Data().write(to: URL(fileURLWithPath: path))
                try Data("123 host\n".utf8).write(to: URL(fileURLWithPath: path + ".lock"))
            }
            let run = try await office.json("run", try office.manifest(ids: Office.ids(5)), "--yes")
            #expect(run.result.status == 74, "\(run.result.output)")
            #expect(run.document["error"]?["hint"]?.string?.isEmpty == false)
            #expect(await server.sendCount() == 0)
        }
    }

    /// A volume that is not mounted leaves an empty folder at the store's place: nobody gets everything twice for that.
    @Test func aStoreWhoseVolumeIsNotMountedIsNoFreshOne() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let (volume, away) = (office.directory.path("volume"), office.directory.path("away"))
            let store = volume + "/larkcast.sqlite"
            let path = try office.manifest(ids: Office.ids(10))
            #expect(try await office.json("run", path, "--yes", "--db", store).result.status == 0)
            try FileManager.default.moveItem(atPath: volume, toPath: away)
            try FileManager.default.createDirectory(
                atPath: volume, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let gone = try await office.json("run", path, "--yes", "--db", store)
            #expect(gone.result.status == 74, "\(gone.document)")
            let error = gone.document["error"]
            #expect(error?["message"]?.string?.contains("remembers that batches were sent from it") == true)
            #expect(error?["hint"]?.string?.contains("mount its volume") == true)
            #expect(await server.reached().count == 10, "nobody twice")
            for look in [["status"], ["doctor", "--offline"], ["list"]] {
                let look = try await office.larkcast.run(look + ["--db", store])
                #expect(look.status == 74, "\(look.output)")
                #expect((look.output + look.errors).contains("remembers that batches were sent from it"))
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: volume).isEmpty, "nothing is made there")
            let chinese = try await office.larkcast.run(["run", path, "--yes", "--db", store, "--lang", "zh"])
            #expect(chinese.errors.contains("请挂载其所在的卷"), "\(chinese.errors)")
            try FileManager.default.removeItem(atPath: volume)
            try FileManager.default.moveItem(atPath: away, toPath: volume)
            let back = try await office.json("run", path, "--yes", "--db", store)
            #expect(back.result.status == 3 && back.document["error"]?["type"] == "repeats")
            #expect(await server.reached().count == 10)
        }
    }

    @Test func theStoreIsPrivateAndHoldsNoSecret() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let run = try await office.json("run", try office.manifest(ids: Office.ids(5)), "--yes", "--verbose")
            #expect(run.result.status == 0)
            let path = office.directory.path("larkcast.sqlite")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
            #expect(mode?.intValue == 0o600)
            let files = FileManager.default
            for name in try files.subpathsOfDirectory(atPath: office.directory.url.path)
            where try files.attributesOfItem(atPath: office.directory.path(name))[.type] as? FileAttributeType
                == .typeRegular
            {
                let data = try Data(contentsOf: office.directory.url.appendingPathComponent(name))
                #expect(data.range(of: Data(Office.secret.utf8)) == nil, "the secret is in \(name)")
                #expect(data.range(of: Data("Bearer ".utf8)) == nil, "a token is in \(name)")
                #expect(data.range(of: Data("t-sandbox".utf8)) == nil, "a token is in \(name)")
            }
        }
    }

    @Test func lookingNeedsNeitherFeishuNorCredentials() async throws {
        let office = try Office(
            baseURL: "http://127.0.0.1:9", environment: ["LARKCAST_APP_ID": "", "LARKCAST_APP_SECRET": ""])
        #expect(try await office.json("list").result.status == 0)
        #expect(try await office.json("status").document["runs"]?.array?.isEmpty == true)
        let missing = try await office.json("status", "nothing@latest")
        #expect(missing.result.status == 64)
        #expect(missing.document["error"]?["type"] == "not_found")
    }

    @Test func aReportThatCannotBeWrittenIsNotTakenForWhole() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            #expect(try await office.json("run", try office.manifest(ids: Office.ids(5)), "--yes").result.status == 0)
            let nowhere = office.directory.path("no/such/folder/report.txt")
            let lost = try await office.larkcast.run(["report", "hello@latest", "--output", nowhere])
            #expect(lost.status == 74)
            #expect(!lost.errors.contains("Error Domain"))
            let contradiction = try await office.larkcast.run(["report", "hello@latest", "--format", "csv", "--json"])
            #expect(contradiction.status == 64)
            let again = try await office.json("resume", "hello@latest")
            #expect(again.result.status == 0, "a run that is sent has nothing left to resume")
            #expect(await server.sendCount() == 1)
        }
    }

    @Test func usageErrorsAre64AlsoAsJSON() async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        #expect(try await office.larkcast.run(["frobnicate"]).status == 64)
        #expect(try await office.larkcast.run(["run"]).status == 64)
        let json = try await office.json("run", "--no-such-flag")
        #expect(json.result.status == 64)
        #expect(json.document["error"]?["type"] == "usage")
        #expect(try await office.larkcast.run(["--help"]).status == 0)
        #expect(try await office.larkcast.run(["--version"]).output.hasPrefix("0."))
    }

    @Test func initWritesFilesThatWork() async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        let first = try await office.json("init", "campaigns")
        #expect(first.document["written"]?.array?.count == 4)
        let again = try await office.json("init", "campaigns")
        #expect(again.document["kept"]?.array?.count == 4, "nothing is overwritten")
        #expect(try await office.larkcast.run(["validate", "campaigns/jobs"]).status == 0)
        let config = office.directory.path("campaigns/config.yaml")
        let mode = try FileManager.default.attributesOfItem(atPath: config)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        #expect(try await office.larkcast.run(["doctor", "--offline", "--config", config]).status == 0)
    }

    @Test(arguments: ["job", "store", "report"]) func schemasArePrinted(_ name: String) async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        let result = try await office.larkcast.run(["schema", name])
        #expect(result.status == 0)
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("schema")
        let file = name == "store" ? "store.sql" : "\(name).schema.json"
        #expect(result.output == (try String(contentsOf: root.appendingPathComponent(file), encoding: .utf8)))
    }
}
