import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

@testable import LarkcastCLI

/// Telling beside the work: before it is over, and without a word too many.
struct TellingTests {
    private static func trouble(_ text: String) -> TickReport.Problem {
        .init(about: "notifications", error: StoreError(.diskFull, text))
    }

    @Test func whatHappenedIsToldWhileTheWorkGoesOn() async throws {
        let rounds = Mutex(0)
        let telling = TellingBeside(
            tell: { _ in
                rounds.withLock { $0 += 1 }
                return [Self.trouble("x")]
            }, sleep: { _ in await Task.yield() })
        var seen = 0
        let problems = try await telling.during {
            for _ in 0..<100_000 where seen < 2 {
                await Task.yield()
                seen = rounds.withLock(\.self)
            }
        }
        #expect(seen >= 2 && problems.count >= 2)
    }

    /// A short tick tells at its end alone, and does not wait for a rest.
    @Test func shortWorkIsOverAtOnce() async throws {
        let telling = TellingBeside(
            tell: { _ in [Self.trouble("x")] },
            sleep: { _ in for await _ in AsyncStream<Void>.makeStream().stream {} })
        #expect(try await telling.during {}.isEmpty)
        await #expect(throws: CancellationError.self) { try await telling.during { throw CancellationError() } }
    }

    @Test func whatLastsIsToldOnceUntilItIsOver() {
        var troubles = TellingTroubles()
        #expect(troubles.heard([Self.trouble("the disk is full")]).began.count == 1)
        for _ in 0..<3 { #expect(troubles.heard([Self.trouble("the disk is full")]).began.isEmpty) }
        #expect(troubles.heard([]).ended.map(\.failure.type) == [StoreError.Code.diskFull.rawValue])
        #expect(troubles.heard([Self.trouble("the disk is full")]).began.count == 1)
        let lost = TickReport.Problem(
            about: "news",
            error: TickProblem.notTold(
                .init(job: "news", run: Samples.runID, kind: .halt, channel: .webhook, problem: "HTTP 500")))
        for _ in 0..<2 { #expect(troubles.heard([lost]).began.count == 1, "each loss is one of its own") }
    }
}
