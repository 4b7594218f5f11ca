import JobEngine
import JobModel
import JobStore
import Logging
import Reporting
import Synchronization

/// Writes down what engines tell while they work.
final class EngineLog: Sendable {
    private struct State {
        var seen: Set<RunID> = []
        var lastWait: [RunID: String] = [:]
    }

    /// Runs remembered as told of; beyond it everything is forgotten, and a run may be told of twice.
    private static let mostRuns = 10_000
    /// Shorter waits are pacing, which is no news.
    private static let shortestWait: Int64 = 2000

    private let logger: Logger
    private let state = Mutex(State())

    init(_ log: ServeLog) { logger = log.logger }

    /// Takes one event.
    func observe(_ event: EngineEvent) {
        switch event {
        case .started(let run): start(run)
        case .rescued(let report): tell(report)
        case .attempted(let run, let ordinal, let recipients, let batch, let evidence, let mayHaveArrived):
            attempt(run, ordinal, recipients, batch, evidence, mayHaveArrived)
        case .waiting(let run, let milliseconds, let reason): wait(run, milliseconds, reason.sentence)
        case .recallRequested(let ordinal, let recall, let message):
            logger.notice(
                "recall of a batch: \(message ?? recall.rawValue)",
                metadata: ["batch": .stringConvertible(ordinal), "state": .string(recall.rawValue)])
        case .notPinned(let run, let ordinal, let chat, let evidence):
            logger.warning(
                "a message was sent to a group but not pinned: \(evidence.oneLine)",
                metadata: [
                    "run": .string(run.rawValue), "batch": .stringConvertible(ordinal), "chat": .string(chat),
                ])
        case .pinsPostponed(let run, let count, let evidence):
            logger.notice(
                "\(count) messages were sent to groups and are pinned later: \(evidence.oneLine)",
                metadata: ["run": .string(run.rawValue)])
        case .waveOpened(let run, let number):
            logger.info("wave \(number) leaves", metadata: ["run": .string(run.rawValue)])
        case .waitingForWave(let run, let next):
            logger.info(
                "wave \(next.number - 1) of \(next.count) is out",
                metadata: ["run": .string(run.rawValue), "next_at": .string(Timestamp.utc(next.opensAt))])
        case .sampled, .polled, .recallProgress: break
        }
    }

    private func start(_ run: RunSummary) {
        let isNew = state.withLock { state in
            if state.seen.count >= Self.mostRuns { state = State() }
            return state.seen.insert(run.id).inserted
        }
        let left = run.batches.count { !$0.state.isTerminal }
        logger.log(
            level: isNew ? .info : .debug, "sending: \(left) of \(run.batches.count) batches to go",
            metadata: Self.metadata(of: run))
    }

    private func tell(_ report: RescueReport) {
        for batch in report.recorded {
            logger.notice("after a stop: the answer was in the ledger", metadata: Self.metadata(batch))
        }
        for batch in report.requeued {
            logger.notice("after a stop: it provably never left and goes out now", metadata: Self.metadata(batch))
        }
        for batch in report.repeatable {
            logger.notice(
                "after a stop: it was on the wire and goes out again with the same uuid", metadata: Self.metadata(batch)
            )
        }
        for batch in report.inDoubt {
            logger.error(
                "after a stop: it was on the wire; it is in doubt and is not sent again", metadata: Self.metadata(batch)
            )
        }
        for message in report.outlived {
            logger.error(
                "it may have arrived and its uuid can no longer be repeated; it is in doubt and is not sent again",
                metadata: Self.metadata(message))
        }
        for run in report.halted {
            logger.error(
                "the run is halted: a person has to decide",
                metadata: ["run": .string(run.rawValue), "hint": .string("larkcast status \(run) shows it")])
        }
    }

    private func attempt(
        _ run: RunID, _ ordinal: Int, _ recipients: Int, _ batch: BatchState, _ evidence: AttemptEvidence,
        _ mayHaveArrived: Bool
    ) {
        state.withLock { $0.lastWait[run] = nil }
        var metadata: Logger.Metadata = [
            "run": .string(run.rawValue), "batch": .stringConvertible(ordinal), "state": .string(batch.rawValue),
            "recipients": .stringConvertible(recipients),
        ]
        metadata["code"] = evidence.feishuCode.map { .stringConvertible($0) }
        metadata["log_id"] = evidence.logID.map { .string($0) }
        switch batch {
        case .inDoubt: logger.error("a batch is in doubt: \(evidence.oneLine)", metadata: metadata)
        case .rejected: logger.warning("a batch was rejected: \(evidence.oneLine)", metadata: metadata)
        case .pending where mayHaveArrived:
            logger.notice(
                "a message may have arrived, and goes out again with the same uuid: \(evidence.oneLine)",
                metadata: metadata)
        case .pending: logger.notice("a batch was not taken: \(evidence.oneLine)", metadata: metadata)
        default: logger.info("a batch was sent", metadata: metadata)
        }
    }

    private func wait(_ run: RunID, _ milliseconds: Int64, _ reason: String) {
        guard milliseconds >= Self.shortestWait else { return }
        let isNew = state.withLock { state in
            defer { state.lastWait[run] = reason }
            return state.lastWait[run] != reason
        }
        guard isNew else { return }
        logger.info(
            "waiting \(milliseconds / 1000) s: \(reason)", metadata: ["run": .string(run.rawValue)])
    }

    private static func metadata(_ batch: BatchReference) -> Logger.Metadata {
        ["run": .string(batch.run.rawValue), "batch": .stringConvertible(batch.ordinal)]
    }

    /// The names of a run.
    static func metadata(of run: RunSummary) -> Logger.Metadata {
        var metadata: Logger.Metadata = [
            "run": .string(run.id.rawValue), "job": .string(run.job), "state": .string(run.state.rawValue),
        ]
        metadata["occurrence"] = run.occurrence.map { .string($0) }
        return metadata
    }
}
