import Foundation
import JobModel
import Reporting

/// What a recall would touch, and what it cannot.
struct RecallScope {
    let run: RunSummary
    let batches: [BatchSummary]

    /// - Throws: `CommandFailure` with exit code 64 when the run has no batch of that number.
    init(_ run: RunSummary, only ordinal: Int?) throws(CommandFailure) {
        self.run = run
        batches = run.batches.filter { ordinal == nil || $0.ordinal == ordinal }
        if let ordinal, batches.isEmpty {
            throw CommandFailure(
                exit: .usage, type: "usage", message: "run \(run.id) has no batch \(ordinal)",
                hint: "It has batches 1 to \(run.batches.count).")
        }
    }

    var isEmpty: Bool {
        batches.allSatisfy { $0.state == .rejected || $0.state == .cancelled }
    }

    func lines(in zone: TimeZone) -> [String] {
        let unsent = batches.filter { $0.state == .pending || $0.state == .claimed || $0.state == .dispatching }
        var lines = RunText.heading(run, in: zone)
        lines.append("")
        lines.append(row("Take back", accepted))
        if !unsent.isEmpty { lines.append(row("Stop", unsent)) }
        if !beyondReach.isEmpty {
            lines.append(row("Cannot", beyondReach) + ": Feishu gave no batch message id, or it is in doubt")
        }
        return lines
    }

    /// What the recall came to: 0 only when everything that may have arrived has been taken back.
    func status(_ after: RunSummary, on console: Console) -> ExitStatus {
        let touched = Set(batches.map(\.ordinal))
        let now = after.batches.filter { touched.contains($0.ordinal) }
        for batch in now where batch.state.mayHaveBeenDelivered && batch.batchMessageID == nil {
            console.warn("batch \(batch.ordinal) cannot be taken back: it is \(batch.state.rawValue) and has no id")
        }
        let sent = now.filter { $0.state.mayHaveBeenDelivered }
        if sent.allSatisfy({ $0.recall == .confirmed }) { return .done }
        if now.contains(where: { $0.state == .inDoubt }) { return .needsDecision }
        if sent.contains(where: { $0.recall == .requested }) {
            console.warn("Feishu is still taking back; larkcast recall \(after.id) looks again")
            return .temporary
        }
        return .finishedWithLosses
    }

    private var accepted: [BatchSummary] { batches.filter { $0.batchMessageID != nil } }

    private var beyondReach: [BatchSummary] {
        batches.filter { $0.state.mayHaveBeenDelivered && $0.state != .dispatching && $0.batchMessageID == nil }
    }

    private func row(_ name: String, _ batches: [BatchSummary]) -> String {
        let recipients = batches.reduce(0) { $0 + $1.recipients }
        let unit = run.unit == .departments ? "departments" : "people"
        return "\(name): \(Figure.grouped(batches.count)) batches, \(Figure.grouped(recipients)) \(unit)"
    }
}
