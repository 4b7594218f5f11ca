import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import TestSupport
import Testing

@testable import LarkcastCLI

/// What cannot be told is a problem of its own, and never one of the command that had something to tell.
struct NotTellingTests {
    @Test func whatIsGivenUpIsAProblemWithItsReason() {
        var round = NotificationRound()
        round.givenUp = [
            .init(
                job: "news", run: RunID(rawValue: "0000000000k7"), kind: .halt, channel: .webhook, problem: "HTTP 500")
        ]
        let problem = round.problems.first
        #expect(problem?.about == "news")
        let failure = problem.map { CommandFailure(describing: $0.error) }
        #expect(failure?.type == "notification_given_up" && failure?.exit == .finishedWithLosses)
        #expect(failure?.message == "nobody was told of halt of run 0000000000k7 by webhook: HTTP 500")
    }

    /// A file that cannot be read keeps everything for later; a recall of nothing, for instance, ends as it would.
    @Test func aWebhookThatCannotBeUsedIsAWarning() async throws {
        var world = try CommandWorld()
        world.variables["LARKCAST_WEBHOOK_FILE"] = world.home.path("none")
        let console = FakeConsole()
        let invocation = Invocation(
            options: try GlobalOptions.parse([]), environment: Environment(world.variables), console: console.console,
            dependencies: CommandWorld.dependencies, zone: .gmt)
        let store = try JobDatabase.inMemory()
        try await store.recordUnsent(
            RunID(rawValue: "0000000000k7"), job: "news", title: "News", appID: "cli_test", occurrence: "x",
            as: .missed,
            reason: "too late", at: CommandWorld.now())
        #expect(
            await invocation.tellAtTheEnd(try invocation.settings(), store: store) == nil, "the command did its work")
        #expect(console.errors.contains("warning: the secret file") && console.errors.contains("cannot be opened"))
        let wish = NotificationWish(kinds: [.missed], hasWebhook: true)
        #expect(try await store.notifications(wish, at: CommandWorld.now(), limit: 9).count == 1, "nothing is lost")
    }
}
