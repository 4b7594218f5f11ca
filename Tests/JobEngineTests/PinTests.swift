import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Synchronization
import TestSupport
import Testing

/// Pins are asked for until Feishu has said something about them, and hold up nobody.
struct PinTests {
    /// Takes every message, and answers pins as it is told to.
    private final class Groups: DirectMessaging {
        private struct State {
            var sent = 0
            var asked = 0
            var failure: FeishuError?
        }

        private let state = Mutex(State())

        var asked: Int { state.withLock(\.asked) }

        func answerPins(with failure: FeishuError?) { state.withLock { $0.failure = failure } }

        func send(
            message body: Data, to kind: ReceiveIDKind, beforeFirstByte: @escaping @Sendable () throws -> Void
        ) async -> DirectSendOutcome {
            do { try await onOwnThread(beforeFirstByte) } catch {
                return DirectSendOutcome(verdict: .notSent(.refused), evidence: SendEvidence())
            }
            let number = state.withLock { state in
                state.sent += 1
                return state.sent
            }
            return DirectSendOutcome(
                verdict: .accepted(messageID: "om_" + String(format: "%032d", number)), evidence: SendEvidence())
        }

        func readers(ofMessage id: String, pageToken: String?) async throws(FeishuError) -> FeishuPage<MessageReader> {
            FeishuPage(items: [])
        }

        func recall(message id: String) async throws(FeishuError) {}

        func pin(message id: String) async throws(FeishuError) {
            let failure = state.withLock { state in
                state.asked += 1
                return state.failure
            }
            if let failure { throw failure }
        }
    }

    private let world: EngineWorld
    private let groups = Groups()
    private let postponed = Recorder<Int>()
    private let givenUp = Recorder<Int>()

    init() throws { world = try EngineWorld() }

    private static var gateway: FeishuError {
        var error = FeishuError(.pinMessage, .server)
        error.httpStatus = 502
        return error
    }

    private var engine: Engine {
        Engine(
            store: world.store, messaging: world.feishu, direct: groups, dependencies: world.clock.dependencies
        ) { [postponed, givenUp] event in
            switch event {
            case .pinsPostponed(_, let count, _): postponed.append(count)
            case .notPinned(_, let ordinal, _, _): givenUp.append(ordinal)
            default: break
            }
        }
    }

    /// A message to each of eight groups, to be pinned.
    private func send() async throws {
        var audience = Audience()
        audience.chats = (1...8).map { "oc_" + String(format: "%032d", $0) }
        var manifest = Manifest(job: "hello", audience: audience, message: .text("Hello"))
        manifest.channel = .direct
        manifest.delivery.pinsInChats = true
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        #expect(try await engine.run(plan, by: EngineWorld.actor, stop: StopSignal()) == .complete)
    }

    private func pins() async throws -> [Bool?] { try await world.summary().batches.map(\.isPinned) }

    @Test func twoFailuresInARowLeaveTheRestForLater() async throws {
        groups.answerPins(with: Self.gateway)
        try await send()
        #expect(groups.asked == 4, "two messages, each tried twice")
        #expect(postponed.values == [8] && givenUp.values.isEmpty)
        #expect(try await pins() == Array(repeating: nil, count: 8))
        // Nobody looks again before a minute has passed, and then again and again.
        let app = world.feishu.appID
        let due = try #require(try await world.store.nextPoll(of: app))
        #expect(due > world.clock.now().wallMilliseconds)
        _ = try await engine.pollDue(stop: StopSignal())
        #expect(groups.asked == 4)
        world.clock.advance(milliseconds: due - world.clock.now().wallMilliseconds)
        _ = try await engine.pollDue(stop: StopSignal())
        #expect(groups.asked == 8 && postponed.values == [8, 8])
        let next = try #require(try await world.store.nextPoll(of: app))
        #expect(next >= world.clock.now().wallMilliseconds + 59_000, "no look follows the other at once")
        groups.answerPins(with: nil)
        world.clock.advance(milliseconds: next - world.clock.now().wallMilliseconds)
        _ = try await engine.pollDue(stop: StopSignal())
        #expect(try await pins() == Array(repeating: true, count: 8))
    }

    @Test func whoeverAsksForItNowDoesNotWait() async throws {
        groups.answerPins(with: Self.gateway)
        try await send()
        groups.answerPins(with: nil)
        try await engine.pinWhatIsLeft(StopSignal())
        #expect(groups.asked == 4)
        try await engine.pinWhatIsLeft(atOnce: true, StopSignal())
        #expect(try await pins() == Array(repeating: true, count: 8))
    }

    @Test func aRefusalIsFinalForEach() async throws {
        groups.answerPins(with: .code(230_046, .permission))
        try await send()
        #expect(groups.asked == 8 && givenUp.values == Array(1...8) && postponed.values.isEmpty)
        #expect(try await pins() == Array(repeating: false, count: 8))
    }

    @Test func afterADayItIsGivenUpAndTold() async throws {
        groups.answerPins(with: Self.gateway)
        try await send()
        var looks = 0
        while givenUp.values.isEmpty, looks < 100 {
            let next = try #require(try await world.store.nextPoll(of: world.feishu.appID))
            world.clock.advance(milliseconds: max(1, next - world.clock.now().wallMilliseconds))
            _ = try await engine.pollDue(stop: StopSignal())
            looks += 1
        }
        #expect(givenUp.values.sorted() == Array(1...8), "after \(looks) looks")
        #expect(world.clock.now().wallMilliseconds >= ManualClock.start + 86_400_000)
        #expect(try await pins() == Array(repeating: false, count: 8))
        let audit = try await world.store.auditEntries(of: try await world.summary().id).entries
        #expect(audit.count { $0.action == "not_pinned" } == 8)
    }
}
