import JobEngine
import JobModel
import JobStore
import Testing

/// An operator's pause or cancel from another process, while a run is being sent.
struct PauseTests {
    @Test func aPauseIsObeyedRightBeforeTheFirstByte() async throws {
        let world = try EngineWorld(
            onSend: { number, meanwhile in if number == 2 { try await Self.pause(meanwhile) } },
            onWire: { _, _ in })
        let end = try await world.run(try EngineWorld.plan(people: 40))
        #expect(end == .stopped(.paused, reason: "lunch"))
        #expect(world.feishu.hookRefusals == 1)
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.accepted, .pending, .pending, .pending])

        #expect(try await world.engine.resume(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<40).map(EngineWorld.person).sorted())
        #expect(try await world.summary().stateReason == nil)
    }

    @Test(arguments: [1, 4])
    func whatIsOnTheWireFinishesAndNothingNewBegins(_ lanes: Int) async throws {
        let isPaused = StopSignal()
        let afterwards = Recorder<Int>()
        let world = try EngineWorld(onWire: { number, meanwhile in
            if isPaused.isStopping { afterwards.append(number) }
            guard number == 2 else { return }
            try await Self.pause(meanwhile)
            isPaused.raise()
        })
        let end = try await world.run(try EngineWorld.plan(people: 2000, inFlight: lanes))
        #expect(end == .stopped(.paused, reason: "lunch"))
        let run = try await world.summary()
        #expect(run.batches.allSatisfy { $0.state == .accepted || $0.state == .pending })
        #expect(run.people.accepted == world.feishu.reached.count)
        #expect(afterwards.values.count < lanes, "only what had passed the hook already")
        #expect(try await world.engine.resume(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<2000).map(EngineWorld.person).sorted())
    }

    @Test func nobodyButAnOperatorContinuesAPausedRun() async throws {
        let world = try EngineWorld(onWire: { number, meanwhile in if number == 1 { try await Self.pause(meanwhile) } })
        _ = try await world.run(try EngineWorld.plan(people: 20))
        let run = try await world.summary()
        let error = await #expect(throws: EngineError.self) {
            try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal())
        }
        guard case .needsDecision(let named) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(named.id == run.id)
        #expect(named.stateReason == "lunch")
        #expect(world.feishu.requests == 1)
    }

    @Test func aCancelLetsTheWireFinishAndIsForGood() async throws {
        let world = try EngineWorld(onWire: { number, meanwhile in
            guard number == 2 else { return }
            let store = try meanwhile.store()
            let run = try await store.run("hello@latest")
            let cancelled = try await store.cancelPending(
                run.id, reason: "wrong text", by: EngineWorld.actor, at: meanwhile.clock.now())
            #expect(cancelled == 2)
        })
        let end = try await world.run(try EngineWorld.plan(people: 40))
        #expect(end == .stopped(.cancelled, reason: "wrong text"))
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.accepted, .accepted, .cancelled, .cancelled])
        #expect(run.people.addsUp)

        let error = await #expect(throws: EngineError.self) {
            try await world.engine.resume(run.id, by: EngineWorld.actor, stop: StopSignal())
        }
        guard case .notPossible(_, "resume") = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(world.feishu.requests == 2)
    }

    @Test func aCancelRightBeforeTheFirstByteKeepsItIn() async throws {
        let world = try EngineWorld(
            onSend: { number, meanwhile in
                guard number == 1 else { return }
                let store = try meanwhile.store()
                let run = try await store.run("hello@latest")
                try await store.cancelPending(
                    run.id, reason: "wrong text", by: EngineWorld.actor, at: meanwhile.clock.now())
            },
            onWire: { _, _ in })
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .stopped(.cancelled, reason: "wrong text"))
        #expect(world.feishu.requests == 0)
        #expect(try await world.summary().people.cancelled == 20)
    }

    @Test(arguments: [1, 4])
    func theKillSwitchLetsTheWireFinishAndNothingBegin(_ lanes: Int) async throws {
        let isStopped = StopSignal()
        let afterwards = Recorder<Int>()
        let world = try EngineWorld(onWire: { number, meanwhile in
            if isStopped.isStopping { afterwards.append(number) }
            guard number == 2 else { return }
            try await meanwhile.store().pauseAll(
                reason: "wrong tenant", by: EngineWorld.actor, at: meanwhile.clock.now())
            isStopped.raise()
        })
        let end = try await world.run(try EngineWorld.plan(people: 2000, inFlight: lanes))
        guard case .killSwitch(let killSwitch) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(killSwitch.reason == "wrong tenant")
        #expect(afterwards.values.count < lanes, "only what had passed the hook already")
        let run = try await world.summary()
        #expect(run.state == .sending)
        #expect(run.people.accepted == world.feishu.reached.count)
        let calls = world.feishu.calls
        let still = try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal())
        #expect(still == .killSwitch(killSwitch))
        #expect(world.feishu.calls == calls)
        try await world.store.resumeAll(by: EngineWorld.actor, at: world.clock.now())
        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<2000).map(EngineWorld.person).sorted())
    }

    @Test func theKillSwitchIsObeyedRightBeforeTheFirstByte() async throws {
        let world = try EngineWorld(
            onSend: { number, meanwhile in
                guard number == 2 else { return }
                try await meanwhile.store().pauseAll(reason: "x", by: EngineWorld.actor, at: meanwhile.clock.now())
            },
            onWire: { _, _ in })
        let end = try await world.run(try EngineWorld.plan(people: 40))
        guard case .killSwitch = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.hookRefusals == 1)
        #expect(try await world.summary().batches.map(\.state) == [.accepted, .pending, .pending, .pending])
    }

    @Test func underTheKillSwitchNothingIsFrozen() async throws {
        let world = try EngineWorld()
        try await world.store.pauseAll(reason: "x", by: EngineWorld.actor, at: world.clock.now())
        let error = await #expect(throws: StoreError.self) { try await world.run(try EngineWorld.plan(people: 5)) }
        #expect(error?.code == .killSwitch)
        #expect(try await world.store.summaries().isEmpty)
    }

    private static func pause(_ meanwhile: EngineWorld.Meanwhile) async throws {
        let store = try meanwhile.store()
        let run = try await store.run("hello@latest")
        try await store.pause(run.id, reason: "lunch", by: EngineWorld.actor, at: meanwhile.clock.now())
    }
}
