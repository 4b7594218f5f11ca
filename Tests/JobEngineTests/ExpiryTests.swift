import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// `not_after`: an announcement that would come too late is not sent at all.
struct ExpiryTests {
    @Test func sendsNothingMoreOnceTheDeadlineHasPassed() async throws {
        let world = try EngineWorld(onWire: { number, meanwhile in
            if number == 2 { meanwhile.clock.advance(milliseconds: 60_000) }
        })
        let end = try await world.run(try EngineWorld.plan(people: 50, notAfterSeconds: 60))
        guard case .stopped(.expired, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        let run = try await world.summary()
        #expect(run.state == .expired)
        #expect(
            run.batches.map(\.state) == [.accepted, .accepted, .cancelled, .cancelled, .cancelled],
            "what was on the wire counts, what was not is never sent")
        #expect(run.people.cancelled == 30)
        #expect(run.people.addsUp)
        #expect(world.feishu.reached.count == 20)
    }

    @Test func looksAtTheClockOnceMoreRightBeforeTheFirstByte() async throws {
        let world = try EngineWorld(
            onSend: { number, meanwhile in if number == 2 { meanwhile.clock.advance(milliseconds: 60_000) } },
            onWire: { _, _ in })
        let end = try await world.run(try EngineWorld.plan(people: 30, notAfterSeconds: 60))
        guard case .stopped(.expired, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.hookRefusals == 1)
        #expect(world.feishu.reached.count == 10)
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.accepted, .cancelled, .cancelled])
        #expect(run.people.addsUp)
    }

    @Test func sendsToTheLastMillisecond() async throws {
        let world = try EngineWorld(onWire: { number, meanwhile in
            if number == 1 { meanwhile.clock.advance(milliseconds: 59_999) }
        })
        #expect(try await world.run(try EngineWorld.plan(people: 20, notAfterSeconds: 60)) == .complete)
    }

    /// All lanes learn of it at the same moment; that is an end, not an error.
    @Test(arguments: 1...8)
    func lanesThatLearnOfItTogetherAgree(_: Int) async throws {
        let together = Rendezvous(16)
        let world = try EngineWorld(onWire: { number, meanwhile in
            await together.meet()
            if number == 1 { meanwhile.clock.advance(milliseconds: 60_000) }
        })
        let end = try await world.run(try EngineWorld.plan(people: 640, inFlight: 16, notAfterSeconds: 60))
        guard case .stopped(.expired, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        let run = try await world.summary()
        #expect(run.state == .expired)
        #expect(run.people.accepted == world.feishu.reached.count)
        #expect(run.batches.allSatisfy { $0.state == .accepted || $0.state == .cancelled })
        #expect(run.people.addsUp)
    }

    @Test func aRunPickedUpTooLateExpires() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(onWire: { number, _ in if number == 1 { stop.raise() } })
        #expect(try await world.run(try EngineWorld.plan(people: 30, notAfterSeconds: 3600), stop: stop) == .drained)
        let run = try await world.summary()
        world.clock.advance(milliseconds: 3_600_000)
        let end = try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal())
        guard case .stopped(.expired, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.reached.count == 10)
        #expect(try await world.summary().people.cancelled == 20)
    }
}

/// Lets a number of tasks wait for each other, once; later ones pass.
final class Rendezvous: Sendable {
    private let left: Atomic<Int>

    init(_ count: Int) { left = Atomic(count) }

    func meet() async {
        left.subtract(1, ordering: .sequentiallyConsistent)
        for _ in 0..<100_000 where left.load(ordering: .sequentiallyConsistent) > 0 { await Task.yield() }
    }
}
