import ArgumentParser
import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// What `plan` says of those who get nothing.
struct PlanExclusionTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    private static let words = "1 of the names to be left out is nobody's of this audience: "

    /// A slip in an id looks like an exclusion that is idle, and somebody gets the message who shall not.
    @Test(arguments: [
        (
            #""users":{"open_ids":["ou_1","ou_3"]}"#, #""users":{"open_ids":["ou_2"]}"#,
            #""ou_2" (/audience/exclude/users/open_ids/0)"#
        ),
        (
            #""users":{"open_ids":["ou_1","ou_3"]}"#, #""users":{"open_ids":["ou_3","ou_2"]}"#,
            #""ou_2" (/audience/exclude/users/open_ids/1)"#
        ),
        (#""users":{"open_ids":["ou_1","ou_3"]}"#, #""files":["out.csv"]"#, #""ou_2" (out.csv:2)"#),
        (
            #""users":{"user_ids":["u1"]}"#, #""users":{"user_ids":["u2"]}"#,
            #""u2" (/audience/exclude/users/user_ids/0)"#
        ),
    ])
    func anIdleExclusionOfOneKindIsAWarning(_ included: String, _ excluded: String, _ name: String) async throws {
        try world.write("open_id\nou_2\n", to: "out.csv")
        let path = try world.write(
            #"{"job":"hello","audience":{\#(included),"exclude":{\#(excluded)}},"message":{"text":"Lunch is ready."}}"#,
            to: "m.json")
        let page = world.home.path("page.html")
        let plan = try await world.run(["plan", path, "--html", page])
        #expect(plan.status == .done && plan.console.errors.contains(Self.words + name), "\(plan.console.errors)")
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("nobody&#39;s of this audience"))
        let document = JSONReader().readStrictly(Array(try await world.run(["plan", path, "--json"]).console.out.utf8))
        #expect(document?["warnings"]?.array?.contains(.string(Self.words + name)) == true)
    }

    @Test func theRootAmongExclusionsHasWordsOfItsOwn() async throws {
        let path = try world.write(
            #"{"job":"hello","audience":{"departments":["od-1"],"exclude":{"departments":["0"]}},"message":{"text":"x"}}"#,
            to: "m.json")
        let result = try await world.run(["validate", path])
        let shown = result.console.errors + result.console.out
        #expect(result.status == .data && shown.contains("everybody would be left out"), "\(shown)")
        #expect(!shown.contains("first-level departments"))
    }

    private func listed() throws -> String {
        try world.write("open_id\nou_1\nou_2\nou_2\n", to: "people.csv")
        return try world.write(
            #"{"job":"hello","audience":{"users":{"open_ids":["ou_3"]},"files":["people.csv"],"#
                + #""exclude":{"users":{"open_ids":["ou_1"]}}},"message":{"text":"Lunch is ready."}}"#, to: "m.json")
    }

    @Test func everybodyWhoGetsNothingIsWrittenToAFile() async throws {
        let (path, list) = (try listed(), world.home.path("out.csv"))
        let plan = try await world.run(["plan", path, "--left-out", list])
        #expect(plan.status == .done && plan.console.errors.contains("written to \(list)"), "\(plan.console.errors)")
        #expect(
            FileManager.default.contents(atPath: list)
                == Data(
                    ("\u{FEFF}reason,id,open_id,place,detail\r\n"
                        + "excluded,ou_1,ou_1,people.csv:2,named in exclude\r\n"
                        + "duplicate,ou_2,ou_2,people.csv:4,named twice themselves\r\n").utf8))
        let mode = try FileManager.default.attributesOfItem(atPath: list)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func theListReplacesNoFileOfTheJobAndNeedsAFolder() async throws {
        let path = try listed()
        for name in ["m.json", "people.csv"] {
            let before = FileManager.default.contents(atPath: world.home.path(name))
            let plan = try await world.run(["plan", path, "--left-out", world.home.path(name)])
            #expect(plan.status == .usage, "\(plan.console.errors)")
            #expect(FileManager.default.contents(atPath: world.home.path(name)) == before)
        }
        let plan = try await world.run(["plan", path, "--left-out", world.home.path("nowhere/out.csv")])
        #expect(plan.status == .storage && plan.console.errors.contains("does not exist"), "\(plan.console.errors)")
        #expect(plan.console.out.isEmpty)
        let page = world.home.path("page.html")
        #expect(throws: (any Error).self) {
            try Larkcast.parseAsRoot(["plan", path, "--html", page, "--left-out", page])
        }
    }
}
