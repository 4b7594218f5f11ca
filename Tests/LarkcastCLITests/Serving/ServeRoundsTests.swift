import Foundation
import JobEngine
import JobModel
import JobStore
import TestSupport
import Testing

@testable import LarkcastCLI

/// The daemon's rounds: it looks when there is something to do, waits for others, and tells each trouble once.
struct ServeRoundsTests {
    /// Rounds a second apart.
    private static func live(_ world: ServeWorld, _ rounds: inout ServeRounds, seconds: Int) async throws {
        for _ in 0..<seconds {
            world.pass(seconds: 1)
            try await rounds.next()
        }
    }

    @Test func aFiringStartsWhenItsTimeComesAndIdleRoundsReadNothing() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        let looks = world.looks
        try await Self.live(world, &rounds, seconds: 290)
        #expect(world.looks == looks && world.feishu.sent == 0)
        #expect(world.tidied == 1, "once after a look, not in every round")
        try await Self.live(world, &rounds, seconds: 12)
        #expect(world.feishu.sent == 1, "01:05 has come")
        #expect(world.lines("everyone is accounted for") == 1)
        try await Self.live(world, &rounds, seconds: 60)
        #expect(world.feishu.sent == 1)
    }

    @Test func whatIsToBeKnownOfARunIsInTheLog() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *", warnings: [.sendsNow])
        var rounds = try world.rounds()
        try await rounds.next()
        try await Self.live(world, &rounds, seconds: 302)
        #expect(world.feishu.sent == 1)
        #expect(world.lines(PlanRemark.sendsNow.text) == 1)
    }

    @Test func waitsForAnotherProcessAndGoesOnASecondAfterIt() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        do {
            let other = try world.otherProcess()
            let lock = try other.acquireRunnerLock(as: RunnerIdentity(processID: 7, host: "test"))
            world.pass(seconds: 300)
            let looks = world.looks
            try await Self.live(world, &rounds, seconds: 30)
            #expect(world.feishu.sent == 0)
            #expect(world.looks == looks, "thousands of manifests are not read for nothing")
            withExtendedLifetime(lock) {}
        }
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.feishu.sent == 1)
        #expect(world.lines("already sending") == 0, "that is no trouble")
        #expect(try world.otherProcess().acquireRunnerLock(as: RunnerIdentity(processID: 7, host: "test")).isCurrent)
    }

    @Test func whatAnotherProcessDecidesIsDoneInTheNextRound() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "0 1 * * *", needsApproval: true)
        var rounds = try world.rounds()
        try await rounds.next()
        #expect(world.lines("waits for a second person") == 1 && world.feishu.sent == 0)
        let other = try world.otherProcess()
        let run = try await other.run("hello@latest")
        try await other.approve(run.id, planSHA256: run.planSHA256, by: CommandWorld.tester, at: world.now)
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.feishu.sent == 1)
    }

    @Test func aCommitThatLeavesNothingToDoIsNoReason() async throws {
        let world = try ServeWorld()
        var rounds = try world.rounds()
        try await rounds.next()
        let looks = world.looks
        let other = try world.otherProcess()
        for _ in 0..<5 {
            try await other.noteClock(world.now)
            try await Self.live(world, &rounds, seconds: 1)
        }
        #expect(world.looks == looks)
    }

    @Test func aCommitInTheSecondBeforeAFiringHidesItNot() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        try await Self.live(world, &rounds, seconds: 299)
        try await world.otherProcess().noteClock(world.now)
        try await Self.live(world, &rounds, seconds: 3)
        #expect(world.feishu.sent == 1)
    }

    @Test func aFiringThatComesDueWhileALookIsUnderWayIsNotLost() async throws {
        let world = try ServeWorld()
        try world.add("other", cron: "6 1 * * *", people: 3)
        // It is on the wire from 01:05:00 to 01:06:05, and nobody rings.
        try world.add("long", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.pass(seconds: 300)
        world.feishu.whileOneIsOnTheWire { world.pass(seconds: 65) }
        try await rounds.next()
        #expect(world.feishu.sent == 1)
        try await Self.live(world, &rounds, seconds: 2)
        #expect(world.feishu.sent == 2)
        let looks = world.looks
        try await Self.live(world, &rounds, seconds: 6)
        #expect(world.looks == looks, "nor is it looked for again and again")
    }

    @Test func aManifestThatIsBrokenAtItsTimeIsToldAtItsDeadline() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.change { $0.folder = JobFolder(jobs: [], broken: ["jobs/hello.json": "a comma is missing"]) }
        try Data("{".utf8).write(to: URL(fileURLWithPath: world.directory.path("jobs/hello.json")))
        // A look at 01:19:50 knows of nothing to do before ten minutes have passed, but for the deadline at 01:20.
        for seconds in [1, 1189] as [Int64] {
            world.pass(seconds: seconds)
            try await rounds.next()
        }
        try await Self.live(world, &rounds, seconds: 10)
        #expect(world.lines("missed: ") == 0)
        try await Self.live(world, &rounds, seconds: 2)
        #expect(world.lines("missed: its manifest could not be used in time: a comma is missing") == 1)
    }

    @Test func aCalendarThatHasEndedIsToldOnce() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *", calendar: BusinessCalendar(name: "x", years: [2025]))
        var rounds = try world.rounds()
        try await rounds.next()
        try await Self.live(world, &rounds, seconds: 600)
        #expect(world.lines("the calendar says nothing about 2026 (days/x.json)") == 1)
        #expect(world.lines("over: ") == 0)
    }

    @Test func anOutageIsToldWhenItBeginsAndWhenItEnds() async throws {
        let world = try ServeWorld()
        for number in 1...5 { try world.add("hello-\(number)", cron: "0 1 * * *", people: number) }
        world.feishu.setAway(true)
        var rounds = try world.rounds()
        try await rounds.next()
        let looks = world.looks
        try await Self.live(world, &rounds, seconds: 240)
        #expect(world.looks - looks < 12, "more and more seldom")
        #expect(world.lines(#""level":"warning""#) == 1 && world.lines("over: ") == 0)
        #expect(world.saidToSupervisor.contains { $0.hasPrefix("STATUS=5 jobs") && $0.contains("tenant_access_token") })
        world.feishu.setAway(false)
        try await Self.live(world, &rounds, seconds: 61)
        #expect(world.feishu.sent == 5)
        #expect(world.lines("over: ") == 1)
    }

    /// Skipped is skipped: nothing is wrong that could be over later.
    @Test func aRepetitionIsToldOnceAndNotTriedAgain() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "0 1 * * *")
        try world.add("twin", cron: "2 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        try await Self.live(world, &rounds, seconds: 240)
        #expect(world.feishu.sent == 1)
        #expect(world.lines("skipped: ") == 1)
        #expect(world.lines("over: ") == 0 && world.lines(#""level":"error""#) == 0)
    }

    @Test func aClockThatWentBackIsToldOnceAndBelievedAgain() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.setWall(by: -86_400)
        try await Self.live(world, &rounds, seconds: 150)
        #expect(world.lines("the clock went backwards") == 1)
        #expect(world.feishu.sent == 0)
        world.setWall(by: 86_400)
        try await Self.live(world, &rounds, seconds: 160)
        #expect(world.lines("over: the clock") == 1)
        #expect(world.feishu.sent == 1)
    }

    @Test func aHostThatSleptOverTheTimeMissesIt() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.pass(seconds: 25 * 60)
        try await rounds.next()
        #expect(world.feishu.sent == 0)
        #expect(world.lines("missed: ") == 1)
    }

    /// The wall clock was a day ahead when the deadline was computed; today's firing must not be slept over.
    @Test func aClockThatWasAheadHidesNoFiring() async throws {
        let world = try ServeWorld()
        world.setWall(by: 240)
        try world.add("hello", cron: "3 1 * * *")
        var rounds = try world.rounds()
        // 01:04 by the wrong clock, before the job is known: nothing is owed for 01:03 beyond its deadline.
        world.change { $0.folder?.jobs = [] }
        try await rounds.next()
        world.setWall(by: -240)
        try world.add("hello", cron: "3 1 * * *")
        try await Self.live(world, &rounds, seconds: 200)
        #expect(world.feishu.sent == 1, "01:03 came again, for the first time")
    }

    @Test func aBrokenManifestIsToldOnceAndSoIsItsMending() async throws {
        let world = try ServeWorld()
        let failure = CommandFailure(exit: .data, type: "manifest", message: "the job is also in b.json")
        world.change { $0.problems = [.init(about: "a.json", error: failure)] }
        var rounds = try world.rounds()
        try await rounds.next()
        for number in 0..<4 {
            try Data("\(number)".utf8).write(to: URL(fileURLWithPath: world.directory.path("jobs/\(number).json")))
            try await Self.live(world, &rounds, seconds: 1)
        }
        #expect(world.looks >= 5, "every change of the folder is looked at")
        #expect(world.lines("the job is also in b.json") == 1)
        world.change { $0.problems = [] }
        try Data("{}".utf8).write(to: URL(fileURLWithPath: world.directory.path("jobs/0.json")))
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.lines("over: the job is also in b.json") == 1)
    }

    @Test func aBrokenConfigurationKeepsTheOldOne() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.breakConfiguration(CommandFailure(exit: .configuration, type: "configuration", message: "no such key"))
        world.bell.ring(reload: true)
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.lines("no such key") == 1)
        #expect(world.lines("stays in use") == 1)
        #expect(world.saidToSupervisor.contains("RELOADING=1"))
        #expect(world.saidToSupervisor.contains("MONOTONIC_USEC=7"))
        try await Self.live(world, &rounds, seconds: 300)
        #expect(world.feishu.sent == 1)
        world.breakConfiguration(nil)
        world.bell.ring(reload: true)
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.lines("read anew") == 1)
    }

    /// A secret that is gone is no reason to serve with none.
    @Test func aProfileThatGotWorseKeepsTheOldOne() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.worsenConfiguration(CommandFailure(exit: .configuration, type: "configuration", message: "no secret"))
        world.bell.ring(reload: true)
        try await Self.live(world, &rounds, seconds: 2)
        #expect(world.lines("no secret") == 1 && world.lines("stays in use") == 1)
        #expect(world.lines("read anew") == 0)
        try await Self.live(world, &rounds, seconds: 300)
        #expect(world.feishu.sent == 1, "by the old one")
        world.worsenConfiguration(nil)
        world.bell.ring(reload: true)
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.lines("read anew") == 1)
    }

    /// The old source meets it as well: it is the manifest that asks for too much, and not the configuration.
    @Test func aManifestThatAsksForTooMuchIsNoFaultOfANewConfiguration() async throws {
        let world = try ServeWorld()
        var rounds = try world.rounds()
        try await rounds.next()
        let failure = CommandFailure(exit: .configuration, type: "configuration", message: "no such profile")
        world.change { $0.problems = [.init(about: "a.json", error: failure)] }
        world.bell.ring(reload: true)
        try await Self.live(world, &rounds, seconds: 1)
        #expect(world.lines("read anew") == 1 && world.lines("no such profile") == 1)
    }

    /// What happens in a second of a daemon that is at work, while a batch is on the wire.
    private static func whileSending(
        _ world: ServeWorld, _ act: @escaping @Sendable () async throws -> Void,
        until isSo: @escaping @Sendable () async throws -> Bool
    ) async throws {
        try world.add("long", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        world.pass(seconds: 300)
        world.feishu.whileOneIsOnTheWire {
            #expect(world.feishu.sent == 0)
            world.pass(seconds: 1)
            try await act()
            world.bell.ring()
            for _ in 0..<1_000_000 {
                if try await isSo() { return }
                await Task.yield()
            }
            Issue.record("nothing was noticed")
        }
        try await rounds.next()
    }

    @Test func aManifestThatIsPutThereWhileARunIsSentStarts() async throws {
        let world = try ServeWorld()
        try await Self.whileSending(world) {
            try world.add("new", cron: "5 1 * * *", people: 3)
            try Data("{}".utf8).write(to: URL(fileURLWithPath: world.directory.path("jobs/new.json")))
        } until: {
            world.feishu.sent == 1
        }
        #expect(world.feishu.sent == 2)
        #expect(world.lines("everyone is accounted for") == 2)
    }

    @Test func aHangUpWhileARunIsSentReadsTheConfigurationAnew() async throws {
        let world = try ServeWorld()
        try await Self.whileSending(world) {
            world.bell.ring(reload: true)
        } until: {
            world.lines("read anew") == 1
        }
        #expect(world.saidToSupervisor.contains("RELOADING=1"))
    }

    @Test func aConfigurationThatGotWorseWhileARunIsSentIsNotTaken() async throws {
        let world = try ServeWorld()
        try await Self.whileSending(world) {
            world.worsenConfiguration(CommandFailure(exit: .configuration, type: "configuration", message: "no secret"))
            world.bell.ring(reload: true)
        } until: {
            world.lines("stays in use") == 1
        }
        #expect(world.lines("read anew") == 0 && world.feishu.sent == 1)
    }

    @Test func anApprovalWhileARunIsSentIsNoticed() async throws {
        let world = try ServeWorld()
        try world.add("asks", cron: "0 1 * * *", needsApproval: true, people: 4)
        try await Self.whileSending(world) {
            let other = try world.otherProcess()
            let run = try await other.run("asks@latest")
            try await other.approve(run.id, planSHA256: run.planSHA256, by: CommandWorld.tester, at: world.now)
        } until: {
            world.feishu.sent == 1
        }
        #expect(world.feishu.sent == 2)
    }

    @Test func aStoreThatCannotWorkForNowIsToldOnceAndWaitedFor() async throws {
        let world = try ServeWorld()
        try world.add("hello", cron: "5 1 * * *")
        var rounds = try world.rounds()
        try await rounds.next()
        let lock = world.directory.path("store.sqlite.lock")
        try FileManager.default.moveItem(atPath: lock, toPath: lock + ".away")
        try FileManager.default.createDirectory(atPath: lock, withIntermediateDirectories: false)
        world.pass(seconds: 290)
        try await Self.live(world, &rounds, seconds: 100)
        #expect(world.lines("cannot be opened") == 1 && world.feishu.sent == 0)
        try FileManager.default.removeItem(atPath: lock)
        try FileManager.default.moveItem(atPath: lock + ".away", toPath: lock)
        try await Self.live(world, &rounds, seconds: 61)
        #expect(world.lines("over: ") == 1 && world.feishu.sent == 1)
    }

    @Test(arguments: [true, false]) func aStoreThatIsNotThereAnyMoreEndsIt(_ isReplaced: Bool) async throws {
        let world = try ServeWorld()
        var rounds = try world.rounds()
        try await rounds.next()
        let path = world.directory.path("store.sqlite")
        try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
        if isReplaced { try FileManager.default.copyItem(atPath: path + ".away", toPath: path) }
        world.pass(seconds: 1)
        let error = await #expect(throws: StoreError.self) { try await rounds.next() }
        #expect(error?.message.contains("removed or replaced") == true)
        #expect(CommandFailure(describing: try #require(error)).exit == .storage)
    }

    @Test func everyErrorOfTheStoreHasItsPlace() {
        let fatal = StoreError.Code.allCases.filter { !$0.isMendedByWaiting }
        #expect(
            Set(fatal) == [
                .notADatabase, .newerSchema, .olderSchema, .wrongApplication, .corrupt, .constraint, .inputOutput,
            ])
    }
}
