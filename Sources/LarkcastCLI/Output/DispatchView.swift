import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting
import Synchronization

/// Says what happens to a run while it is sent: what matters on a terminal, where ``LiveDisplay`` shows the rest, and a line now and
/// then elsewhere.
final class DispatchView: Sendable {
    private struct State {
        var channel = DeliveryChannel.batch
        var total = 0
        var done = 0
        var people = 0
        var inDoubt = 0
        var startedAt: Int64 = 0
        var doneAtStart = 0
        var lastTenth = 0
        var lastWait = ""
        var nextLook: Int64?
    }

    private static let barColumns = 24

    private let console: Console
    private let now: @Sendable () -> Moment
    private let zone: TimeZone
    private let language: Language
    private let state = Mutex(State())

    convenience init(_ invocation: Invocation) {
        self.init(
            console: invocation.console, now: invocation.dependencies.now, zone: invocation.zone,
            language: invocation.language)
    }

    init(console: Console, now: @escaping @Sendable () -> Moment, zone: TimeZone, language: Language = .english) {
        self.console = console
        self.now = now
        self.zone = zone
        self.language = language
    }

    /// When Feishu is asked next, by the clock that cannot be set; `nil` when it is not.
    var nextLook: Int64? { state.withLock { $0.nextLook } }

    /// Takes one event of the engine.
    func observe(_ event: EngineEvent) {
        switch event {
        case .started(let run): start(run)
        case .rescued(let report): tell(report)
        case .attempted(_, let ordinal, let recipients, let batchState, let evidence, let mayHaveArrived):
            count(ordinal, recipients, batchState, evidence, mayHaveArrived)
        case .waiting(_, let milliseconds, let reason): wait(milliseconds, language.words(reason))
        case .waveOpened(_, let number): note(.waveLeaves, ["number": String(number)])
        case .waitingForWave(_, let next):
            note(
                .waveIsOut,
                [
                    "before": String(next.number - 1), "count": String(next.count), "number": String(next.number),
                    "time": Timestamp.local(next.opensAt, in: zone),
                ])
        case .recallRequested(let ordinal, let recall, let message):
            guard let message else { return }
            let state = language.name(recall)
            let words = TerminalText.escaped(language.evidence(message))
            warn(.recallAnswer, ["batch": String(ordinal), "state": state, "message": words])
        case .polled(let run, let next): tellPoll(run, next)
        case .notPinned(_, let ordinal, let chat, let evidence):
            warn(
                .notPinned,
                ["batch": String(ordinal), "chat": TerminalText.escaped(chat), "evidence": words(evidence)])
        case .pinsPostponed(let run, let count, let evidence):
            console.warn(
                language.say(
                    SendingPhrase.pinnedLater, count: count, ["run": run.rawValue, "evidence": words(evidence)]))
        case .sampled, .recallProgress: break
        }
    }

    private func start(_ run: RunSummary) {
        let (all, left) = state.withLock { state in
            state.channel = run.channel
            state.total = run.batches.count
            state.done = run.batches.count { $0.state.isTerminal }
            state.doneAtStart = state.done
            state.inDoubt = run.batches.count { $0.state == .inDoubt }
            state.startedAt = now().monotonicMilliseconds
            return (state.total, state.total - state.done)
        }
        // English has no grouping in the second figure, and scripts read it.
        console.note(
            language.say(
                run.channel == .batch ? SendingPhrase.beginBatches : .beginMessages, count: all,
                ["run": run.id.rawValue, "left": String(left)]))
    }

    private func tell(_ report: RescueReport) {
        for batch in report.recorded {
            note(.fromLedger, ["batch": String(batch.ordinal), "run": batch.run.rawValue])
        }
        if !report.requeued.isEmpty {
            console.note(language.say(SendingPhrase.neverLeft, count: report.requeued.count))
        }
        if !report.repeatable.isEmpty {
            console.note(language.say(SendingPhrase.repeatable, count: report.repeatable.count))
        }
        for batch in report.inDoubt {
            warn(.onTheWire, ["batch": String(batch.ordinal), "run": batch.run.rawValue])
        }
        for message in report.outlived {
            warn(.outlived, ["batch": String(message.ordinal), "run": message.run.rawValue])
        }
    }

