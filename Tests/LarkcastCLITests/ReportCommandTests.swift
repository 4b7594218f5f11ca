import Foundation
import JobEngine
import JobModel
import JobStore
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// Reports of runs that are in the store, as everybody gets them.
struct ReportCommandTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    /// Freezes and cancels a run some minutes after the world's instant.
    private func makeRun(_ id: String, job: String, manifest: String? = nil, minutes: Int64) async throws {
        let path = try world.write(manifest ?? CommandWorld.manifest(job: job, people: 7), to: "\(job).json")
        let plan = try PreparedJob(reading: path).ready().draft.plan()
        let world = CommandWorld.now()
        let now = Moment(
            wallMilliseconds: world.wallMilliseconds + minutes * 60_000,
            monotonicMilliseconds: world.monotonicMilliseconds + minutes * 60_000, bootID: world.bootID)
        let actor = AuditActor(name: "li.na", userID: 1)
        let run = RunID(rawValue: id)
        let store = try self.world.store
        _ = try await store.freeze(plan, id: run, appID: "cli_test", by: actor, at: now)
        _ = try await store.cancelPending(run, reason: "asked by ou_boss", by: actor, at: now)
    }

    private func document(_ result: CommandWorld.Result) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(result.console.out.utf8)))
    }

    @Test func aPageIsOneFileInEitherLanguage() async throws {
        try await makeRun("k7m2k7m2k7m2", job: "hello", minutes: 0)
        let file = world.home.path("report.html")
        let written = try await world.run(["report", "hello@latest", "--format", "html", "--output", file])
        #expect(written.status == .done && written.console.out.isEmpty)
        let page = try String(contentsOfFile: file, encoding: .utf8)
        #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
        #expect(page.contains("Lunch is ready.") && page.contains("7 = 7") && page.contains("li.na"))
        #expect(page.contains("asked by ou_…") && !page.contains("ou_boss"))
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let chinese = try await world.run(["report", "k7m2", "--format", "html", "--lang", "zh", "--with-ids"])
        #expect(chinese.console.out.contains("<html lang=\"zh-CN\">") && chinese.console.out.contains("触达人数核对"))
        #expect(chinese.console.out.contains("ou_boss"))
    }

    /// What one person was sent is about them; the page is about all.
    @Test func aPersonalMessageIsShownWithItsPlaceholders() async throws {
        try world.write("open_id,name\nou_1,Ann\nou_2,Bo\n", to: "people.csv")
        try await makeRun(
            "k7m2k7m2k7m2", job: "hello",
            manifest: #"{"job":"hello","audience":{"files":["people.csv"]},"message":{"text":"Dear {{name}}"},"#
                + #""delivery":{"channel":"direct"}}"#, minutes: 0)
        for line in [["--format", "html"], ["--format", "html", "--with-ids"]] {
            let page = try await world.run(["report", "k7m2"] + line).console.out
            #expect(page.contains("Dear {{name}}") && !page.contains("Ann") && !page.contains("ou_1"))
        }
    }

    @Test func spreadsheetsGetAMarkWhenTheyWantOne() async throws {
        try await makeRun("k7m2k7m2k7m2", job: "hello", minutes: 0)
        let plain = try await world.run(["report", "k7m2", "--format", "csv"]).console.out
        let marked = try await world.run(["report", "k7m2", "--format", "csv", "--bom"]).console.out
        #expect(Array(marked.utf8) == [0xEF, 0xBB, 0xBF] + Array(plain.utf8))
        let series = try await world.run(["report", "--job", "hello", "--format", "csv", "--bom"]).console.out
        #expect(series.utf8.starts(with: [0xEF, 0xBB, 0xBF]) && series.contains("k7m2k7m2k7m2,hello"))
    }

    @Test func aReportAddsWhatStatusLeavesOut() async throws {
        try await makeRun("k7m2k7m2k7m2", job: "hello", minutes: 0)
        let report = try document(await world.run(["report", "k7m2", "--json"]))
        let status = try document(await world.run(["status", "k7m2", "--json"]))
        for member in status.members ?? [] where member.key != "kill_switch" {
            #expect(report[member.key] == member.value, "\(member.key)")
        }
        #expect(report["failures"]?.array?.map { $0["kind"] } == ["cancelled"])
        #expect(
            report["departments"]?.array?.count == 1 && report["curve"] == [] && report["half_life_seconds"] == .null)
    }

    @Test func runsAreFoundByTheirJobAndTheirTime() async throws {
        try await makeRun("k7m2k7m2k7m2", job: "hello", minutes: 0)
        try await makeRun("n7m2k7m2k7m2", job: "other", minutes: 1)
        try await makeRun("p7m2k7m2k7m2", job: "hello", minutes: 2)
        func runs(_ line: String...) async throws -> [String] {
            let list = try document(await world.run(["report", "--json"] + line))
            return (list["runs"]?.array ?? []).compactMap { $0["run"]?.string.map { String($0.prefix(1)) } }
        }
        #expect(try await runs("--job", "hello") == ["p", "k"])
        #expect(try await runs("--since", "2026-12-01") == ["p", "n", "k"])
        #expect(try await runs("--since", "2026-12-01T01:01") == ["p", "n"])
        #expect(try await runs("--since", "2026-12-01T09:02+08:00") == ["p"])
        #expect(try await runs("--since", "2026-12-01T01:01Z", "--job", "hello") == ["p"])
        #expect(try await runs("--since", "2026-12-02") == [])
        let table = try await world.run(["report", "--job", "hello"])
        #expect(table.console.out.split(separator: "\n").count == 3)
        let page = try await world.run(["report", "--since", "2026-12-01", "--format", "html"]).console.out
        #expect(page.contains("Runs of all jobs") && page.contains("since 1 Dec 2026, 00:00"))
        let nothing = try await world.run(["report", "--job", "nobody"])
        #expect(nothing.status == .done && nothing.console.out.isEmpty)
        #expect(nothing.console.errors == "there are no runs of nobody\n")
        #expect(try await world.run(["report", "zzzz", "--format", "html"]).status == .usage)
    }
}
