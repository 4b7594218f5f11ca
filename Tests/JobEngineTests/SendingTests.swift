import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Testing

/// What a run does with every kind of answer: who is reached, and where everybody is accounted for.
struct SendingTests {
    @Test(arguments: [(1, 1), (10, 1), (11, 1), (95, 1), (95, 4), (200, 16)])
    func reachesEveryoneExactlyOnce(_ people: Int, _ lanes: Int) async throws {
        let world = try EngineWorld()
        let end = try await world.run(try EngineWorld.plan(people: people, inFlight: lanes))
        #expect(end == .complete)
        #expect(world.feishu.reached.sorted() == (0..<people).map(EngineWorld.person).sorted())
        let run = try await world.summary()
        #expect(run.state == .sent)
        #expect(run.people.accepted == people)
        #expect(run.people.addsUp)
        #expect(world.feishu.mostInFlight <= lanes)
    }

    @Test func countsInvalidIDsApart() async throws {
        let world = try EngineWorld([.accept(invalid: [EngineWorld.person(3), EngineWorld.person(4)]), .accept()])
        #expect(try await world.run(try EngineWorld.plan(people: 20)) == .complete)
        let run = try await world.summary()
        #expect(run.people.accepted == 18)
        #expect(run.people.invalid == 2)
        #expect(run.batches[0].invalidIDs == [EngineWorld.person(3), EngineWorld.person(4)])
        #expect(run.people.addsUp)
    }

    @Test func haltsAtTheFirstDoubtAndNeverSendsThatBatchAgain() async throws {
        let world = try EngineWorld([.accept(), .answer(.inDoubt(.unknown), taken: true)])
        let end = try await world.run(try EngineWorld.plan(people: 40))
        guard case .stopped(.halted, let reason) = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(reason?.contains("batch 2") == true)
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.accepted, .inDoubt, .pending, .pending])
        #expect(run.people.inDoubt == 10)
        #expect(run.people.addsUp)

        let after = try await world.engine.resume(run.id, by: EngineWorld.actor, stop: StopSignal())
        guard case .stopped(.halted, _) = after else { return #expect(Bool(false), "ended with \(after)") }
        let finished = try await world.summary()
        #expect(finished.batches.map(\.state) == [.accepted, .inDoubt, .accepted, .accepted])
        #expect(world.feishu.reached.count == 40, "three accepted batches and the one in doubt, each once")
        #expect(Set(world.feishu.reached).count == 40)
    }

    @Test func goesOnUntilMaxInDoubtIsReached() async throws {
        let doubt = ScriptedFeishu.Step.answer(.inDoubt(.probablyNotSent))
        let world = try EngineWorld([doubt, .accept(), doubt])
        _ = try await world.run(try EngineWorld.plan(people: 50, maxInDoubt: 2))
        let run = try await world.summary()
        #expect(run.state == .halted)
        #expect(run.batches.map(\.state) == [.inDoubt, .accepted, .inDoubt, .pending, .pending])
    }

    @Test func aRepeatedRequestIsStoppedAndInDoubt() async throws {
        let world = try EngineWorld([.resend])
        _ = try await world.run(try EngineWorld.plan(people: 10))
        #expect(world.feishu.hookRefusals == 1)
        #expect(world.feishu.sent.count == 1)
        #expect(try await world.summary().batches[0].state == .inDoubt)
    }

    @Test func sendsAgainWhatProvablyNeverLeft() async throws {
        let world = try EngineWorld([.fail(.connection), .fail(.connection), .accept()])
        #expect(try await world.run(try EngineWorld.plan(people: 10)) == .complete)
        let run = try await world.summary()
        #expect(run.batches[0].attempts == 3)
        #expect(world.feishu.reached.count == 10)
        #expect(world.clock.slept >= 1500, "it rested between the tries: half of 1 s, then half of 2 s")
    }

    @Test func givesUpForNowWhenNothingLeaves() async throws {
        let world = try EngineWorld(Array(repeating: .fail(.connection), count: 50))
        let end = try await world.run(try EngineWorld.plan(people: 30, inFlight: 3))
        guard case .unreachable = end else { return #expect(Bool(false), "ended with \(end)") }
        let run = try await world.summary()
        #expect(run.state == .sending, "the next start goes on by itself")
        #expect(run.people.pending == 30)
        #expect(world.feishu.sent.isEmpty)

        let recovered = Engine(
            store: world.store, messaging: ScriptedFeishu(), dependencies: world.clock.dependencies)
        world.clock.advance(milliseconds: 60_000)
        #expect(try await recovered.pickUp(run.id, by: EngineWorld.actor, stop: StopSignal()) == .complete)
        #expect(try await world.summary().people.accepted == 30)
    }

    @Test(arguments: [SendVerdict.NotSentReason.trust, .setup])
    func triesNoSecondTimeWhereThatCannotHelp(_ reason: SendVerdict.NotSentReason) async throws {
        let world = try EngineWorld([.fail(reason)])
        let end = try await world.run(try EngineWorld.plan(people: 10))
        guard case .unreachable = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(try await world.summary().batches[0].attempts == 1)
    }

    @Test func asksForANewTokenOnceThenStops() async throws {
        let once = try EngineWorld([.answer(.tokenRefused), .accept()])
        #expect(try await once.run(try EngineWorld.plan(people: 10)) == .complete)
        #expect(once.feishu.reached.count == 10)

        let twice = try EngineWorld([.answer(.tokenRefused), .answer(.tokenRefused), .accept()])
        let end = try await twice.run(try EngineWorld.plan(people: 10))
        guard case .credentialsRefused = end else { return #expect(Bool(false), "ended with \(end)") }
        #expect(try await twice.summary().batches[0].state == .pending)
        #expect(twice.feishu.sent.isEmpty)
    }

    @Test func aRefusedRequestStopsTheRestAndIsNamed() async throws {
        let world = try EngineWorld([.accept(), .answer(.rejected(.request))])
        let end = try await world.run(try EngineWorld.plan(people: 40))
        guard case .stopped(.paused, _) = end else { return #expect(Bool(false), "ended with \(end)") }
        let run = try await world.summary()
        #expect(run.batches.map(\.state) == [.accepted, .rejected, .pending, .pending])
        #expect(run.people.rejected == 10)
        #expect(run.people.addsUp)
    }

    @Test func aRefusedPermissionIsToldEvenForTheLastBatch() async throws {
        let world = try EngineWorld([.answer(.rejected(.configuration))])
        let end = try await world.run(try EngineWorld.plan(people: 10))
        guard case .permissionRefused = end else { return #expect(Bool(false), "ended with \(end)") }
        let run = try await world.summary()
        #expect(run.state == .sent, "nothing is left to send")
        #expect(run.people.rejected == 10)
    }

    @Test func anAcceptedBatchWithoutAnIDIsNeverSentAgain() async throws {
        let world = try EngineWorld([.answer(.acceptedWithoutID(invalid: InvalidRecipients()), taken: true)])
        #expect(try await world.run(try EngineWorld.plan(people: 10)) == .complete)
        let run = try await world.summary()
        #expect(run.batches[0].state == .acceptedWithoutID)
        #expect(run.people.accepted == 10)
        #expect(world.feishu.sent.count == 1)
    }

    @Test func aWrongSecretShowsBeforeAnythingIsFrozen() async throws {
        let error = FeishuError(.tenantToken, .credentials)
        let world = try EngineWorld(ScriptedFeishu(preparation: error))
        await #expect(throws: FeishuError.self) { try await world.run(try EngineWorld.plan(people: 10)) }
        #expect(try await world.store.summaries().isEmpty)
    }
}
