import Foundation
import JobModel
import JobStore
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// A message that may have arrived and can no longer be repeated, in a run that was paused two hours ago.
struct OutlivedCommandTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    private func twoHoursLater() async throws {
        var then = CommandWorld.now()
        then.wallMilliseconds -= 7_200_000
        then.monotonicMilliseconds -= 900_000
        let store = try await world.directRun([.repeatable], at: then)
        try await store.pause(CommandWorld.run, reason: "lunch", by: CommandWorld.tester, at: then)
    }

    private func status() async throws -> (JSONValue, errors: String) {
        let result = try await world.run(["status", "k7m2", "--json"])
        return (try #require(JSONReader().readStrictly(Array(result.console.out.utf8))), result.console.errors)
    }

    @Test func statusSaysWhatItIsByThen() async throws {
        try await twoHoursLater()
        let (document, errors) = try await status()
        #expect(document["outlived"] == [1] && document["state"] == "paused", "\(document)")
        #expect(errors.contains("message 1 may have arrived, and its uuid can no longer be repeated: it is in doubt"))
        let chinese = try await world.run(["status", "k7m2", "--lang", "zh"])
        #expect(chinese.console.errors.contains("第 1 条消息可能已送达，其 uuid 已过期"))
    }

    @Test(arguments: ["tick", "poll"]) func whoeverLooksWritesItDown(_ command: String) async throws {
        try await twoHoursLater()
        let jobs = world.home.path("jobs")
        try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: false)
        let line = command == "tick" ? ["tick", "--jobs", jobs, "--json"] : ["poll", "k7m2", "--json"]
        let look = try await world.run(line)
        if command == "tick" {
            #expect(look.status == .needsDecision, "\(look.console.out)")
            #expect(look.console.out.contains("in doubt: batch 1"), "\(look.console.out)")
        }
        let (document, errors) = try await status()
        #expect(document["outlived"] == nil && document["state"] == "halted" && errors.isEmpty, "\(document) \(errors)")
        #expect(document["people"]?["in_doubt"] == 1)
        // Told once.
        if command == "tick" { #expect(try await world.run(line).status == .done) }
    }
}
