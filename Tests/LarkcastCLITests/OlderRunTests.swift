import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import JobStore
@testable import LarkcastCLI

/// Of a run that an older version froze nobody has kept what its files said: it is compared as far as that version did.
struct OlderRunTests {
    private static let list =
        #"{"job":"hello","audience":{"files":["people.csv"]},"message":{"text":"Lunch is ready."}}"#
    private static let picture =
        #"{"job":"hello","audience":{"users":{"emails":["ann@a.example"]}},"message":{"image":"a.png"}}"#

    private let world: CommandWorld
    private let store: JobDatabase

    init() throws {
        world = try CommandWorld()
        store = try world.store
    }

    /// Freezes a run of a manifest as an older version did, and lets it wait for a second person.
    private func freeze(_ text: String) async throws -> String {
        let bytes = Data(text.utf8)
        let named = text.replacing(/"audience":\{.*?\]\}*,/, with: #""audience":{"users":{"open_ids":["ou_1"]}},"#)
        let manifest = try #require(
            ManifestReader(knownTimeZones: []).read(bytes: Array(named.utf8), name: "a").manifest)
        let upload = MessageUpload(.image, path: "a.png", bytes: SampleMedia.png(number: 1), key: "img_v3_1")
        let plan = try BatchPlanner.plan(
            manifest: manifest, manifestBytes: bytes, resources: MessageResources(uploads: [upload]))
        _ = try await store.freeze(
            plan, id: CommandWorld.run, appID: "cli_test", consent: .needed(because: []),
            by: AuditActor(name: "wang", userID: 1001), at: CommandWorld.now())
        #expect(try await store.sources(of: CommandWorld.run) == nil)
        return try world.write(text, to: "hello.json")
    }

    private func errorType(_ line: [String]) async throws -> String? {
        let result = try await world.run(line + ["--yes", "--json"])
        return JSONReader().readStrictly(Array(result.console.out.utf8))?["error"]?["type"]?.string
    }

    @Test func itsManifestCountsAndItsListDoesNot() async throws {
        let path = try await freeze(Self.list)
        for people in ["ann@a.example", "bob@a.example"] {
            try world.write("email\n\(people)\n", to: "people.csv")
            #expect(try await errorType(["run", path]) == "awaiting_approval", "that it would go on with")
        }
        try world.write(Self.list + "\n", to: "hello.json")
        #expect(try await errorType(["run", path]) == "manifest_changed")
        #expect(try await errorType(["approve", "k7m2", "--as", "Li Na"]) == nil)
        #expect(try await store.summary(of: CommandWorld.run).state == .sending)
    }

    @Test func itsPictureCounts() async throws {
        let path = try await freeze(Self.picture)
        for (number, type) in [(UInt8(1), "awaiting_approval"), (2, "manifest_changed")] {
            try Data(SampleMedia.png(number: number)).write(to: URL(fileURLWithPath: world.home.path("a.png")))
            #expect(try await errorType(["run", path]) == type)
        }
    }
}
