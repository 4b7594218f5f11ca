import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// "Too often": everybody rests as long as Feishu says, then sends once; a storm ends the run for now.
struct ThrottlingTests {
    static func tooOften(_ reset: Double?) -> ScriptedFeishu.Step {
        .answer(.throttled(.rate(resetSeconds: reset)))
    }

    @Test(arguments: [(52.0, 52_500), (nil, 1000), (-1, 1500), (0.2, 1500), (119, 119_500)] as [(Double?, Int64)])
    func restsAsLongAsItMustThenSendsOnce(_ reset: Double?, _ milliseconds: Int64) async throws {
        let world = try EngineWorld([Self.tooOften(reset), .accept()])
        #expect(try await world.run(try EngineWorld.plan(people: 10)) == .complete)
        #expect((milliseconds..<milliseconds + 250).contains(world.clock.slept))
        #expect(world.feishu.requests == 2)
        #expect(world.feishu.reached.count == 10)
        let run = try await world.summary()
        #expect(run.batches[0].attempts == 2)
        #expect(run.people.accepted == 10)
    }

    @Test func everyLaneRests() async throws {
        let world = try EngineWorld([.accept(), Self.tooOften(30)])
        let waits = Recorder<Int64>()
        let end = try await world.engine { event in
            if case .waiting(_, let milliseconds, _) = event { waits.append(milliseconds) }
        }.run(try EngineWorld.plan(people: 80, inFlight: 4), by: EngineWorld.actor, stop: StopSignal())
        #expect(end == .complete)
        #expect(world.feishu.reached.count == 80)
        #expect(Set(world.feishu.reached).count == 80)
        #expect(waits.values.contains { $0 > 25_000 }, "the pause is told about")
    }

    @Test func aStormEndsTheRunForNow() async throws {
        let world = try EngineWorld(Array(repeating: Self.tooOften(nil), count: 100))
        let end = try await world.run(try EngineWorld.plan(people: 50))
        guard case .throttled = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.requests == 20)
        #expect(world.feishu.sent.isEmpty)
        #expect((300_000...1_200_000).contains(world.clock.slept), "pauses grow: nobody is hammered")
        let run = try await world.summary()
        #expect(run.state == .sending, "the next start goes on by itself")
        #expect(run.people.pending == 50)
        #expect(run.people.addsUp)
    }

    /// Lanes whose hook refuses because the app rests have not been answered by Feishu: they must not make the storm look
    /// like it had ended.
    @Test func aStormOverSeveralLanesEndsToo() async throws {
        let world = try EngineWorld(
            Array(repeating: Self.tooOften(nil), count: 400),
            onSend: { number, meanwhile in
                guard number % 4 != 1 else { return }
                let store = try meanwhile.store()
                for _ in 0..<200 where try await store.appPause(of: "cli_test", at: meanwhile.clock.now()) == nil {
                    await Task.yield()
                }
            },
            onWire: { _, _ in })
        let end = try await world.run(try EngineWorld.plan(people: 200, inFlight: 4))
        guard case .throttled = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.requests <= 24)
        #expect(world.feishu.sent.isEmpty)
        #expect(try await world.summary().people.pending == 200)
    }

    @Test func anAnswerInBetweenEndsTheStorm() async throws {
        let steps = Array(repeating: Self.tooOften(nil), count: 15)
        let world = try EngineWorld(steps + [.accept()] + steps + [.accept()])
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .complete)
        #expect(world.feishu.reached.count == 20)
    }

    @Test func aPauseTooLongToSitOutIsLeftToTheNextStart() async throws {
        let world = try EngineWorld([.accept(), Self.tooOften(1e9)])
        let end = try await world.run(try EngineWorld.plan(people: 30))
        #expect(end == .throttled(milliseconds: 900_500))
        #expect(world.clock.slept == 0)
        let run = try await world.summary()
        #expect(run.state == .sending)
        #expect(run.batches.map(\.state) == [.accepted, .pending, .pending])

        let tooEarly = try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal())
        #expect(tooEarly == .throttled(milliseconds: 900_500))
        #expect(world.feishu.requests == 2, "the pause is in the store, so a new runner obeys it too")

        world.clock.advance(milliseconds: 900_500)
        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.count == 30)
    }

    @Test(arguments: [SendVerdict.Throttle.dailyQuota, .monthlyQuota])
    func aQuotaUsedUpPausesTheRunUntilSomebodyResumesIt(_ quota: SendVerdict.Throttle) async throws {
        let world = try EngineWorld([.accept(), .answer(.throttled(quota))])
        let end = try await world.run(try EngineWorld.plan(people: 40))
        guard case .quotaUsedUp = end else { return #expect(Bool(false), "ended with \(end)") }
        let run = try await world.summary()
        #expect(run.state == .paused)
        #expect(run.stateReason?.contains(quota == .dailyQuota ? "11247" : "99991403") == true)
        #expect(run.batches.map(\.state) == [.accepted, .pending, .pending, .pending])
        #expect(world.feishu.requests == 2, "no loop against a closed door")

        #expect(try await world.engine.resume(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<40).map(EngineWorld.person).sorted())
    }

    @Test func anotherProcessesPauseIsObeyedInTheHook() async throws {
        let world = try EngineWorld(
            onSend: { number, meanwhile in
                guard number == 2 else { return }
                try await meanwhile.store().pauseApp(
                    "cli_test", milliseconds: 20_000, reason: "another process met 429", at: meanwhile.clock.now())
            },
            onWire: { _, _ in })
        #expect(try await world.run(try EngineWorld.plan(people: 30)) == .complete)
        #expect(world.feishu.hookRefusals == 1)
        #expect(world.clock.slept >= 20_000)
        #expect(world.feishu.reached.sorted() == (0..<30).map(EngineWorld.person).sorted())
    }
}
