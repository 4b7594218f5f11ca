import FeishuAPI
import Foundation
import HTTPTransport
import JobEngine
import Synchronization

/// A Feishu that answers as it is told and keeps its own journal; no network, no time.
final class ScriptedFeishu: BatchMessaging {
    /// What happens to one `batch_send`.
    enum Step: Sendable {
        /// The hook runs, the batch is taken, the verdict comes back; an accepted one gets an id.
        case accept(invalid: [String] = [])
        /// The hook runs, then this verdict comes back; `taken` says whether the people got it all the same.
        case answer(SendVerdict, taken: Bool = false)
        /// The hook never runs.
        case fail(SendVerdict.NotSentReason)
        /// The hook runs twice, as when libcurl sends again by itself.
        case resend
    }

    private struct State {
        var steps: [Step]
        var sent: [Data] = []
        var calls = 0
        var hookRefusals = 0
        var inFlight = 0
        var mostInFlight = 0
        var preparations = 0
        var probes = 0
        var probeFailures: [FeishuError] = []
        var tokenFailures: [FeishuError] = []
        var sendsUntilTokenIsOld: Int
    }

    let appID: String
    /// What it says about the batches it has taken.
    let figures = FigureScript()
    private let state: Mutex<State>
    private let preparation: FeishuError?
    private let preparationHangs: Bool
    private let tokenLasts: Int
    private let onSend: @Sendable (Int) async -> Void
    private let onWire: @Sendable (Int) async -> Void

    /// - Parameters:
    ///   - steps: What happens to the calls, in order; all that follow are accepted.
    ///   - appID: The app.
    ///   - preparation: What asking for a token throws.
    ///   - preparationHangs: Whether asking for a token ends only when it is cancelled.
    ///   - tokenLasts: After so many sends a token has to be asked for again.
    ///   - onSend: Runs between the claim and the hook, with the number of the call.
    ///   - onWire: Runs between the hook and the answer, with the number of the call.
    init(
        _ steps: [Step] = [], appID: String = "cli_test", preparation: FeishuError? = nil,
        preparationHangs: Bool = false, tokenLasts: Int = .max,
        onSend: @escaping @Sendable (Int) async -> Void = { _ in },
        onWire: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        state = Mutex(State(steps: steps, sendsUntilTokenIsOld: tokenLasts))
        self.tokenLasts = tokenLasts
        self.appID = appID
        self.preparation = preparation
        self.preparationHangs = preparationHangs
        self.onSend = onSend
        self.onWire = onWire
    }

    /// The bodies that reached people, in order.
    var sent: [Data] { state.withLock { $0.sent } }

    /// Every id that reached people, as often as it did.
    var reached: [String] {
        sent.flatMap { body in
            String(decoding: body, as: UTF8.self).matches(of: #/"(ou_\w+)"/#).map { String($0.1) }
        }
    }

    var hookRefusals: Int { state.withLock { $0.hookRefusals } }
    var mostInFlight: Int { state.withLock { $0.mostInFlight } }
    /// How many requests began, those the hook refused included.
    var calls: Int { state.withLock { $0.calls } }
    /// How many requests the hook let out.
    var requests: Int { state.withLock { $0.calls - $0.hookRefusals } }

    /// How often a token was asked for.
    var preparations: Int { state.withLock { $0.preparations } }
    /// How often it was asked for nothing but an answer.
    var probes: Int { state.withLock { $0.probes } }

    var isPrepared: Bool {
        get async { state.withLock { $0.sendsUntilTokenIsOld > 0 } && preparation == nil && !preparationHangs }
    }

    func prepare() async throws(FeishuError) {
        if let preparation { throw preparation }
        if preparationHangs {
            for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(3600)) }) {}
            throw FeishuError(.tenantToken, .cancelled)
        }
        let failure = state.withLock { state in
            state.preparations += 1
            state.sendsUntilTokenIsOld = tokenLasts
            return state.tokenFailures.isEmpty ? nil : state.tokenFailures.removeFirst()
        }
        if let failure {
            state.withLock { $0.sendsUntilTokenIsOld = 0 }
            throw failure
        }
    }

    func probe() async throws(FeishuError) {
        let failure = state.withLock { state in
            state.probes += 1
            return state.probeFailures.isEmpty ? nil : state.probeFailures.removeFirst()
        }
        if let failure { throw failure }
    }

    /// What the next probes throw, in order; all that follow are answered.
    func failProbes(_ failures: [FeishuError]) { state.withLock { $0.probeFailures = failures } }

    /// What the next requests for a token throw, in order.
    func failTokens(_ failures: [FeishuError]) { state.withLock { $0.tokenFailures = failures } }

    func send(_ body: Data, beforeFirstByte: @escaping @Sendable () throws -> Void) async -> SendOutcome {
        let (step, number) = state.withLock { state in
            state.inFlight += 1
            state.calls += 1
            state.sendsUntilTokenIsOld -= 1
            state.mostInFlight = max(state.mostInFlight, state.inFlight)
            return (state.steps.isEmpty ? Step.accept() : state.steps.removeFirst(), state.calls)
        }
        defer { state.withLock { $0.inFlight -= 1 } }
        await onSend(number)
        if case .fail(let reason) = step { return outcome(.notSent(reason)) }
        do {
            try await onOwnThread(beforeFirstByte)
            if case .resend = step { try await onOwnThread(beforeFirstByte) }
        } catch {
            state.withLock { $0.hookRefusals += 1 }
            if case .resend = step {
                state.withLock { $0.sent.append(body) }
                return outcome(.inDoubt(.unknown))
            }
            return outcome(.notSent(.refused))
        }
        await onWire(number)
        switch step {
        case .answer(let verdict, let taken):
            if taken { state.withLock { $0.sent.append(body) } }
            return outcome(verdict)
        case .accept(let invalid):
            let id = state.withLock { state in
                state.sent.append(body)
                return "bm-" + String(repeating: "0", count: 28) + String(1000 + state.sent.count)
            }
            var list = InvalidRecipients()
            list.openIDs = invalid
            return outcome(.accepted(batchMessageID: id, invalid: list))
        case .resend, .fail:
            return outcome(.inDoubt(.unknown))
        }
    }

    func progress(of batchMessageID: String) async throws(FeishuError) -> BatchProgress {
        try figures.progress(of: batchMessageID)
    }

    func readers(of batchMessageID: String) async throws(FeishuError) -> BatchReaders {
        try figures.readers(of: batchMessageID)
    }

    func recall(_ batchMessageID: String) async throws(FeishuError) { try figures.recall(batchMessageID) }

    private func outcome(_ verdict: SendVerdict) -> SendOutcome {
        SendOutcome(verdict: verdict, evidence: SendEvidence())
    }

    /// The hook may block, so like the transport this runs it on a thread of its own.
    private func onOwnThread(_ hook: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try hook() }) }
        }
    }
}
