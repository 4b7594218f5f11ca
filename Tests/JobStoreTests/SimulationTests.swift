import JobModel
import Testing

@testable import JobStore

/// Seeded walks through everything that can happen, against a server that remembers what it got.
///
/// The invariants are those of `reliability.md` §2.9: nobody gets a batch twice without an operator's word, what the
/// server processed is never shown as unsent, what is accepted was processed once under that id, and the sheet adds up.
@Suite struct SimulationTests {
    @Test(arguments: 1...16)
    func noWalkSendsABatchTwice(_ seed: UInt64) async throws {
        var walk = try await Walk(seed: seed)
        for step in 0..<100 {
            try await walk.step()
            try await walk.checkInvariants("seed \(seed), step \(step)")
        }
    }
}

private struct Walk {
    var scene: Scene
    var random: SplitMix
    var now: Int64 = 0
    /// Batches this process holds: claimed, or with their first byte out.
    var claimed: [ClaimedBatch] = []
    var onTheWire: [ClaimedBatch] = []
    /// How often the server processed each batch, and under which id.
    var processed: [Int: [String]] = [:]

    init(seed: UInt64) async throws {
        random = SplitMix(state: seed)
        scene = try await Scene.sending(Fixture.people(batches: 12, of: 2), maxInDoubt: 1 + Int(seed % 3))
    }

    var instant: Moment { Fixture.moment(now) }

    mutating func step() async throws {
        now += Int64(random.next() % 400)
        switch random.next() % 12 {
        case 0...3: if case .claimed(let batch) = try await scene.decide(at: instant) { claimed.append(batch) }
        case 4...6: try await sendFirstByte()
        case 7, 8: try await finish()
        case 9: try await crash()
        case 10: try await decideAsOperator()
        default: try await pauseOrGoOn()
        }
    }

    private mutating func sendFirstByte() async throws {
        guard let batch = claimed.popLast() else { return }
        if random.next() % 6 == 0 {
            try await scene.database.record(
                batch.ticket, AttemptResult(outcome: .notSent, retryAfterMilliseconds: 100), at: instant)
            return
        }
        do {
            try scene.database.markDispatching(batch.ticket, at: instant)
        } catch {
            // No byte may leave; the transport reports that none did.
            try await scene.database.record(batch.ticket, AttemptResult(outcome: .notSent), at: instant)
            return
        }
        onTheWire.append(batch)
    }

    private mutating func finish() async throws {
        guard let batch = onTheWire.popLast() else { return }
        var result = AttemptResult(outcome: .throttled, pausesAppMilliseconds: 50)
        switch random.next() % 8 {
        case 0: break
        case 1: result = AttemptResult(outcome: .rejected)
        case 2: result = AttemptResult(outcome: .inDoubt)
        case 3:
            _ = process(batch)
            result = AttemptResult(outcome: .inDoubt)
        case 4:
            _ = process(batch)
            result = AttemptResult(outcome: .acceptedWithoutID)
        default: result = AttemptResult(outcome: .accepted, batchMessageID: process(batch))
        }
        try await scene.database.record(batch.ticket, result, at: instant)
    }

    private mutating func process(_ batch: ClaimedBatch) -> String {
        let id = "bm-\(batch.ordinal)x\(processed[batch.ordinal, default: []].count)xxxx"
        processed[batch.ordinal, default: []].append(id)
        return id
    }

    /// The process dies; requests on the wire may or may not arrive; another one takes over.
    private mutating func crash() async throws {
        for batch in onTheWire where random.next() % 2 == 0 { _ = process(batch) }
        let orphans = claimed
        claimed = []
        onTheWire = []
        scene.epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: instant)
        _ = try await scene.database.rescue(scene.epoch, at: instant)
        for orphan in orphans {
            let code = await code { try scene.database.markDispatching(orphan.ticket, at: instant) }
            #expect(code == .superseded)
        }
    }

    private mutating func decideAsOperator() async throws {
        let doubts = try await scene.summary().batches.filter { $0.state == .inDoubt }
        guard let batch = doubts.first else { return }
        let wasProcessed = processed[batch.ordinal]?.isEmpty == false
        let verdict: DoubtVerdict =
            wasProcessed ? .sent(batchMessageID: nil) : random.next() % 2 == 0 ? .notSent : .abandoned
        try await scene.database.resolve(
            scene.run, ordinal: batch.ordinal, as: verdict, attempt: batch.attempts, reason: "walk", by: Fixture.ann,
            at: instant)
    }

    private mutating func pauseOrGoOn() async throws {
        let summary = try await scene.summary()
        switch summary.state {
        case .sending:
            if try await scene.database.finishSendingIfComplete(scene.run, at: instant) { return }
            try await scene.database.pause(scene.run, reason: "walk", by: Fixture.ann, at: instant)
        case .paused, .halted:
            let resume = await code {
                try await scene.database.resumeSending(scene.run, by: Fixture.ann, at: instant)
            }
            #expect(resume == nil || resume == .wrongState)
        default: return
        }
    }

    func checkInvariants(_ place: String) async throws {
        let summary = try await scene.summary()
        #expect(summary.people.addsUp, "\(place)")
        for batch in summary.batches {
            let ids = processed[batch.ordinal] ?? []
            #expect(ids.count <= 1, "\(place): batch \(batch.ordinal) was processed \(ids.count) times")
            if !ids.isEmpty {
                #expect(batch.state.mayHaveBeenDelivered, "\(place): batch \(batch.ordinal) is \(batch.state)")
            }
            if batch.state == .accepted { #expect(batch.batchMessageID == ids.first, "\(place)") }
        }
        if summary.state == .sent {
            let open = summary.batches.filter { !$0.state.isTerminal }
            #expect(open.isEmpty, "\(place)")
            #expect(summary.people.pending == 0 && summary.people.inDoubt == 0, "\(place)")
        }
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same walk for the same seed.
private struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