    private func count(
        _ ordinal: Int, _ recipients: Int, _ batch: BatchState, _ evidence: AttemptEvidence, _ mayHaveArrived: Bool
    ) {
        let values = ["batch": String(ordinal), "count": String(recipients), "evidence": words(evidence)]
        let isDirect = state.withLock { $0.channel == .direct }
        switch batch {
        case .inDoubt:
            console.warn(language.say(isDirect ? SendingPhrase.messageDoubt : .doubt, count: recipients, values))
        case .rejected:
            console.warn(language.say(isDirect ? SendingPhrase.messageRejected : .rejected, count: recipients, values))
        case .pending where mayHaveArrived:
            note(.mayHaveArrived, ["batch": String(ordinal), "evidence": words(evidence)])
        case .pending where evidence.firstByte == "allowed" || evidence.curlCode != nil:
            note(
                isDirect ? .messageGoesOutAgain : .goesOutAgain,
                ["batch": String(ordinal), "evidence": words(evidence)])
        default:
            if console.isVerbose {
                let state = language.name(batch)
                let words = values.merging(["state": state]) { $1 }
                console.note(
                    language.say(isDirect ? SendingPhrase.messageVerbose : .verbose, count: recipients, words))
            }
        }
        // Half a million people are thousands of lines that nobody would see.
        let line = state.withLock { state -> String? in
            state.lastWait = ""
            if batch != .pending { state.done += batch == .inDoubt ? 0 : 1 }
            if batch == .inDoubt { state.inDoubt += 1 }
            if batch == .accepted || batch == .acceptedWithoutID { state.people += recipients }
            let tenth = state.total > 0 ? state.done * 10 / state.total : 0
            defer { state.lastTenth = max(state.lastTenth, tenth) }
            return !console.isQuiet && !console.showsLive && tenth > state.lastTenth ? sendingLine(state) : nil
        }
        if let line { console.note(line) }
    }

    private func wait(_ milliseconds: Int64, _ reason: String) {
        guard milliseconds >= 2000 else { return }
        let isNew = state.withLock { state in
            defer { state.lastWait = reason }
            return state.lastWait != reason
        }
        guard isNew else { return }
        let time = language.duration(seconds: Int(milliseconds / 1000))
        note(.waiting, ["time": time, "reason": TerminalText.escaped(reason)])
    }

    private func tellPoll(_ run: RunSummary, _ next: Int64?) {
        state.withLock { $0.nextLook = next.map { now().monotonicMilliseconds + $0 } }
        guard !console.showsLive else { return }
        let progress = run.progress
        let figures = language.say(
            SendingPhrase.polled,
            [
                "delivered": Figure.grouped(progress.delivered), "valid": Figure.grouped(progress.valid),
                "read": Figure.grouped(progress.read), "share": Figure.percent(progress.read, of: progress.readOf),
            ])
        let bar = Bar.text(progress.read, of: progress.valid, columns: Self.barColumns)
        let after = next.map { wait in
            " · " + language.say(SendingPhrase.nextLook, ["time": language.duration(seconds: Int(wait / 1000))])
        }
        console.note("\(bar)  \(figures)\(after ?? "")")
    }

    /// A log has no columns: nothing is cut off.
    private func sendingLine(_ state: State) -> String {
        let elapsed = Double(max(1, now().monotonicMilliseconds - state.startedAt)) / 1000
        let fresh = state.done - state.doneAtStart
        let rate = Double(fresh) / elapsed
        let counted = ["done": Figure.grouped(state.done), "all": Figure.grouped(state.total)]
        let isBatch = state.channel == .batch
        var parts = [
            language.say(isBatch ? SendingPhrase.batchesOf : .messagesOf, counted),
            language.say(isBatch ? SendingPhrase.ids : .sentMessages, count: state.people),
            "\(Int(rate.rounded()))/s",
        ]
        if fresh > 0, state.done < state.total {
            let left = Int(Double(state.total - state.done) / max(rate, 0.01))
            parts.append(language.say(SendingPhrase.timeLeft, ["time": language.duration(seconds: left)]))
        }
        if state.inDoubt > 0 { parts.append(language.say(SendingPhrase.inDoubt, ["count": String(state.inDoubt)])) }
        let bar = Bar.text(state.done, of: state.total, columns: Self.barColumns)
        return "\(language.say(SendingPhrase.sendingLine)) \(bar) \(Figure.percent(state.done, of: state.total))  "
            + parts.joined(separator: " · ")
    }

    private func note(_ phrase: SendingPhrase, _ values: [String: String]) {
        console.note(language.say(phrase, values))
    }

    private func warn(_ phrase: SendingPhrase, _ values: [String: String]) {
        console.warn(language.say(phrase, values))
    }

    private func words(_ evidence: AttemptEvidence) -> String {
        TerminalText.escaped(language.evidence(evidence, on: state.withLock { $0.channel }))
    }
}
