import Foundation
import JobModel
import StrictJSON
import Testing

@testable import JobStore
@testable import LarkcastCLI

/// Who did what, and whether the record is whole.
struct AuditCommandTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    @Test func tellsWhoDidWhatToWhichRun() async throws {
        let store = try await world.sending([.accepted, .inDoubt])
        _ = try await world.run(["pause", "--all", "--reason", "why\u{1B}not"])
        let json = try await world.run(["audit", "--json"])
        #expect(json.status == .done)
        let document = try document(json)
        #expect(document["verified"] == true)
        let entries = try #require(document["entries"]?.array)
        #expect(entries.compactMap { $0["action"]?.string } == ["freeze", "start", "halt", "pause_all"])
        #expect(entries[0]["who"] == "tester")
        #expect(entries[0]["uid"]?.integer == 1)
        #expect(entries[0]["run"] == "k7m2k7m2k7m2")
        #expect(entries[0]["at"] == "2026-12-01T01:00:00Z")
        #expect(entries[0]["detail"]?["recipients"]?.integer == 30)
        #expect(entries[2]["batch"]?.integer == 2)
        #expect(entries[3]["run"] == .null)

        let text = try await world.run(["audit"])
        #expect(text.console.out.contains("2026-12-01 01:00:00 +00:00  tester  freeze k7m2k7m2k7m2"))
        #expect(text.console.out.contains("pause_all  (reason why\\u{1b}not"))
        #expect(text.console.out.contains("halt k7m2k7m2k7m2/2"))
        #expect(text.console.errors == "the record is whole\n")
        let one = try self.document(try await world.run(["audit", "hello@latest", "--json"]))
        #expect(one["entries"]?.array?.count == 3)
        #expect(try await store.auditEntries().entries.count == 4, "looking leaves no trace")
        #expect(try await world.run(["audit", "zzzz"]).status == .usage)
    }

    @Test func aBrokenRecordEndsWith74AndNamesTheFirstBreak() {
        func entry(_ action: String) -> AuditEntry {
            AuditEntry(
                at: 1_796_086_800_000, who: AuditActor(name: "ann"), action: action, run: nil, batchOrdinal: nil,
                detail: #"{"tty":"/dev/pts/3"}"#)
        }
        let broken = AuditBreak(number: 2, found: entry("pause\u{1B}"))
        let view = AuditView(
            trail: AuditTrail(entries: [entry("freeze"), entry("pause")], firstBroken: broken), zone: .gmt)
        #expect(view.json["verified"] == false)
        #expect(view.json["first_broken"]?["number"]?.integer == 2)
        #expect(view.json["entries"]?.array?[0]["tty"] == "/dev/pts/3")
        #expect(view.json["entries"]?.array?[0]["detail"]?.members?.isEmpty == true)
        #expect(view.status == .storage)
        #expect(view.problem?.contains("entry 2 (pause\\u{1b}, 2026-12-01T01:00:00Z)") == true)
    }

    @Test func anEmptyStoreHasAnEmptyWholeRecord() async throws {
        let result = try await world.run(["audit", "--json"])
        #expect(result.status == .done)
        #expect(try document(result)["entries"] == [])
        #expect(try document(result)["verified"] == true)
    }

    private func document(_ result: CommandWorld.Result) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(result.console.out.utf8)), "\(result.console.out)")
    }
}
