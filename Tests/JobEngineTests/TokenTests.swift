import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// Tokens around a run: at hand before anything is claimed, fetched anew once when refused.
struct TokenTests {
    @Test func anOldTokenIsReplacedBeforeTheNextClaim() async throws {
        let held = Recorder<Int>()
        let feishu = ScriptedFeishu(tokenLasts: 3)
        let world = try EngineWorld(feishu)
        let engine = world.engine { event in
            if case .attempted(_, let ordinal, _, _, _, _) = event { held.append(ordinal) }
        }
        let end = try await engine.run(
            try EngineWorld.plan(people: 100), by: EngineWorld.actor, stop: StopSignal())
        #expect(end == .complete)
        #expect(feishu.preparations == 3, "after three, six and nine sends")
        #expect(feishu.calls == 10, "no send found its token too old")
        #expect(Set(feishu.reached).count == 100 && feishu.reached.count == 100)
    }

    /// Row 52: the token call fails in the middle of a run; nothing is claimed meanwhile, and nothing is lost.
    @Test(arguments: [
        (FeishuError.Kind.server, "unreachable"), (.unreachable, "unreachable"), (.malformedAnswer, "unreachable"),
        (.credentials, "credentialsRefused"), (.throttled(resetSeconds: 400), "throttled"),
    ])
    func aTokenThatCannotBeHadEndsTheRunForNow(_ kind: FeishuError.Kind, _ name: String) async throws {
        let feishu = ScriptedFeishu(tokenLasts: 2)
        let world = try EngineWorld(feishu)
        feishu.failTokens([FeishuError(.tenantToken, kind)])
        let end = try await world.run(try EngineWorld.plan(people: 40))
        #expect("\(end)".hasPrefix(name), "\(end)")
        #expect(feishu.calls == 2)
        let run = try await world.summary()
        #expect(run.state == .sending)
        #expect(run.batches.map(\.state) == [.accepted, .accepted, .pending, .pending])
        #expect(run.batches.map(\.attempts) == [1, 1, 0, 0], "none was claimed for it")

        world.clock.advance(milliseconds: 500_000)
        #expect(try await world.engine.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(feishu.reached.sorted() == (0..<40).map(EngineWorld.person).sorted())
    }

    /// Row 51.
    @Test func aTokenRefusedOnBatchSevenIsReplacedOnce() async throws {
        let steps = Array(repeating: ScriptedFeishu.Step.accept(), count: 6) + [.answer(.tokenRefused)]
        let world = try EngineWorld(steps)
        #expect(try await world.run(try EngineWorld.plan(people: 100)) == .complete)
        let run = try await world.summary()
        #expect(run.batches.map(\.attempts) == [1, 1, 1, 1, 1, 1, 2, 1, 1, 1])
        #expect(world.feishu.reached.sorted() == (0..<100).map(EngineWorld.person).sorted())

        let again = try EngineWorld(steps + [.answer(.tokenRefused)])
        let end = try await again.run(try EngineWorld.plan(people: 100))
        guard case .credentialsRefused = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(again.feishu.requests == 8)
        #expect(again.feishu.reached.count == 60)
        #expect(try await again.summary().people.pending == 40)
    }

    @Test func aTokenEndpointThatWantsRestIsLeftAloneByEverybody() async throws {
        let feishu = ScriptedFeishu(preparation: FeishuError(.tenantToken, .throttled(resetSeconds: 600)))
        let world = try EngineWorld(feishu)
        let first = await #expect(throws: FeishuError.self) {
            try await world.run(try EngineWorld.plan(people: 10))
        }
        #expect(first?.kind == .throttled(resetSeconds: 600))

        let other = ScriptedFeishu(tokenLasts: 0)
        let engine = Engine(
            store: world.store, messaging: other, configuration: world.configuration,
            dependencies: world.clock.dependencies)
        let second = await #expect(throws: FeishuError.self) {
            try await engine.run(try EngineWorld.plan(people: 10), by: EngineWorld.actor, stop: StopSignal())
        }
        #expect(other.preparations == 0, "another process does not ask before the rest is over")
        #expect(second?.kind == .throttled(resetSeconds: 600.5))
        #expect(try await world.store.summaries().isEmpty)
    }
}
