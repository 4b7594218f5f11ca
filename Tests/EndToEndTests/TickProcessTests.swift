import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// `tick` as cron calls it: the real program, several at once, with a folder that people edit.
struct TickProcessTests {
    private static func manifest(_ job: String, _ rest: String, ids: [String]) -> String {
        let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
        let text = "News of \(job)"
        return #"{"job":"\#(job)","audience":{"users":{"open_ids":[\#(list)]}},"message":{"text":"\#(text)"}\#(rest)}"#
    }

    /// Fires at every minute: whatever the clock shows, one occurrence is due and within its deadline.
    private static let everyMinute =
        #","schedule":{"cron":"* * * * *","timezone":"UTC","allow_frequent":true,"starting_deadline":"10m"}"#

    private static func office(_ server: SandboxServer, _ files: [String: String]) throws -> Office {
        let office = try Office(baseURL: server.baseURL)
        try FileManager.default.createDirectory(
            atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
        for (name, text) in files { _ = try office.manifest(text, name: "jobs/\(name)") }
        return office
    }

    @Test func severalAtOnceStartWhatIsDueOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let past = #","schedule":{"at":"2026-01-05T09:00","timezone":"Asia/Shanghai"}"#
            let office = try Self.office(
                server,
                [
                    "due.json": Self.manifest("due", Self.everyMinute, ids: Office.ids(3)),
                    "past.json": Self.manifest("past", past, ids: Office.ids(3)),
                    "broken.json": #"{"job":"broken",}"#,
                ])
            let results = try await withThrowingTaskGroup(of: Command.Result.self) { group in
                for _ in 0..<6 { group.addTask { try await office.larkcast.run(["tick", "--jobs", "jobs"]) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(results.allSatisfy { [0, 65].contains($0.status) }, "\(results.map(\.errors))")
            let runs = try await office.json("list").document["runs"]?.array ?? []
            // On a slow machine a minute may come to its end while the one before it is still being sent.
            let due = runs.filter { $0["job"] == "due" && $0["state"] != "missed" && $0["state"] != "skipped" }
            let occurrences = Set(due.compactMap { $0["occurrence"]?.string })
            #expect(occurrences.count == due.count && !due.isEmpty, "each occurrence has one run")
            #expect(await server.sendCount() == due.count)
            #expect(runs.contains { $0["job"] == "past" && $0["state"] == "missed" })
        }
    }

    /// Cron mails whatever is written.
    @Test func quietSaysNothingThatNobodyHasToKnow() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(
                server,
                [
                    "due.json": Self.manifest("due", Office.dueOnce, ids: Office.ids(3)),
                    "later.json": Self.manifest("later", "", ids: Office.ids(3)),
                    ".#due.json": "an editor's lock",
                ])
            func tick() async throws -> Command.Result {
                try await office.larkcast.run(["tick", "--jobs", "jobs", "--quiet"])
            }
            let first = try await tick()
            #expect(first.status == 0 && first.output.isEmpty && first.errors.isEmpty, "\(first)")
            #expect(await server.sendCount() == 1)

            let due = office.directory.path("jobs/due.json")
            try FileManager.default.removeItem(atPath: due)
            let gone = try await tick()
            #expect(gone.status == 0 && gone.output.isEmpty, "\(gone)")
            #expect(gone.errors == "due: its manifest is gone; it is no longer scheduled\n")

            try FileManager.default.removeItem(atPath: office.directory.path("jobs/later.json"))
            let empty = try await tick()
            #expect(empty.status == 65, "\(empty)")
            #expect(empty.errors.contains("the folder has no manifest any more, and 1 job is known"))

            _ = try office.manifest(#"{"name":"x","years":[2025]}"#, name: "jobs/x.calendar")
            let calendar = Self.everyMinute.replacing(
                #""timezone""#, with: #""calendar":{"file":"x.calendar","on_holiday":"after"},"timezone""#)
            _ = try office.manifest(Self.manifest("ended", calendar, ids: Office.ids(3)), name: "jobs/ended.json")
            let ended = try await tick()
            #expect(ended.status == 65, "\(ended)")
            #expect(ended.errors.contains("does not fire: the calendar says nothing about 20"))
            #expect(ended.errors.contains("(x.calendar)"))
            #expect(ended.output.contains("tick: started 0"))
        }
    }

    @Test func twoFilesOfOneJobStartNeither() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let text = Self.manifest("twin", Self.everyMinute, ids: Office.ids(3))
            let office = try Self.office(server, ["a.json": text, "b.json": text])
            let tick = try await office.json("tick", "--jobs", "jobs")
            #expect(tick.result.status == 65)
            #expect(tick.document["problems"]?.array?.count == 2)
            #expect(await server.sendCount() == 0)
        }
    }

    @Test func anApprovalIsAnothersAndForOnePlan() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let rest = #","approval":{"required":true}"#
            let office = try Self.office(server, ["a.json": Self.manifest("a", rest, ids: Office.ids(3))])
            let run = try await office.json("run", "jobs/a.json", "--yes")
            #expect(run.result.status == 3 && run.document["state"] == "awaiting_approval")
            let again = try await office.json("run", "jobs/a.json", "--yes")
            #expect(
                again.result.status == 3 && again.document["error"]?["type"] == "awaiting_approval", "still waiting")
            _ = try office.manifest(Self.manifest("a", rest, ids: Office.ids(4)), name: "jobs/a.json")
            let edited = try await office.json("run", "jobs/a.json", "--yes")
            #expect(edited.result.status == 3 && edited.document["error"]?["type"] == "manifest_changed")
            _ = try office.manifest(Self.manifest("a", rest, ids: Office.ids(3)), name: "jobs/a.json")
            #expect(try await office.larkcast.run(["approve", "a@latest", "--yes"]).status == 3, "one's own run")
            let other = try await office.larkcast.run(
                ["approve", "a@latest", "--as", "Li Na", "--plan", "0000", "--yes"])
            #expect(other.status == 3)
            #expect(await server.sendCount() == 0)
            #expect(try await office.larkcast.run(["approve", "a@latest", "--as", "Li Na", "--yes"]).status == 0)
            #expect(try await office.larkcast.run(["tick", "--jobs", "jobs"]).status == 0)
            #expect(await server.sendCount() == 1)
            let audit = try await office.json("audit").document["entries"]?.array ?? []
            #expect(audit.contains { $0["action"] == "approve" && $0["who"] == "Li Na" })
        }
    }
}
