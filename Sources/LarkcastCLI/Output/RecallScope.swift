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

    /// Whether all of it has been taken back before, so that nothing is left to ask Feishu about.
    ///
    /// A recall that was not concluded is not over: the same command ends it.
    var isTakenBack: Bool {
        run.recall != .requested && !confirmed.isEmpty && accepted.isEmpty && unsent.isEmpty && beyondReach.isEmpty
    }

    /// Batches that are wanted back or would be, and that Feishu has not confirmed to be gone.
    var open: Int { accepted.count }

    func lines(on surface: TextSurface) -> [String] {
        var lines = RunText.heading(run, on: surface)
        lines.append("")
        let language = surface.language
        if !accepted.isEmpty { lines.append(row(.takeBack, accepted, language)) }
        if !unsent.isEmpty { lines.append(row(.stop, unsent, language)) }
        if !beyondReach.isEmpty {
            lines.append(row(.cannot, beyondReach, language) + language.say(ConfirmationPhrase.noID))
        }
        if !confirmed.isEmpty { lines.append(row(.already, confirmed, language)) }
        return lines
    }

    /// What the recall came to: 0 only when everything that may have arrived has been taken back.
    func status(_ after: RunSummary, on console: Console, _ language: Language = .english) -> ExitStatus {
        let touched = Set(batches.map(\.ordinal))
        let now = after.batches.filter { touched.contains($0.ordinal) }
        for batch in now where batch.state.mayHaveBeenDelivered && batch.batchMessageID == nil {
            console.warn(
                language.say(
                    ConfirmationPhrase.beyondReach,
                    ["batch": String(batch.ordinal), "state": language.name(batch.state)]))
        }
        let sent = now.filter { $0.state.mayHaveBeenDelivered }
        if sent.allSatisfy({ $0.recall == .confirmed }) { return .done }
        if now.contains(where: { $0.state == .inDoubt }) { return .needsDecision }
        if sent.contains(where: { $0.recall == .requested }) {
            console.warn(language.say(ConfirmationPhrase.stillTakingBack, ["run": after.id.rawValue]))
            return .temporary
        }
        return .finishedWithLosses
    }

    private var accepted: [BatchSummary] { batches.filter { $0.batchMessageID != nil && $0.recall != .confirmed } }

    private var confirmed: [BatchSummary] { batches.filter { $0.recall == .confirmed } }

    private var unsent: [BatchSummary] {
        batches.filter { $0.state == .pending || $0.state == .claimed || $0.state == .dispatching }
    }

    private var beyondReach: [BatchSummary] {
        batches.filter { $0.state.mayHaveBeenDelivered && $0.state != .dispatching && $0.batchMessageID == nil }
    }

    private func row(_ name: ConfirmationPhrase, _ batches: [BatchSummary], _ language: Language) -> String {
        let recipients = batches.reduce(0) { $0 + $1.recipients }
        return language.say(
            run.channel == .batch ? ConfirmationPhrase.batchesOf : .messagesOf, count: batches.count,
            [
                "name": language.say(name), "people": Figure.grouped(recipients),
                "unit": language.say(ConfirmationPhrase(run.unit), count: recipients),
            ])
    }
}
