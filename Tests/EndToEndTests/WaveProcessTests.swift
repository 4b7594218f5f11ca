import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Waves and tests as people use them: the real program, with the sandbox's journal as witness.
struct WaveProcessTests {
    private static let now = #"{"waves":{"sizes":[10,"20%"],"wait":"0s"},"batch_size":10}"#
    private static let later = #"{"waves":{"sizes":[10,"20%"],"wait":"30m"},"batch_size":10}"#

    @Test func aRunGoesThroughItsWavesAndOneOfThemIsTakenBack() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(100)
            let path = try office.manifest(ids: ids, delivery: Self.now)
            let plan = try await office.json("plan", path).document
            #expect(plan["waves"]?.array == [10, 20, 70])
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document["waves"]?.array?.map { $0["state"] } == ["done", "done", "done"])
            let reached = await server.reached()
            #expect(reached.count == 100)
            for wave in [0..<10, 10..<30, 30..<100] where reached.count == 100 {
                #expect(reached[wave].sorted() == ids[wave].sorted(), "in the order of the manifest")
            }
            let recalled = try await office.larkcast.run(["recall", "hello@latest", "--wave", "2", "--yes", "--json"])
            #expect([0, 75].contains(recalled.status), "\(recalled.errors)")
            let batches = try await office.json("status", "hello@latest").document["batches"]?.array ?? []
            let wanted = batches.filter { $0["recall"] != .null }.compactMap { $0["ordinal"]?.integer }
            #expect(wanted == [2, 3])
            #expect(try await office.larkcast.run(["recall", "hello@latest", "--wave", "4", "--yes"]).status == 64)
        }
    }

    @Test func whatWaitsIsKilledAndGoesOnWithTheSameWave() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(100), delivery: Self.later)
            let running = try office.larkcast.start(["run", path, "--yes", "--json"])
            try await running.says("wave 2 leaves at")
            running.send(SIGKILL)
            _ = await running.end()
            #expect(await server.sendCount() == 1)
            let jobs = office.directory.path("none")
            try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: false)
            for _ in 0..<2 { #expect(try await office.larkcast.run(["tick", "--jobs", jobs]).status == 0) }
            #expect(await server.sendCount() == 1, "not before its time")
            let status = try await office.json("status", "hello@latest").document
            #expect(status["waves"]?.array?.map { $0["state"] } == ["done", "scheduled", "waiting"])
            #expect(status.people("pending") == 90 && status.addsUp)
        }
    }

    @Test func aTestGoesToThoseNamedAndTheCampaignToEverybody() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(30)
            let path = try office.manifest(ids: ids)
            let test = try await office.json("run", path, "--yes", "--test-to", ids[0], ids[1])
            #expect(test.result.status == 0, "\(test.result.errors)")
            #expect(test.document["test"] == true && test.document.people("targeted") == 2)
            #expect(await server.reached().sorted() == ids.prefix(2).sorted())
            #expect(try await office.json("run", path, "--yes", "--test-to", ids[0], ids[1]).result.status == 3)
            #expect(try await office.larkcast.run(["status", "hello@latest"]).status != 0, "there is no campaign yet")
            let campaign = try await office.json("run", path, "--yes")
            #expect(campaign.result.status == 0, "\(campaign.result.errors)")
            #expect(campaign.document["test"] == nil && campaign.document.people("accepted") == 30)
            #expect(try await office.json("status", "hello@test").document["run"] == test.document["run"])
            #expect(try await office.larkcast.run(["run", path, "--test-to", "ou_1", "--as", "x"]).status == 64)
            let none = try await office.larkcast.run(["run", path, "--yes", "--test-to", "someone@example.com"])
            #expect(none.status == 64 && none.errors.contains("is no id: a test goes to open_ids"))
            #expect(none.errors.contains("users.emails"), "it says where one's own id is found")
            let many = Array(repeating: "ou_1", count: 21)
            #expect(try await office.larkcast.run(["run", path, "--yes", "--test-to"] + many).status == 64)
        }
    }

    /// Both know what waits; the runs share a store, and the wave leaves once.
    @Test func whoeverWatchesAndATickSendTheNextWaveOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(100)
            let delivery = #"{"waves":{"sizes":[10,"20%"],"wait":"1s"},"batch_size":10}"#
            let path = try office.manifest(ids: ids, delivery: delivery)
            let running = try office.larkcast.start(["run", path, "--yes", "--json"])
            let jobs = office.directory.path("none")
            try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: false)
            try await running.says("wave 2 leaves at")
            for _ in 0..<6 { _ = try await office.larkcast.run(["tick", "--jobs", jobs]) }
            #expect(await running.end().status == 0)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }
}
