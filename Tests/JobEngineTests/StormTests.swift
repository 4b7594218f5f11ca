import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// "Too often" for a long time: the server sees few requests, whoever starts again and again.
struct StormTests {
    private static func tooOften(_ count: Int, reset: Double? = nil) -> [ScriptedFeishu.Step] {
        Array(repeating: .answer(.throttled(.rate(resetSeconds: reset))), count: count)
    }

    /// Row 50: one request for each rest, however many lanes there are.
    @Test(arguments: [1, 4, 16])
    func oneLaneFindsOutWhetherTheRestWasLongEnough(_ lanes: Int) async throws {
        let together = Rendezvous(lanes)
        let world = try EngineWorld(
            Self.tooOften(lanes + 5, reset: 10), onWire: { number, _ in if number <= lanes { await together.meet() } })
        #expect(try await world.run(try EngineWorld.plan(people: 400, inFlight: lanes)) == .complete)
        #expect(world.feishu.requests == lanes + 5 + 40)
        #expect(world.clock.slept >= 6 * 10_000, "six rests: one for the first burst, one for each probe")
        #expect(world.feishu.reached.count == 400)
        #expect(Set(world.feishu.reached).count == 400)
    }

    /// A timer that starts larkcast every minute must not begin the storm anew each time.
    @Test func restartsDoNotMultiplyARequestStorm() async throws {
        let world = try EngineWorld(Self.tooOften(10_000))
        let plan = try EngineWorld.plan(people: 400, inFlight: 4)
        _ = try await world.run(plan)
        let run = try await world.summary().id
        let before = world.feishu.requests
        let began = world.clock.now().monotonicMilliseconds
        var ends: [DispatchEnd] = []
        while world.clock.now().monotonicMilliseconds < began + 600_000 {
            ends.append(try await world.engine.pickUp(run, by: EngineWorld.actor, stop: StopSignal()))
            world.clock.advance(milliseconds: 60_000)
        }
        #expect(world.feishu.requests - before <= 2 * ends.count, "\(world.feishu.requests - before) in ten minutes")
        #expect(world.feishu.sent.isEmpty)
        #expect(try await world.summary().people.pending == 400)
    }

    @Test func aBudgetThatIsSpentPausesTheRunAcrossRestarts() async throws {
        let world = try EngineWorld(Self.tooOften(10_000))
        let plan = try EngineWorld.plan(people: 40, notAfterSeconds: 30 * 86_400)
        var end = try await world.run(plan)
        let run = try await world.summary().id
        var starts = 1
        while case .throttled = end, starts < 300 {
            world.clock.advance(milliseconds: 60_000)
            end = try await world.engine.pickUp(run, by: EngineWorld.actor, stop: StopSignal())
            starts += 1
        }
        guard case .retryBudgetSpent(let reason) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(reason.hasPrefix("retry_budget"))
        #expect(world.feishu.requests == 101, "a hundred are paid for, the next one pauses the run")
        #expect(try await world.summary().state == .paused)
        let error = await #expect(throws: EngineError.self) {
            try await world.engine.pickUp(run, by: EngineWorld.actor, stop: StopSignal())
        }
        guard case .needsDecision = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test func connectionsThatFailSpendItToo() async throws {
        var world = try EngineWorld(Array(repeating: .fail(.connection), count: 100))
        world.configuration.retry.tries = 1000
        let end = try await world.run(try EngineWorld.plan(people: 20, notAfterSeconds: 30 * 86_400))
        guard case .retryBudgetSpent = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.calls == 36)
        #expect(world.feishu.sent.isEmpty)
    }

    /// `not_after` wins: an announcement that waited out a storm does not come late.
    @Test func aRestThatOutlastsTheDeadlineSendsNothingMore() async throws {
        let world = try EngineWorld([.accept()] + Self.tooOften(1, reset: 100))
        let end = try await world.run(try EngineWorld.plan(people: 40, notAfterSeconds: 60))
        guard case .stopped(.expired, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.reached.count == 10)
        #expect(try await world.summary().people.cancelled == 30)
    }
}
