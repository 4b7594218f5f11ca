import Foundation
import JobModel
import Reporting
import TestSupport
import Testing

@testable import LarkcastCLI

/// `plan` shows the message itself: in a box, with its size, and as a page on request.
struct PlanPreviewTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test func aPlanDrawsTheMessageAndItsSize() async throws {
        let path = try world.write(CommandWorld.manifest(people: 250), to: "m.json")
        let plan = try await world.run(["plan", path])
        #expect(plan.status == .done)
        let lines = plan.console.out.split(separator: "\n").map(String.init)
        let top = try #require(lines.firstIndex { $0.hasPrefix("╭─ text ─") })
        #expect(lines[top + 1].hasPrefix("│ Lunch is ready.  "))
        #expect(lines[top + 2].hasPrefix("╰──"))
        // 200 ids of 35 characters with quotes and commas, and the message around them.
        let largest = #"{"msg_type":"text","content":{"text":"Lunch is ready."},"open_ids":}"#.utf8.count + 200 * 38 + 1
        let kilo = "\(largest / 1000),\(largest % 1000)"
        #expect(lines[top + 3].hasPrefix("text \(kilo) of 153,600 bytes ▏"))
    }

    @Test func theMeterMeasuresTheExactBytes() throws {
        let plan = try Samples.plan(people: 450)
        let size = plan.requestSize(of: .text("Hello"))
        #expect(size.bytes == plan.batches.map { plan.body(of: $0).count }.max())
        #expect(size.limit == 150 * 1024)
        #expect(plan.requestSize(of: .shareChat("oc_1")).limit == 30 * 1024)
        var manifest = Manifest(job: "hello", audience: Audience(), message: .text("Hello"))
        manifest.channel = .direct
        manifest.audience.users.userIDs = ["e1", "a'b", "longer-than-the-others"] + (0..<12).map { "u\($0)" }
        let direct = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        #expect(direct.requestSize(of: .text("Hello")).bytes == direct.batches.map { direct.body(of: $0).count }.max())
    }

    @Test func coloursAreForTerminalsThatWantThem() {
        let line = StyledLine("a\u{1B}[2J", TerminalLook(isBold: true))
        for (usesColour, expected) in [(true, "\u{1B}[1ma\\u{1b}[2J\u{1B}[0m\n"), (false, "a\\u{1b}[2J\n")] {
            let console = FakeConsole(usesColour: usesColour)
            console.console.out([line])
            console.console.out([StyledLine]())
            #expect(console.out == expected)
        }
    }

    @Test func aPageIsWrittenForItsOwnerAlone() async throws {
        let path = try world.write(CommandWorld.manifest(), to: "m.json")
        let page = world.home.path("preview.html")
        let plan = try await world.run(["plan", path, "--html", page])
        #expect(plan.status == .done && plan.console.errors.contains("written to \(page)"))
        #expect(try mode(page) == 0o600)
        let text = try String(contentsOfFile: page, encoding: .utf8)
        #expect(text.hasPrefix("<!DOCTYPE html>\n") && text.hasSuffix("</html>\n"))
        for words in ["Lunch is ready.", "Job hello", "3 targeted = 3 pending", "of 153,600 bytes"] {
            #expect(text.contains(words), "\(words)")
        }

        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: page)
        let again = try await world.run(["plan", path, "--json", "--html", page])
        #expect(again.status == .done && again.console.out.hasPrefix("{"))
        #expect(try String(contentsOfFile: page, encoding: .utf8) == text, "the same message is the same page")
        #expect(try mode(page) == 0o600)
        let left = try FileManager.default.contentsOfDirectory(atPath: world.home.url.path).filter {
            $0.hasSuffix(".part")
        }
        #expect(left.isEmpty)
    }

    @Test func aPageReplacesNothingThatIsNotOne() async throws {
        try world.write(#"{"elements":[{"tag":"hr"}]}"#, to: "jobs/card.json")
        let path = try world.write(
            #"{"job":"hello","audience":{"users":{"open_ids":["ou_1"]}},"message":{"card":{"file":"card.json"}}}"#,
            to: "jobs/m.json")
        let store = ".local/state/larkcast/larkcast.sqlite"
        for name in [store, store + ".ledger", store + "-journal"] { try world.write("mine", to: name) }
        try world.write("SQLite format 3\0rest", to: "other.db")
        try FileManager.default.createSymbolicLink(
            atPath: world.home.path("link.html"), withDestinationPath: world.home.path("jobs/m.json"))
        let kept = [
            "jobs/m.json", "jobs/card.json", store, store + ".ledger", store + "-journal", "other.db", "link.html",
        ]
        for name in kept {
            let file = world.home.path(name)
            let before = FileManager.default.contents(atPath: file)
            let plan = try await world.run(["plan", path, "--html", file])
            #expect(plan.status == .usage, "\(name): \(plan.console.errors)")
            #expect(FileManager.default.contents(atPath: file) == before)
        }
    }

    @Test func aPageThatCannotBeWrittenIsSaid() async throws {
        let path = try world.write(CommandWorld.manifest(), to: "m.json")
        for target in [world.home.path("nowhere/preview.html"), world.home.url.path] {
            let plan = try await world.run(["plan", path, "--html", target])
            #expect(plan.status == .storage && plan.console.errors.contains("the preview cannot be written"))
            #expect(plan.console.out.isEmpty, "nothing looks as if it were done")
            let isMissing = target.hasSuffix(".html")
            #expect(plan.console.errors.contains("nowhere does not exist") == isMissing, "\(plan.console.errors)")
            #expect(plan.console.errors.contains("free some space") == !isMissing)
        }
    }

    @Test func aLinkToAnOldPageIsFollowedAndADeviceWrittenTo() async throws {
        let path = try world.write(CommandWorld.manifest(), to: "m.json")
        let page = try world.write("old", to: "pages/p.html")
        let link = world.home.path("latest.html")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: page)
        #expect(try await world.run(["plan", path, "--html", link]).status == .done)
        #expect(try String(contentsOfFile: page, encoding: .utf8).hasPrefix("<!DOCTYPE"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == page)
        #expect(try await world.run(["plan", path, "--html", "/dev/null"]).status == .done)
    }

    @Test(arguments: HostileText.texts) func hostileTextReachesNeitherTerminalNorPageAlive(_ text: String) {
        let preview = MessagePreview(.text(text))
        let size = RequestSize(kind: "text", bytes: 1, limit: 2)
        for usesColour in [true, false] {
            let console = FakeConsole(usesColour: usesColour)
            console.console.out(PlanText.message(preview, size, columns: 60))
            #expect(HostileText.live(in: console.out, but: ["\n", "\u{1B}"]).isEmpty)
        }
    }
}
