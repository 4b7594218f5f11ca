import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Testing

/// A line that fails is tried with something harmless before anything is claimed again.
struct BreakerTests {
    private static let dead = ScriptedFeishu.Step.fail(.connection)
    private static let unreachable = FeishuError(.botInfo, .unreachable)

    @Test func fiveFailuresAreFollowedByAProbeNotByASend() async throws {
        let world = try EngineWorld(Array(repeating: Self.dead, count: 5))
        world.feishu.failProbes(Array(repeating: Self.unreachable, count: 3))
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .complete)
        #expect(world.feishu.probes == 4, "three failed, the fourth was answered")
        #expect(world.feishu.calls == 7, "five failures, then two batches")
        #expect(world.feishu.reached.sorted() == (0..<20).map(EngineWorld.person).sorted())
    }

    @Test func nothingIsClaimedWhileTheLineIsDead() async throws {
        let world = try EngineWorld(Array(repeating: Self.dead, count: 5))
        world.feishu.failProbes(Array(repeating: Self.unreachable, count: 50))
        let end = try await world.run(try EngineWorld.plan(people: 20))
        guard case .unreachable = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.calls == 5)
        #expect(world.feishu.probes == EngineConfiguration().retry.tries)
        let run = try await world.summary()
        #expect(run.state == .sending)
        #expect(run.batches.map(\.state) == [.pending, .pending])
    }

    @Test func oneLaneProbesForAll() async throws {
        let world = try EngineWorld(Array(repeating: Self.dead, count: 8))
        world.feishu.failProbes([Self.unreachable, Self.unreachable])
        #expect(try await world.run(try EngineWorld.plan(people: 100, inFlight: 8)) == .complete)
        #expect((3...5).contains(world.feishu.probes), "not once for each lane")
        #expect(Set(world.feishu.reached).count == 100)
        #expect(world.feishu.reached.count == 100)
    }

    @Test func aDoubtIsFollowedByAProbeBeforeTheNextSend() async throws {
        let probesBeforeSend = Recorder<Int>()
        let feishu = Recorder<ScriptedFeishu>()
        let world = try EngineWorld(
            ScriptedFeishu(
                [.answer(.inDoubt(.unknown), taken: true)],
                onSend: { _ in probesBeforeSend.append(feishu.values.first?.probes ?? 0) }))
        feishu.append(world.feishu)
        _ = try await world.run(try EngineWorld.plan(people: 30, maxInDoubt: 5))
        #expect(probesBeforeSend.values == [0, 1, 1])
        #expect(world.feishu.reached.count == 30)
    }

    @Test(arguments: [
        (FeishuError.Kind.credentials, "credentialsRefused"), (.token, "credentialsRefused"), (.trust, "unreachable"),
        (.configuration, "unreachable"), (.quota, "quotaUsedUp"), (.throttled(resetSeconds: 30), "throttled"),
    ])
    func aProbeThatCannotHelpEndsTheRun(_ kind: FeishuError.Kind, _ name: String) async throws {
        let world = try EngineWorld(Array(repeating: Self.dead, count: 5))
        world.feishu.failProbes([FeishuError(.botInfo, kind)])
        let end = try await world.run(try EngineWorld.plan(people: 20))
        #expect("\(end)".hasPrefix(name))
        #expect(world.feishu.probes == 1)
        #expect(world.feishu.calls == 5)
    }

    @Test func aPeerThatCannotBeTrustedIsNotTriedAgain() async throws {
        let world = try EngineWorld([.fail(.trust)])
        let end = try await world.run(try EngineWorld.plan(people: 40, inFlight: 1))
        guard case .unreachable = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(world.feishu.calls == 1)
        #expect(world.clock.slept == 0, "no second try, however late")
        #expect(try await world.summary().people.pending == 40)
    }

    @Test func probingEndsWhenSomebodyAsks() async throws {
        let stop = StopSignal()
        let world = try EngineWorld(
            Array(repeating: Self.dead, count: 5),
            onSend: { number, _ in if number == 5 { stop.raise() } }, onWire: { _, _ in })
        world.feishu.failProbes(Array(repeating: Self.unreachable, count: 50))
        #expect(try await world.run(try EngineWorld.plan(people: 20), stop: stop) == .drained)
        #expect(world.feishu.probes == 0)
    }
}
