import JobModel
import Testing

@testable import JobStore

/// A used up quota stops every run of the app, until it is there again or an operator says otherwise.
@Suite struct AppStopTests {
    private static func usedUp(_ quota: AppQuota = .daily) -> AttemptResult {
        var result = AttemptResult(outcome: .throttled, stopsRun: "the day's messages are used up")
        result.usedUp = quota
        return result
    }

    private static func second(_ scene: Scene, app: String = Fixture.app) async throws -> Scene {
        let run = Fixture.runID(2)
        _ = try await scene.database.freeze(
            Fixture.plan(job: "other", [["ou_x"]], content: "other"), id: run, appID: app, by: Fixture.ann,
            at: Fixture.moment())
        try await scene.database.begin(run, by: Fixture.ann, at: Fixture.moment())
        return Scene(database: scene.database, run: run, epoch: scene.epoch)
    }

    @Test func stopsTheOtherRunsOfTheAppToo() async throws {
        let scene = try await Scene.sending()
        let other = try await Self.second(scene)
        #expect(try await scene.send(Self.usedUp()) == .pending)
        #expect(try await scene.summary().state == .paused)
        guard case .appStopped(let stop) = try await other.decide(at: Fixture.moment(3000)) else {
            return #expect(Bool(false), "the other run goes on")
        }
        #expect(stop.reason.contains("used up"))
        #expect(stop.until == Fixture.moment(86_400_000).wallMilliseconds)
        #expect(try await other.summary().state == .sending, "nobody paused it: it goes on by itself")
    }

    @Test func endsByItselfAfterADay() async throws {
        let scene = try await Scene.sending()
        try await scene.send(Self.usedUp())
        let database = scene.database
        #expect(try await database.appStop(of: Fixture.app, at: Fixture.moment(86_399_999)) != nil)
        #expect(try await database.appStop(of: Fixture.app, at: Fixture.moment(86_400_000)) == nil)
    }

    @Test func anOperatorLiftsItAndIsOnRecord() async throws {
        let scene = try await Scene.sending()
        let other = try await Self.second(scene)
        try await scene.send(Self.usedUp(.monthly))
        try await scene.database.liftAppStop(of: Fixture.app, for: scene.run, by: Fixture.ann, at: Fixture.moment(10))
        _ = try await other.claim(at: Fixture.moment(10))
        #expect(try scene.integer("SELECT count(*) FROM audit WHERE action = 'stop_app' AND who = 'larkcast'") == 1)
        #expect(try scene.integer("SELECT count(*) FROM audit WHERE action = 'lift_stop' AND who = 'ann'") == 1)
    }

    @Test func isObeyedInTheHook() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1))
        let other = try await Self.second(scene)
        let claimed = try await other.claim()
        try await scene.send(Self.usedUp())
        let error = await #expect(throws: StoreError.self) {
            try await offPool { try scene.database.markDispatching(claimed.ticket, at: Fixture.moment(5)) }
        }
        #expect(error?.message.contains("stopped") == true)
    }

    @Test func isNeverShortenedAndConcernsOneAppOnly() async throws {
        let scene = try await Scene.sending(Fixture.people(batches: 3, of: 1))
        let other = try await Self.second(scene, app: "cli_other")
        try await scene.send(Self.usedUp(.monthly))
        let until = try await scene.database.appStop(of: Fixture.app, at: Fixture.moment())?.until
        try await scene.database.write { db in
            try AppStop.stop(
                db, appID: Fixture.app, until: Fixture.moment(5).wallMilliseconds, reason: "less", run: scene.run,
                at: Fixture.moment())
        }
        #expect(try await scene.database.appStop(of: Fixture.app, at: Fixture.moment())?.until == until)
        _ = try await other.claim()
    }
}
