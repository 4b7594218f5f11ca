import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// One list exported twice, with another kind of id each time: nobody gets the message twice without a word.
struct OtherIDsProcessTests {
    private static func list(
        _ office: Office, job: String, _ column: String, _ ids: [String], rest: String = ""
    ) throws -> String {
        try Data(([column] + ids).joined(separator: "\n").utf8)
            .write(to: URL(fileURLWithPath: office.directory.path("\(job).csv")))
        return try office.manifest(
            #"{"job":"\#(job)","audience":{"files":["\#(job).csv"]},"message":{"text":"The canteen opens at eleven."}\#(rest)}"#,
            name: "\(job).json")
    }

    @Test func theSamePeopleUnderOtherIDsAreRefused() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }.prefix(20)
            let first = try Self.list(office, job: "first", "user_id", people.map(\.userID))
            #expect(try await office.json("run", first, "--yes").result.status == 0)
            let again = try Self.list(office, job: "again", "open_id", people.map(\.openID))
            let plan = try await office.larkcast.run(["plan", again])
            #expect(plan.status == 0 && plan.errors.contains("20 people within seven days"), "\(plan.errors)")
            let refused = try await office.json("run", again, "--yes")
            #expect(refused.result.status == 3 && refused.document["error"]?["type"] == "repeats")
            #expect(await server.reached().isEmpty, "by open ids")
            let run = try #require(try await office.json("status", "first@latest").document["run"]?.string)
            #expect(try await office.json("run", again, "--yes", "--allow-repeat", run).result.status == 0)
            #expect(await server.reached().count == 20)
        }
    }

    /// One person more makes another audience, and would let everybody else have the message twice.
    @Test func oneMoreDoesNotMakeItANewAudience() async throws {
        var configuration = SandboxConfiguration.forContacts
        configuration.people = 100
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }.map(\.openID)
            let first = try Self.list(office, job: "first", "open_id", Array(people.prefix(60)))
            #expect(try await office.json("run", first, "--yes").result.status == 0)
            let longer = try Self.list(office, job: "longer", "open_id", Array(people.prefix(61)))
            let plan = try await office.larkcast.run(["plan", longer])
            #expect(plan.errors.contains("run will refuse this: 60 of the 61 people"), "\(plan.errors)")
            let refused = try await office.json("run", longer, "--yes")
            #expect(refused.result.status == 3 && refused.document["error"]?["type"] == "repeats")
            let chinese = try await office.larkcast.run(["run", longer, "--yes", "--lang", "zh"])
            #expect(chinese.errors.contains("61 人中有 60 人可能在七天内已收到同一消息"), "\(chinese.errors)")
            #expect(await server.reached().count == 60)

            _ = try Self.list(office, job: "longer", "open_id", Array(people.prefix(61)), rest: Office.dueOnce)
            try FileManager.default.removeItem(atPath: office.directory.path("first.json"))
            _ = try await office.larkcast.run(["tick", "--jobs", "."])
            #expect(try await office.json("status", "longer@latest").document["state"] == "awaiting_approval")
            #expect(try await office.json("cancel", "longer@latest", "--yes").result.status == 0)

            let run = try #require(try await office.json("status", "first@latest").document["run"]?.string)
            #expect(try await office.json("run", longer, "--yes", "--allow-repeat", run).result.status == 0)
            #expect(await server.reached().count == 121)
        }
    }

    @Test func aTickTellsOfSomeAndLetsAllGoBy() async throws {
        try await SandboxServer.withServer(.forContacts) { server in
            let office = try Office(baseURL: server.baseURL)
            let people = server.company.people.filter { !$0.isResigned && !$0.isFrozen }
            let first = try Self.list(office, job: "first", "union_id", people.prefix(20).map(\.unionID))
            #expect(try await office.json("run", first, "--yes").result.status == 0)
            try FileManager.default.removeItem(atPath: office.directory.path("first.json"))
            _ = try Self.list(office, job: "all", "open_id", people.prefix(20).map(\.openID), rest: Office.dueOnce)
            _ = try Self.list(office, job: "some", "open_id", people[18..<30].map(\.openID), rest: Office.dueOnce)
            let tick = try await office.larkcast.run(["tick", "--jobs", "."])
            #expect(tick.errors.contains("2 of these people may have got the same message"), "\(tick.errors)")
            #expect(try await office.json("status", "some@latest").document["state"] == "sent")
            #expect(try await office.json("status", "all@latest").document["state"] == "skipped")
            #expect(await server.reached().count == 12)
            #expect(try await office.larkcast.run(["audit"]).output.contains("2 of these people"))
        }
    }
}
