import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// One campaign from the manifest to the recall, through the real binary and the strict sandbox.
struct CampaignTests {
    @Test func whenEveryIDIsInvalidNobodyWasReached() async throws {
        var configuration = SandboxConfiguration()
        configuration.speed = 0
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let run = try await office.json("run", try office.manifest(ids: Office.ids(5)), "--yes")
            #expect(run.result.status == 1)
            #expect(run.document.people("invalid") == 5 && run.document.people("accepted") == 0)
            #expect(run.document.addsUp)
        }
    }

    @Test func aCampaignIsPlannedSentFollowedReportedAndTakenBack() async throws {
        var configuration = SandboxConfiguration()
        configuration.speed = 0
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.map(\.openID)
            let path = try office.manifest(ids: people + people.prefix(3))

            let plan = try await office.json("plan", path)
            #expect(plan.result.status == 0)
            #expect(plan.document.people("targeted") == people.count + 3)
            #expect(plan.document.people("duplicate") == 3)
            #expect(plan.document["batches"]?.integer == (people.count + 199) / 200)
            #expect(await server.sendCount() == 0, "a plan sends nothing")

            let run = try await office.json("run", path, "--yes")
            #expect(run.document["state"] == "sent")
            #expect(run.document.addsUp)
            let invalid = try #require(run.document.people("invalid"))
            #expect(invalid > 0, "the company has people who left")
            #expect(run.result.status == 1, "some could not be reached")
            #expect(run.document["plan_sha256"] == plan.document["plan_sha256"])
            let reached = await server.reached()
            #expect(Set(reached).count == reached.count)
            #expect(reached.count == people.count - invalid)

            try await server.advance(seconds: 6 * 3600)
            let polled = try await office.json("poll", "hello@latest")
            let delivered = try #require(polled.document["progress"]?["delivered"]?.integer)
            #expect(delivered > 900 && delivered <= reached.count)
            #expect(try #require(polled.document["progress"]?["read"]?.integer) > 300)

            let csv = try await office.larkcast.run(["report", "hello@latest", "--format", "csv"])
            #expect(csv.output.components(separatedBy: "\r\n").count == 1 + 5 + 1)
            let table = try await office.larkcast.run(["status", "hello@latest"])
            #expect(table.output.contains("Delivered   ██"))

            let refused = try await office.larkcast.run(["recall", "hello@latest"])
            #expect(refused.status == 3, "without a terminal nobody can be asked")
            #expect(refused.errors.contains("--yes"))
            let taken = try await server.whileTimePasses { try await office.json("recall", "hello@latest", "--yes") }
            #expect(taken.document["recall"] == "recalled", "\(taken.document.text())")
            #expect(taken.result.status == 0)
            #expect(taken.document["progress"]?["recalled"]?.integer == delivered)
        }
    }

    @Test func theSameContentToTheSameAudienceNeedsTheOperatorsWord() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(10))
            let first = try await office.json("run", path, "--yes")
            #expect(first.result.status == 0)
            let again = try await office.json("run", path, "--yes")
            #expect(again.result.status == 3)
            #expect(again.document["error"]?["type"] == "repeats")
            #expect(await server.sendCount() == 1)
            let run = try #require(first.document["run"]?.string)
            let allowed = try await office.json("run", path, "--yes", "--allow-repeat", run)
            #expect(allowed.result.status == 0)
            #expect(await server.sendCount() == 2)
        }
    }

    @Test func oneOccurrenceRunsOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let first = try office.manifest(ids: Office.ids(3), text: "First text")
            #expect(try await office.json("run", first, "--yes", "--as", "autumn").result.status == 0)
            let other = try office.manifest(ids: Office.ids(4), text: "Another text")
            let second = try await office.json("run", other, "--yes", "--as", "autumn")
            #expect(second.result.status == 3)
            #expect(second.document["error"]?["type"] == "occurrence_taken")
            #expect(await server.sendCount() == 1)
        }
    }

    @Test(
        arguments: [
            (0, 65, 0), (1, 0, 1), (199, 0, 1), (200, 0, 1), (201, 0, 2), (400, 0, 2),
        ] as [(Int, Int32, Int)])
    func batchesHoldAtMostTwoHundred(_ count: Int, _ status: Int32, _ calls: Int) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let result = try await office.larkcast.run(["run", try office.manifest(ids: Office.ids(count)), "--yes"])
            #expect(result.status == status, "\(result.errors)")
            #expect(await server.sendCount() == calls)
            #expect(await server.reached().sorted() == Office.ids(count).sorted())
        }
    }

    @Test func aHeadCountMustBeTypedAndWithoutATerminalNothingIsSent() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let refused = try await office.json("run", try office.manifest(ids: Office.ids(600)))
            #expect(refused.result.status == 3)
            #expect(refused.document["error"]?["hint"]?.string?.contains("--yes") == true)
            #expect(await server.sendCount() == 0)
            #expect(try await office.json("list").document["runs"]?.array?.isEmpty == true)
        }
    }

    @Test(arguments: ["jobs"]) func everyExampleIsTakenByTheSandbox(_ folder: String) async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let jobs = root.appendingPathComponent(folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: jobs.path).filter { $0.hasSuffix(".json") }
        #expect(names.count >= 7)
        var configuration = SandboxConfiguration()
        configuration.speed = 0
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            for name in names.sorted() {
                let path = jobs.appendingPathComponent(name).path
                let run = try await office.json("run", path, "--yes", "--profile", "default")
                #expect(run.document["state"] == "sent", "\(name): \(run.document.text()) \(run.result.errors)")
                #expect(run.document.people("rejected") == 0)
                #expect(run.document.people("accepted") ?? 0 > 0, "\(name) reaches somebody in the invented company")
            }
        }
    }
}
