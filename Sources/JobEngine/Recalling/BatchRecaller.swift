import CrashPoints
import FeishuAPI
import JobModel
import JobStore

/// Takes batches back: asks Feishu for each, then watches `recall_count` until it stands still.
struct BatchRecaller {
    private static let firstLookMilliseconds: Int64 = 500
    private static let slowestLookMilliseconds: Int64 = 8000

    let store: JobDatabase
    let calls: QueryCalls
    let configuration: EngineConfiguration
    let dependencies: EngineDependencies
    let observe: EngineObserver

    /// Asks for every target and watches until all are decided or the patience ends.
    ///
    /// When Feishu refuses the app, the others are not asked for: the same answer would meet each. They stay requested, so
    /// that the same command goes on once the permission is there; what was asked for before is watched to its end.
    ///
    /// - Throws: `StoreError`, or `FeishuError` when Feishu cannot be reached for any of them, or refuses the app.
    func recall(_ run: RunID, targets: [RecallTarget]) async throws {
        let messages = targets.filter { DeliveryChannel(messageID: $0.batchMessageID) == .direct }
        try await recallMessages(messages, of: run)
        var watched: [RecallTarget] = []
        var refusal: FeishuError?
        for target in targets where DeliveryChannel(messageID: target.batchMessageID) != .direct {
            do {
                // What Feishu took at an earlier time is looked at: what it says to a second request is not documented.
                if target.recall == .requested {
                    watched.append(target)
                } else if try await ask(target, of: run) {
                    watched.append(target)
                }
            } catch let error as FeishuError where error.isOfTheApp {
                refusal = error
                break
            }
        }
        try await watch(watched, of: run)
        if let refusal { throw refusal }
    }

    /// Asks Feishu to take one batch back and records the answer; returns whether it is under way.
    ///
    /// - Throws: `FeishuError` when the app, its credentials or the line are what is wrong: then no batch is decided about.
    private func ask(_ target: RecallTarget, of run: RunID) async throws -> Bool {
        var answer = RecallAnswer(state: .requested)
        do {
            try await calls.recall(target.batchMessageID)
            CrashPoint.recallAnswered.reached()
        } catch let error as FeishuError {
            answer = try await self.answer(error, about: target, of: run)
        }
        return try await keep(answer, about: target, of: run)
    }

    /// Feishu's no as an answer about the batch.
    ///
    /// - Throws: The error itself when it decides nothing; what Feishu said of the app is kept with the batch all the same.
    func answer(_ error: FeishuError, about target: RecallTarget, of run: RunID) async throws -> RecallAnswer {
        let state = Self.refusal(error)
        let answer = RecallAnswer(
            state: state, httpStatus: error.httpStatus, feishuCode: error.code, message: error.message,
            logID: error.logID)
        guard state == nil else { return answer }
        if error.isOfTheApp {
            try await store.recordRecallRequest(run, ordinal: target.ordinal, answer, at: dependencies.now())
        }
        throw error
    }

    /// Records an answer and tells what was refused; returns whether the recall is under way.
    func keep(_ answer: RecallAnswer, about target: RecallTarget, of run: RunID) async throws -> Bool {
        try await store.recordRecallRequest(run, ordinal: target.ordinal, answer, at: dependencies.now())
        let state = answer.state ?? .requested
        observe(.recallRequested(ordinal: target.ordinal, state: state, message: answer.evidence?.oneLine))
        return state == .requested
    }

    /// What an answer decides about the batch; `nil` for failures that say nothing about it.
    static func refusal(_ error: FeishuError) -> BatchRecallState? {
        guard !error.isOfTheApp else { return nil }
        return switch error.kind {
        case .tooOldToRecall: .tooOld
        case .refusedRecall, .unknownBatch, .notOurs, .notFound, .invalidRequest, .permission: .refused
        case .cancelled, .unreachable, .trust, .configuration, .throttled, .quota, .token, .credentials, .server,
            .malformedAnswer, .unknownCode:
            nil
        }
    }

    private func watch(_ targets: [RecallTarget], of run: RunID) async throws {
        let deadline =
            dependencies.now().monotonicMilliseconds + Int64(configuration.recallPatienceSeconds) * 1000
        var open = targets
        var verdicts: [Int: RecallVerdict] = [:]
        var figures: [Int: BatchProgress] = [:]
        var pause = Self.firstLookMilliseconds
        while !open.isEmpty, dependencies.now().monotonicMilliseconds < deadline {
            try await dependencies.sleep(.milliseconds(pause))
            pause = min(pause * 3 / 2, Self.slowestLookMilliseconds)
            var still: [RecallTarget] = []
            for target in open {
                guard let progress = try await look(at: target) else {
                    try await record(.partial, ProgressSample(), of: target, run)
                    continue
                }
                figures[target.ordinal] = progress
                let decision = verdicts[target.ordinal, default: RecallVerdict()].take(progress)
                try await record(decision.state, ProgressSample(progress, readers: nil), of: target, run)
                guard decision.state == nil else { continue }
                if decision == .keepWatching {
                    still.append(target)
                } else if try await ask(target, of: run) {
                    still.append(target)
                }
            }
            open = still
            observe(
                .recallProgress(
                    recalled: figures.values.reduce(0) { $0 + ($1.recalled ?? 0) },
                    of: figures.values.reduce(0) { $0 + ($1.delivered ?? 0) }))
        }
    }

    /// One look; `nil` when Feishu no longer tells about this batch.
    ///
    /// Its recall can then never be verified, which must not keep the others from being verified.
    ///
    /// - Throws: `FeishuError` when it is the line or the app that is wrong, not the batch.
    private func look(at target: RecallTarget) async throws -> BatchProgress? {
        do {
            return try await calls.progress(of: target.batchMessageID, for: .recallProgress)
        } catch let error as FeishuError
            where [.unknownBatch, .notOurs, .notFound, .invalidRequest].contains(error.kind)
        {
            return nil
        }
    }

    func record(
        _ state: BatchRecallState?, _ sample: ProgressSample, of target: RecallTarget, _ run: RunID
    ) async throws {
        try await store.recordRecallVerification(
            run, ordinal: target.ordinal, sample, state: state, at: dependencies.now())
    }
}
