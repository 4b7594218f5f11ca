import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import StrictJSON
import Testing

@testable import LarkcastCLI

/// How a run ends at the terminal: the run is shown, the end explained, the exit code chosen.
struct RunEndingTests {
    private static let evidence: AttemptEvidence = {
        var evidence = AttemptEvidence()
        evidence.feishuCode = 11_247
        evidence.message = "too\u{1B}[2J much"
        evidence.hint = "ask the administrator"
        return evidence
    }()

    @Test(arguments: [
        (DispatchEnd.unreachable(evidence), LarkcastCLI.ExitStatus.unreachable, "cannot be reached: code 11247"),
        (.credentialsRefused(evidence), .permission, "refuses the app's credentials"),
        (.permissionRefused(evidence), .permission, "ask the administrator"),
        (.quotaUsedUp(evidence), .temporary, "larkcast resume"), (.drained, .temporary, "stopped before the end"),
        (
            .appStopped(AppStop(reason: "11247\u{202E}", until: 1)), .temporary,
            "no run of this app sends now: 11247\\u{202e}"
        ),
        (.retryBudgetSpent(reason: "retry_budget: too many"), .temporary, "the run is paused: retry_budget"),
        (.throttled(milliseconds: 900_500), .temporary, "a pause of 15 min"),
        (.stopped(.halted, reason: "batch 2 is in doubt"), .needsDecision, "batches in doubt are never resent"),
        (
            .stopped(.paused, reason: RunReason.messageRefused("code 1").text), .needsDecision,
            "the run is paused: Feishu"
        ),
        (.stopped(.paused, reason: RunReason.pausedBy("Ann").text), .temporary, "the run is paused: paused by Ann"),
        (.stopped(.paused, reason: "lunch\u{202E}"), .temporary, "the run is paused: lunch\\u{202e}"),
        (.stopped(.cancelled, reason: nil), .finishedWithLosses, "the run is cancelled: no reason recorded"),
        (.stopped(.expired, reason: "not_after has passed"), .finishedWithLosses, "the run is expired"),
        (.complete, .done, ""),
    ])
    func everyEndHasItsCodeAndItsWords(
        _ end: DispatchEnd, _ status: LarkcastCLI.ExitStatus, _ words: String
    ) async throws {
        let world = try CommandWorld()
        for isJSON in [false, true] {
            let fake = FakeConsole(isJSON: isJSON)
            #expect(try await finish(end, in: world, on: fake) == status)
            #expect(fake.errors.contains(words) || words.isEmpty)
            #expect(fake.errors.isEmpty == (end == .complete))
            #expect(!fake.errors.contains("\u{1B}") && !fake.errors.contains("\u{202E}"))
            if isJSON {
                let document = JSONReader().read(Array(fake.out.utf8))
                #expect(document.problems.isEmpty, "one document and nothing else")
                #expect(document.root?.value["run"]?.string == "k7m2k7m2k7m2")
            } else {
                #expect(fake.out.contains("10 targeted"))
            }
        }
    }

    @Test func nothingIsFollowedUnlessEverythingWasSent() async throws {
        let world = try CommandWorld()
        let status = try await finish(.drained, in: world, on: FakeConsole(), followSeconds: 3600)
        #expect(status == .temporary, "a Feishu that answers nobody was not asked")
    }

    /// A command that would send nothing is not offered.
    @Test(arguments: [([AttemptOutcome?.some(.inDoubt)], true), ([.accepted, .accepted, .inDoubt], false)])
    func aHaltedRunOffersResumeOnlyWhileSomethingIsLeft(_ outcomes: [AttemptOutcome?], _ isLeft: Bool) async throws {
        let world = try CommandWorld()
        _ = try await world.sending(outcomes)
        let fake = FakeConsole()
        #expect(try await finish(.stopped(.halted, reason: "a doubt"), in: world, on: fake) == .needsDecision)
        #expect(fake.errors.contains("sends the others") == isLeft, "\(fake.errors)")
        #expect(fake.errors.contains("nothing else of this run is left") == !isLeft)
        let again = CommandFailure(
            describing: EngineError.needsDecision(try await world.store.summary(of: CommandWorld.run)))
        #expect(again.hint?.contains("larkcast resume") == isLeft)
    }

    /// What may have arrived goes out again under its uuid; nobody is told that nothing unproven was sent.
    @Test func whatMayHaveArrivedIsSaid() async throws {
        let world = try CommandWorld()
        try await world.directRun([.repeatable], at: CommandWorld.now())
        var evidence = AttemptEvidence()
        evidence.firstByte = "allowed"
        evidence.httpStatus = 504
        let fake = FakeConsole()
        #expect(try await finish(.unreachable(evidence), in: world, on: fake) == .unreachable)
        #expect(fake.errors.contains("Feishu has not said whether it sent the message: HTTP 504"), "\(fake.errors)")
        #expect(fake.errors.contains("1 message may have arrived; within 55 minutes the same command"))
        #expect(!fake.errors.contains("nothing unproven") && !fake.errors.contains("cannot be reached"))
    }

    /// A missing permission rejects nobody on the direct channel.
    @Test func afterAPermissionResumeSendsToThoseWhoAreLeft() async throws {
        let world = try CommandWorld()
        try await world.directRun([.tokenRefused], at: CommandWorld.now())
        let fake = FakeConsole()
        #expect(try await finish(.permissionRefused(Self.evidence), in: world, on: fake) == .permission)
        #expect(fake.errors.contains("larkcast resume k7m2k7m2k7m2 sends to those who are left"), "\(fake.errors)")
        #expect(!fake.errors.contains("not sent again"))
    }

    private func finish(
        _ end: DispatchEnd, in world: CommandWorld, on fake: FakeConsole, followSeconds: Int? = nil
    ) async throws -> LarkcastCLI.ExitStatus {
        let store = try world.store
        if try await store.summaries().isEmpty {
            _ = try await store.freeze(
                try Samples.plan(people: 10), id: RunID(rawValue: "k7m2k7m2k7m2"), appID: "cli_test",
                by: AuditActor(name: "tester", userID: 1), at: CommandWorld.now())
        }
        let invocation = Invocation(
            options: try GlobalOptions.parse([]), environment: Environment([:]), console: fake.console,
            dependencies: CommandWorld.dependencies, zone: .gmt)
        let engine = Engine(store: store, messaging: SilentFeishu(), dependencies: CommandWorld.dependencies)
        return try await RunEnding(invocation: invocation, engine: engine, store: store)
            .finish(RunID(rawValue: "k7m2k7m2k7m2"), end, followSeconds: followSeconds, stop: StopSignal())
    }
}
