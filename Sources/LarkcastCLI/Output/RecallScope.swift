import Foundation
import JobModel
import Reporting

/// What a recall would touch, and what it cannot.
struct RecallScope {
    let run: RunSummary
    let batches: [BatchSummary]

    /// The ordinals it is restricted to; `nil` for the whole run.
    let ordinals: Set<Int>?

    /// - Throws: `CommandFailure` with exit code 64 when the run has no batch or wave of that number.
    init(_ run: RunSummary, batch: Int? = nil, wave: Int? = nil) throws(CommandFailure) {
        self.run = run
        if let batch {
            guard run.batches.contains(where: { $0.ordinal == batch }) else {
                throw Self.missing(run, "batch \(batch)", hint: "It has batches 1 to \(run.batches.count).")
            }
            ordinals = [batch]
        } else if let wave {
            guard let found = run.waves.first(where: { $0.number == wave }) else {
                let hint = run.waves.isEmpty ? "It went out at once." : "It has waves 1 to \(run.waves.count)."
                throw Self.missing(run, "wave \(wave)", hint: hint)
            }
            ordinals = Set(found.ordinals)
        } else {
            ordinals = nil
        }
        batches = run.batches.filter { [ordinals] in ordinals?.contains($0.ordinal) ?? true }
    }

    private static func missing(_ run: RunSummary, _ what: String, hint: String) -> CommandFailure {
        CommandFailure(exit: .usage, type: "usage", message: "run \(run.id) has no \(what)", hint: hint)
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
            lines.append(row("Cannot", beyondReach) + ": Feishu gave no id, or it is in doubt")
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
        let unit = run.unit.words
        return
            "\(name): \(Figure.grouped(batches.count)) \(run.channel.unitOfSending), \(Figure.grouped(recipients)) \(unit)"
    }
}
