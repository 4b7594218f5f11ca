import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting
import Synchronization

/// Shows a run while it is sent: a bar on a terminal, a line now and then elsewhere.
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
    }

    private static let barColumns = 24

    private let console: Console
    private let now: @Sendable () -> Moment
    private let zone: TimeZone
    private let state = Mutex(State())

    convenience init(_ invocation: Invocation) {
        self.init(console: invocation.console, now: invocation.dependencies.now, zone: invocation.zone)
    }

    init(console: Console, now: @escaping @Sendable () -> Moment, zone: TimeZone) {
        self.console = console
        self.now = now
        self.zone = zone
    }

    /// Takes one event of the engine.
    func observe(_ event: EngineEvent) {
        switch event {
        case .started(let run): start(run)
        case .rescued(let report): tell(report)
        case .attempted(_, let ordinal, let recipients, let batchState, let evidence):
            count(ordinal, recipients, batchState, evidence)
        case .waiting(_, let milliseconds, let reason): wait(milliseconds, reason)
        case .waveOpened(_, let number): console.note("wave \(number) leaves")
        case .waitingForWave(_, let next):
            console.note(
                "wave \(next.number - 1) of \(next.count) is out; wave \(next.number) leaves at "
                    + Timestamp.local(next.opensAt, in: zone))
        case .recallRequested(let ordinal, let recall, let message):
            if let message { console.warn("batch \(ordinal): \(recall.rawValue): \(TerminalText.escaped(message))") }
        case .recallProgress(let recalled, let delivered):
            console.show(transient: progressLine("Taking back", recalled, delivered, "messages"))
        case .polled(let run, let next): tellPoll(run, next)
        case .notPinned(_, let ordinal, let chat, let evidence):
            console.warn(
                "message \(ordinal) to \(TerminalText.escaped(chat)) was sent but not pinned: "
                    + TerminalText.escaped(evidence.oneLine))
        case .sampled: break
        }
    }

    private func start(_ run: RunSummary) {
        let line = state.withLock { state in
            state.channel = run.channel
            state.total = run.batches.count
            state.done = run.batches.count { $0.state.isTerminal }
            state.doneAtStart = state.done
            state.inDoubt = run.batches.count { $0.state == .inDoubt }
            state.startedAt = now().monotonicMilliseconds
            return
                "run \(run.id): \(Figure.grouped(state.total)) \(run.channel.unitOfSending), \(state.total - state.done) to go"
        }
        console.note(line)
    }

    private func tell(_ report: RescueReport) {
        for batch in report.recorded {
            console.note(
                "picked up after a stop: the answer for batch \(batch.ordinal) of run \(batch.run) was in the ledger")
        }
        if !report.requeued.isEmpty {
            console.note("picked up after a stop: \(report.requeued.count) batches provably never left and go out now")
        }
        if !report.repeatable.isEmpty {
            console.note(
                "picked up after a stop: \(report.repeatable.count) messages were on the wire and go out again with the same "
                    + "uuid, of which Feishu sends one")
        }
        for batch in report.inDoubt {
            console.warn(
                "picked up after a stop: batch \(batch.ordinal) of run \(batch.run) was on the wire; it is in doubt and is"
                    + " not sent again")
        }
    }

    private func count(_ ordinal: Int, _ recipients: Int, _ batch: BatchState, _ evidence: AttemptEvidence) {
        switch batch {
        case .inDoubt:
            console.warn("batch \(ordinal) is in doubt (\(recipients) ids): \(TerminalText.escaped(evidence.oneLine))")
        case .rejected:
            console.warn("batch \(ordinal) was rejected (\(recipients) ids): \(TerminalText.escaped(evidence.oneLine))")
        case .pending where evidence.firstByte == "allowed" || evidence.curlCode != nil:
            console.note("batch \(ordinal) was not taken and goes out again: \(TerminalText.escaped(evidence.oneLine))")
        default:
            if console.isVerbose {
                let traces = TerminalText.escaped(evidence.oneLine)
                console.note("batch \(ordinal) \(batch.rawValue): \(recipients) ids, \(traces)")
            }
        }
        let isTerminal = console.surface.isErrorTerminal
        // Half a million people are thousands of lines that nobody would see.
        let line = state.withLock { state -> String? in
            state.lastWait = ""
            if batch != .pending { state.done += batch == .inDoubt ? 0 : 1 }
            if batch == .inDoubt { state.inDoubt += 1 }
            if batch == .accepted || batch == .acceptedWithoutID { state.people += recipients }
            let tenth = state.total > 0 ? state.done * 10 / state.total : 0
            defer { state.lastTenth = max(state.lastTenth, tenth) }
            return !console.isQuiet && (isTerminal || tenth > state.lastTenth) ? sendingLine(state) : nil
        }
        guard let line else { return }
        if isTerminal { console.show(transient: line) } else { console.note(line) }
    }

    private func wait(_ milliseconds: Int64, _ reason: String) {
        guard milliseconds >= 2000 else { return }
        let isNew = state.withLock { state in
            defer { state.lastWait = reason }
            return state.lastWait != reason
        }
        guard isNew else { return }
        console.note("waiting \(Figure.duration(seconds: Int(milliseconds / 1000))): \(TerminalText.escaped(reason))")
    }

    private func tellPoll(_ run: RunSummary, _ next: Int64?) {
        let progress = run.progress
        let figures =
            "delivered \(Figure.grouped(progress.delivered)) of \(Figure.grouped(progress.valid))"
            + " · read at least \(Figure.grouped(progress.read)) (\(Figure.percent(progress.read, of: progress.delivered)))"
        let bar = Bar.text(progress.read, of: progress.valid, columns: Self.barColumns)
        let after = next.map { " · next look in \(Figure.duration(seconds: Int($0 / 1000)))" } ?? ""
        console.note("\(bar)  \(figures)\(after)")
    }

    private func sendingLine(_ state: State) -> String {
        let elapsed = Double(max(1, now().monotonicMilliseconds - state.startedAt)) / 1000
        let fresh = state.done - state.doneAtStart
        let rate = Double(fresh) / elapsed
        var parts = [
            "\(Figure.grouped(state.done))/\(Figure.grouped(state.total)) \(state.channel.unitOfSending)",
            "\(Figure.grouped(state.people)) \(state.channel == .batch ? "ids" : "sent")", "\(Int(rate.rounded()))/s",
        ]
        if fresh > 0, state.done < state.total {
            parts.append("\(Figure.duration(seconds: Int(Double(state.total - state.done) / max(rate, 0.01)))) left")
        }
        if state.inDoubt > 0 { parts.append("\(state.inDoubt) in doubt") }
        let bar = Bar.text(state.done, of: state.total, columns: Self.barColumns)
        let line = "Sending \(bar) \(Figure.percent(state.done, of: state.total))  \(parts.joined(separator: " · "))"
        // A log has no columns: what is cut off there is lost.
        guard console.surface.isErrorTerminal else { return line }
        return TerminalText.truncated(line, toColumns: max(20, console.surface.columns - 1))
    }

    private func progressLine(_ name: String, _ part: Int, _ whole: Int, _ unit: String) -> String {
        let bar = Bar.text(part, of: whole, columns: Self.barColumns)
        return "\(name) \(bar) \(Figure.grouped(part)) of \(Figure.grouped(whole)) \(unit)"
    }
}
