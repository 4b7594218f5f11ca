import ArgumentParser
import Foundation
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// `schedule`, and what `plan` says about the next firings; the clock of these tests stands on 1 December 2026, 09:00 in
/// Shanghai.
struct ScheduleCommandTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    private func write(_ job: String, _ schedule: String, title: String? = nil) throws {
        let title = title.map { #","title":"\#($0)""# } ?? ""
        try world.write(
            CommandWorld.manifest(job: job, extra: #","schedule":\#(schedule)\#(title)"#), to: "jobs/\(job).json")
    }

    private func document(_ result: CommandWorld.Result) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(result.console.out.utf8)))
    }

    private func schedule(_ extra: String...) async throws -> CommandWorld.Result {
        try await world.run(["schedule", world.home.path("jobs")] + extra)
    }

    @Test func everyFiringOfEveryManifestInTheOrderOfTime() async throws {
        try write("weekly", #"{"cron":"0 9 * * 1","timezone":"Asia/Shanghai"}"#)
        try write("once", #"{"at":"2026-12-07T08:59","timezone":"Asia/Tokyo","starting_deadline":"1h"}"#)
        try world.write(CommandWorld.manifest(job: "on-demand"), to: "jobs/on-demand.json")
        let result = try await schedule("--months", "1", "--json")
        #expect(result.status == .done)
        let document = try document(result)
        let firings = try #require(document["firings"]?.array)
        #expect(firings.map { $0["job"]?.string } == ["once", "weekly", "weekly", "weekly", "weekly"])
        #expect(firings.map { $0["local"]?.string }.prefix(2) == ["2026-12-07T08:59", "2026-12-07T09:00"])
        #expect(firings[0]["utc"] == "2026-12-06T23:59:00Z" && firings[1]["utc"] == "2026-12-07T01:00:00Z")
        #expect(firings[0]["start_by"] == "2026-12-07T00:59:00Z")
        #expect(firings[1]["zone"] == "Asia/Shanghai" && firings[1]["note"] == "")
        #expect(firings[1]["occurrence"] == "2026-12-07T09:00[Asia/Shanghai]")
        #expect(document["tzdata"]?.string?.contains(/^20[0-9]{2}[a-z]$/) == true)
        let again = try await schedule("--months", "1", "--format", "json")
        #expect(again.console.out == result.console.out)
    }

    @Test func aBrokenManifestHidesNoOther() async throws {
        try write("good", #"{"cron":"0 9 1 1 *","timezone":"UTC"}"#)
        try write("wrong", #"{"cron":"61 9 * * 8","timezone":"Asia/Shangai"}"#)
        for name in ["a", "b"] {
            try world.write(
                CommandWorld.manifest(
                    job: "twice", extra: #","schedule":{"cron":"0 9 1 1 *","timezone":"UTC"}"#),
                to: "jobs/\(name).json")
        }
        // What Emacs puts beside a file that is being edited.
        try world.write("{", to: "jobs/.#good.json")
        let result = try await schedule()
        #expect(result.status == .data)
        #expect(result.console.out.contains("Fri 2027-01-01 09:00  UTC"))
        #expect(!result.console.out.contains("twice"))
        #expect(result.console.errors.contains("/schedule/cron") && result.console.errors.contains("Asia/Shanghai"))
        for (name, other) in [("a", "b"), ("b", "a")] {
            let (path, twin) = (world.home.path("jobs/\(name).json"), world.home.path("jobs/\(other).json"))
            #expect(result.console.errors.contains("\(path):1:1: /job: the job \"twice\" is also in \(twin)"))
        }
        let json = try await schedule("--json")
        #expect(json.status == .data)
        let document = try document(json)
        #expect(document["firings"]?.array?.count == 1)
        #expect(document["problems"]?.array?.count == 4)
    }

    /// It is 01:00 in UTC: what was due five minutes ago has fifteen in which to start.
    @Test func whatIsDueNowIsShown() async throws {
        try write("now", #"{"cron":"55 0 * * *","timezone":"UTC"}"#)
        try write("past", #"{"cron":"40 0 * * *","timezone":"UTC"}"#)
        try write("once", #"{"at":"2026-12-01T00:50","timezone":"UTC"}"#)
        let firings = try #require(try document(try await schedule("--months", "1", "--json"))["firings"]?.array)
        let now = firings.filter { $0["due_now"] == true }
        #expect(now.map { $0["job"]?.string } == ["once", "now"])
        #expect(now.last?["local"] == "2026-12-01T00:55")
        #expect(now.last?["note"] == "due now: the next tick starts it until 2026-12-01T01:10")
        #expect(firings.first { $0["job"] == "past" }?["local"] == "2026-12-02T00:40")
        let plan = try document(try await world.run(["plan", world.home.path("jobs/once.json"), "--json"]))
        #expect(plan["next"]?.array?.map { $0["due_now"] } == [true])
        #expect(plan["warnings"]?.array?.contains { $0.string?.contains("has passed") == true } == false)
        let later = try document(try await schedule("--months", "1", "--json", "--from", "2026-12-01"))
        #expect(
            later["firings"]?.array?.contains { $0["due_now"] == true } == false, "the times asked for, and no others")
    }

    /// China had summer time until 1991.
    @Test func thePastCanBeLookedAt() async throws {
        try write("early", #"{"cron":"30 2 * * *","timezone":"Asia/Shanghai"}"#)
        let result = try await schedule("--months", "1", "--from", "1991-04-13", "--json")
        let firings = try #require(try document(result)["firings"]?.array)
        #expect(firings.prefix(2).map { $0["local"]?.string } == ["1991-04-13T02:30", "1991-04-14T03:00"])
        #expect(firings[1]["note"]?.string?.contains("clocks go forward") == true)
        let table = try await schedule("--months", "1", "--from", "1991-04-13")
        #expect(table.console.out.contains("Sun 1991-04-14 03:00"))
    }

    @Test func fromADayInEachZone() async throws {
        try write("east", #"{"cron":"0 0 * * *","timezone":"Pacific/Auckland"}"#)
        try write("west", #"{"cron":"0 0 * * *","timezone":"America/Los_Angeles"}"#)
        let result = try await schedule("--months", "1", "--from", "2026-03-01", "--json")
        let firings = try #require(try document(result)["firings"]?.array)
        #expect(firings.count { $0["job"] == "east" } == 32, "the first of April is the end, and in")
        #expect(firings.first { $0["job"] == "west" }?["local"] == "2026-03-01T00:00")
        #expect(firings.first?["utc"] == "2026-02-28T11:00:00Z")
        let later = try await schedule("--months", "1", "--from", "2026-03-08T02:30", "--json")
        #expect(
            try document(later)["firings"]?.array?.first { $0["job"] == "west" }?["local"] == "2026-03-09T00:00")
    }

    @Test func theCalendarMovesCancelsAndWarns() async throws {
        try write(
            "daily",
            #"{"cron":"0 9 * * *","timezone":"UTC","calendar":{"file":"days/c.json","on_holiday":"skip"}}"#)
        let missing = try await schedule()
        #expect(missing.status == .data)
        #expect(missing.console.errors.contains("/schedule/calendar/file"))
        try world.write(
            #"{"name":"x","years":[2026],"holidays":[{"date":"2026-12-25","name":"Christmas"}]}"#,
            to: "jobs/days/c.json")
        let result = try await schedule("--months", "2", "--json")
        #expect(result.status == .done)
        let document = try document(result)
        #expect(document["firings"]?.array?.count == 22)
        let christmas = document["cancelled"]?.array?.first { $0["local"] == "2026-12-25T09:00" }
        #expect(christmas?["note"] == "does not fire: Fri 2026-12-25 is not worked on (Christmas)")
        #expect(document["warnings"]?.array?.count == 1)
        #expect(result.console.errors.contains("days/c.json says nothing about 2027, so 31 firings will not"))
        let table = try await schedule("--months", "1")
        #expect(table.console.out.contains("Fri 2026-12-25 09:00  UTC   –"))

        try world.write(#"{"name":"x","years":[2026],"holidays":[{"date":"2026-12-32"}]}"#, to: "jobs/days/c.json")
        let wrong = try await schedule()
        #expect(wrong.status == .data)
        #expect(wrong.console.errors.contains("days/c.json:1:"))
    }

    @Test func aCalendarOutsideTheFolderIsNotRead() async throws {
        try write(
            "daily", #"{"cron":"0 9 * * *","timezone":"UTC","calendar":{"file":"link.json","on_holiday":"skip"}}"#)
        try world.write(#"{"name":"x","years":[2026]}"#, to: "secret.json")
        try FileManager.default.createSymbolicLink(
            atPath: world.home.path("jobs/link.json"), withDestinationPath: "../secret.json")
        let result = try await schedule()
        #expect(result.status == .data)
        #expect(result.console.errors.contains("leads out of the manifest's folder"))
    }

    @Test func calendarsCanSubscribe() async throws {
        try write("weekly", #"{"cron":"0 9 * * 1","timezone":"Asia/Shanghai"}"#, title: "Lunch, at last; 福利")
        let first = try await schedule("--format", "ics", "--months", "1")
        #expect(first.status == .done)
        let lines = first.console.out.components(separatedBy: "\r\n")
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.suffix(2) == ["END:VCALENDAR", ""])
        #expect(lines.count { $0 == "BEGIN:VEVENT" } == 4)
        #expect(lines.contains("SUMMARY:Lunch\\, at last\\; 福利"))
        #expect(lines.contains("DTSTART:20261207T010000Z"))
        #expect(lines.contains("UID:weekly-2026-12-07T09:00[Asia/Shanghai]@larkcast"))
        #expect(lines.allSatisfy { $0.utf8.count <= 75 })
        #expect(!first.console.out.replacing("\r\n", with: "").contains("\n"))
    }

    @Test(arguments: [
        ["--months", "0"], ["--months", "121"], ["--from", "tomorrow"], ["--from", "2026-02-30"],
        ["--json", "--format", "ics"],
    ])
    func refusesOptionsItCannotKeep(_ options: [String]) throws {
        #expect(throws: (any Error).self) { try Larkcast.parseAsRoot(["schedule", "jobs"] + options) }
    }

    @Test func planShowsTheNextFive() async throws {
        try write("weekly", #"{"cron":"30 1 * * 0","timezone":"America/New_York"}"#)
        try write("gone", #"{"at":"2026-11-30T09:00","timezone":"UTC"}"#)
        let path = world.home.path("jobs/weekly.json")
        let next = try #require(try document(try await world.run(["plan", path, "--json"]))["next"]?.array)
        #expect(
            next.map { $0["local"]?.string } == ["06", "13", "20", "27"].map { "2026-12-\($0)T01:30" } + [
                "2027-01-03T01:30"
            ])
        #expect(next.first?["utc"] == "2026-12-06T06:30:00Z")
        let text = try await world.run(["plan", path])
        #expect(
            text.console.out.contains(
                "Next        Sun 2026-12-06 01:30 America/New_York = 2026-12-06T06:30:00Z\n            Sun 2026-12-13"))
        let gone = try await world.run(["plan", world.home.path("jobs/gone.json"), "--json"])
        #expect(try document(gone)["next"] == [])
        #expect(try document(gone)["warnings"]?.array?.contains { $0.string?.contains("has passed") == true } == true)
    }
}
