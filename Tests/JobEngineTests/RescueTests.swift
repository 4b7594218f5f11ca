import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// What a new runner makes of a dead one's work: what provably never left goes out, what may have left never does.
struct RescueTests {
    @Test func aClaimedBatchGoesOutOnce() async throws {
        let world = try EngineWorld()
        let (run, _) = try await left(in: world, claimed: 1, dispatched: 0)
        let reports = Recorder<RescueReport>()
        let end = try await world.engine { event in
            if case .rescued(let report) = event { reports.append(report) }
        }.pickUp(run, by: EngineWorld.actor, stop: StopSignal())
        #expect(end == .complete)
        #expect(world.feishu.reached.sorted() == (0..<50).map(EngineWorld.person).sorted())
        #expect(reports.values.map { $0.requeued.map(\.ordinal) } == [[1]])
        #expect(try await world.summary().batches[0].attempts == 2)
    }

    @Test func aDispatchedBatchIsInDoubtAndNeverSent() async throws {
        let world = try EngineWorld()
        let (run, _) = try await left(in: world, claimed: 0, dispatched: 1)
        let error = await #expect(throws: EngineError.self) {
            try await world.engine.pickUp(run, by: EngineWorld.actor, stop: StopSignal())
        }
        guard case .needsDecision(let halted) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(halted.state == .halted)
        #expect(halted.batches.map(\.state) == [.inDoubt, .pending, .pending, .pending, .pending])
        #expect(halted.people.inDoubt == 10)
        #expect(halted.people.addsUp)
        #expect(world.feishu.calls == 0)
    }

    @Test func resumingSendsTheRestAndStaysHalted() async throws {
        let world = try EngineWorld()
        let (run, _) = try await left(in: world, claimed: 1, dispatched: 2)
        try await isToldFirst(run, in: world)
        for _ in 1...2 {
            let end = try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
            guard case .stopped(.halted, let reason) = end else { return #expect(Bool(false), "ended with \(end)") }
            #expect(reason?.contains("batches 1, 2") == true)
            let summary = try await world.summary()
            #expect(summary.batches.map(\.state) == [.inDoubt, .inDoubt, .accepted, .accepted, .accepted])
            #expect(summary.people.accepted == 30)
            #expect(summary.people.inDoubt == 20)
            #expect(summary.people.addsUp)
            #expect(world.feishu.reached.sorted() == (20..<50).map(EngineWorld.person).sorted())
        }
    }

    @Test func resumingGoesOnUntilTheNextDoubt() async throws {
        let world = try EngineWorld([.accept(), .answer(.inDoubt(.unknown), taken: true)])
        let (run, _) = try await left(in: world, claimed: 0, dispatched: 1)
        try await isToldFirst(run, in: world)
        _ = try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        let summary = try await world.summary()
        #expect(summary.batches.map(\.state) == [.inDoubt, .accepted, .inDoubt, .pending, .pending])
        #expect(summary.state == .halted)
    }

    @Test func fewerDoubtsThanAllowedDoNotHalt() async throws {
        let world = try EngineWorld()
        let (run, _) = try await left(in: world, claimed: 0, dispatched: 1, maxInDoubt: 2)
        let end = try await world.engine.pickUp(run, by: EngineWorld.actor, stop: StopSignal())
        guard case .stopped(.halted, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        let summary = try await world.summary()
        #expect(summary.batches.map(\.state) == [.inDoubt, .accepted, .accepted, .accepted, .accepted])
        #expect(Set(world.feishu.reached).isDisjoint(with: (0..<10).map(EngineWorld.person)))
    }

    @Test func whatTheOperatorSaysWasNotSentGoesOutAndTheRunIsSent() async throws {
        let world = try EngineWorld()
        let (run, tickets) = try await left(in: world, claimed: 0, dispatched: 1)
        try await isToldFirst(run, in: world)
        _ = try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        try await world.store.resolve(
            run, ordinal: 1, as: .notSent, attempt: tickets[0].attemptNumber, reason: "the log shows nothing",
            by: EngineWorld.actor, at: world.clock.now())
        #expect(try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.sorted() == (0..<50).map(EngineWorld.person).sorted())
    }

    @Test func aPausedRunsUnseenDoubtIsToldFirstToo() async throws {
        let world = try EngineWorld()
        let (run, _) = try await left(in: world, claimed: 0, dispatched: 1, maxInDoubt: 2)
        try await world.store.pause(run, reason: "lunch", by: EngineWorld.actor, at: world.clock.now())
        try await isToldFirst(run, in: world, state: .paused)
        let end = try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        guard case .stopped(.halted, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(try await world.summary().doubts == [1])
    }

    @Test func aRunThatNeverBeganBegins() async throws {
        let world = try EngineWorld()
        let run = RunID(rawValue: "0123456789ab")
        _ = try await world.store.freeze(
            try EngineWorld.plan(people: 20), id: run, appID: "cli_test", by: EngineWorld.actor, at: world.clock.now())
        #expect(try await world.engine.pickUp(run, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(world.feishu.reached.count == 20)
    }

    @Test func aLivingRunnerIsLeftAlone() async throws {
        let world = try EngineWorld()
        let other = try await OtherRunner(in: world, try EngineWorld.plan(people: 50))
        let ticket = try await other.dispatch()
        for attempt in 1...3 {
            let error = await #expect(throws: StoreError.self) {
                switch attempt {
                case 1: try await world.engine.pickUp(other.run, by: EngineWorld.actor, stop: StopSignal())
                case 2: try await world.engine.resume(other.run, by: EngineWorld.actor, stop: StopSignal())
                default:
                    try await world.run(try EngineWorld.plan(people: 5, job: "other"))
                }
            }
            #expect(error?.code == .lockHeld)
            #expect(error?.message.contains("4711 on elsewhere") == true)
        }
        #expect(world.feishu.calls == 0)
        #expect(try await other.record(ticket, id: "bm-own-1") == .accepted, "its own work goes on undisturbed")
    }

    @Test func aSupersededRunnerCanChangeNothing() async throws {
        let world = try EngineWorld()
        let other = try await OtherRunner(in: world, try EngineWorld.plan(people: 50))
        let onTheWire = try await other.dispatch()
        let connecting = try await other.claim()
        // As if its lock had been broken: a network file system, a removed lock file.
        let epoch = try await world.store.beginEpoch(
            as: RunnerIdentity(processID: 1, host: "new"), at: world.clock.now())
        let hook = #expect(throws: StoreError.self) {
            try other.store.markDispatching(connecting, at: world.clock.now())
        }
        #expect(hook?.code == .superseded)
        let claim = await #expect(throws: StoreError.self) { try await other.claim() }
        #expect(claim?.code == .superseded)
        _ = try await world.store.rescue(epoch, at: world.clock.now())
        #expect(try await other.record(onTheWire, id: "bm-late") == .inDoubt, "kept as a trace, decided by nobody")
        let late = await #expect(throws: StoreError.self) { try await other.record(connecting, id: "bm-late") }
        #expect(late?.code == .wrongState)
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.inDoubt, .pending, .pending, .pending, .pending])
        #expect(run.batches[0].batchMessageID == nil)
    }

    @Test func anEngineThatIsSupersededStops() async throws {
        let world = try EngineWorld(
            onSend: { number, meanwhile in
                guard number == 2 else { return }
                _ = try await meanwhile.store().beginEpoch(
                    as: RunnerIdentity(processID: 1, host: "new"), at: meanwhile.clock.now())
            },
            onWire: { _, _ in })
        let error = await #expect(throws: StoreError.self) { try await world.run(try EngineWorld.plan(people: 50)) }
        #expect(error?.code == .superseded)
        #expect(world.feishu.requests == 1)
        #expect(world.feishu.hookRefusals == 1)
    }

    @Test func anotherAppsRunIsNotTouched() async throws {
        let world = try EngineWorld()
        let (run, _) = try await left(in: world, claimed: 1, dispatched: 0)
        let stranger = Engine(
            store: world.store, messaging: ScriptedFeishu(appID: "cli_stranger"),
            dependencies: world.clock.dependencies)
        let error = await #expect(throws: EngineError.self) {
            try await stranger.resume(run, by: EngineWorld.actor, stop: StopSignal())
        }
        guard case .otherApp(_, "cli_test", "cli_stranger") = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
    }

    /// The operator who says "go on" has not seen the doubt yet that the death of a runner left: nothing is sent.
    private func isToldFirst(_ run: RunID, in world: EngineWorld, state: RunState = .halted) async throws {
        let error = await #expect(throws: EngineError.self) {
            try await world.engine.resume(run, by: EngineWorld.actor, stop: StopSignal())
        }
        guard case .needsDecision(let told) = error else {
            return #expect(Bool(false), "\(String(describing: error))")
        }
        #expect(told.state == state)
        #expect(!told.doubts.isEmpty)
        #expect(world.feishu.calls == 0)
    }

    /// What a runner leaves that dies with batches in its hands; the dispatched ones come first.
    private func left(
        in world: EngineWorld, claimed: Int, dispatched: Int, maxInDoubt: Int = 1
    ) async throws -> (RunID, [AttemptTicket]) {
        let other = try await OtherRunner(in: world, try EngineWorld.plan(people: 50, maxInDoubt: maxInDoubt))
        var tickets: [AttemptTicket] = []
        for _ in 0..<dispatched { tickets.append(try await other.dispatch()) }
        for _ in 0..<claimed { tickets.append(try await other.claim()) }
        return (other.run, tickets)
    }
}
