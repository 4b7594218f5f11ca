import FeishuAPI
import JobModel
import JobStore
import Testing

@testable import JobEngine

/// An orderly stop: what is on the wire finishes and is recorded, nothing new begins, the next start completes the rest.
struct StopTests {
    @Test(arguments: [1, 4, 16])
    func finishesWhatIsOnTheWireAndBeginsNothingNew(_ lanes: Int) async throws {
        let stop = StopSignal()
        let afterwards = Recorder<Int>()
        let world = try EngineWorld(
            onSend: { number, _ in if stop.isStopping { afterwards.append(number) } },
            onWire: { number, _ in
                if number == 3 { stop.raise() }
                for _ in 0..<20 { await Task.yield() }
            })
        let end = try await world.run(try EngineWorld.plan(people: 300, inFlight: lanes), stop: stop)
        #expect(end == .drained)
        let run = try await world.summary()
        #expect(run.state == .sending)
        #expect(run.batches.allSatisfy { $0.state == .accepted || $0.state == .pending })
        #expect(run.people.accepted == world.feishu.reached.count, "everything that left is recorded")
        #expect(afterwards.values.count < lanes, "only what other lanes had claimed already")
        #expect(world.feishu.requests < 30)
        #expect(run.people.addsUp)

        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<300).map(EngineWorld.person).sorted())
        #expect(try await world.summary().state == .sent)
    }

    /// A daemon has one signal for everything it does: asking for a token must not be broken off because an earlier one came.
    @Test func aSignalThatNobodyRaisedBreaksNothingOff() async throws {
        let stop = StopSignal()
        for _ in 1...3 {
            try await stop.breakingOff {
                for _ in 0..<200 {
                    await Task.yield()
                    try Task.checkCancellation()
                }
            }
        }
    }

    @Test func sendsNothingWhenItWasRaisedBefore() async throws {
        let stop = StopSignal()
        stop.raise()
        let world = try EngineWorld()
        #expect(try await world.run(try EngineWorld.plan(people: 30, inFlight: 4), stop: stop) == .drained)
        #expect(world.feishu.calls == 0)
        #expect(try await world.summary().people.pending == 30)
    }

    @Test func isNoticedWithinASecondOfWaiting() async throws {
        let stop = StopSignal()
        let world = try EngineWorld([.answer(.throttled(.rate(resetSeconds: 100)))])
        let end = try await world.engine { event in
            if case .waiting = event { stop.raise() }
        }.run(try EngineWorld.plan(people: 20), by: EngineWorld.actor, stop: stop)
        #expect(end == .drained)
        #expect(world.clock.slept <= 1000)
        #expect(world.feishu.requests == 1)
    }

    @Test func aStopAtTheVeryEndIsNoInterruption() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(onWire: { number, _ in if number == 2 { stop.raise() } })
        #expect(try await world.run(try EngineWorld.plan(people: 20), stop: stop) == .complete)
        #expect(try await world.summary().state == .sent)
    }

    @Test func aDoubtIsToldEvenWhileStopping() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(
            [.accept(), .answer(.inDoubt(.unknown), taken: true)],
            onWire: { number, _ in if number == 2 { stop.raise() } })
        _ = try await world.run(try EngineWorld.plan(people: 40), stop: stop)
        let run = try await world.summary()
        #expect(run.state == .halted)
        #expect(run.batches.map(\.state) == [.accepted, .inDoubt, .pending, .pending])
        #expect(world.feishu.requests == 2)
    }

    /// The word may come while a claimed batch is still connecting: the hook turns it back, provably unsent.
    @Test func aBatchThatIsStillConnectingDoesNotLeave() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(
            onSend: { number, _ in if number == 2 { stop.raise() } }, onWire: { _, _ in })
        #expect(try await world.run(try EngineWorld.plan(people: 40), stop: stop) == .drained)
        #expect(world.feishu.hookRefusals == 1)
        #expect(world.feishu.reached.count == 10)
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.accepted, .pending, .pending, .pending])
        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<40).map(EngineWorld.person).sorted())
    }

    @Test(arguments: [1, 4]) func countsWhatAnEndAtOnceWouldCost(_ lanes: Int) async throws {
        let stop = StopSignal()
        let seen = Recorder<Int>()
        let world = try EngineWorld(
            [.accept(), .fail(.connection), .answer(.rejected(.request))],
            onSend: { _, _ in seen.append(-stop.batchesOnTheWire) },
            onWire: { _, _ in seen.append(stop.batchesOnTheWire) })
        _ = try await world.run(try EngineWorld.plan(people: 60, inFlight: lanes), stop: stop)
        #expect(seen.values.allSatisfy { (-lanes + 1...lanes).contains($0) })
        #expect(seen.values.contains(where: { $0 > 0 }))
        #expect(stop.batchesOnTheWire == 0)
    }

    @Test func aTokenThatNeverComesIsNotWaitedFor() async throws {
        let stop = StopSignal()
        stop.raise()
        let world = try EngineWorld(ScriptedFeishu(preparationHangs: true))
        await #expect(throws: CancellationError.self) {
            try await world.run(try EngineWorld.plan(people: 10), stop: stop)
        }
        #expect(try await world.store.summaries(limit: 5).isEmpty)
    }
}
