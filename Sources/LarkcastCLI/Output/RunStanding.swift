import JobModel
import Reporting

/// A run after somebody decided about it: where it stands now, and what its standing is worth as an exit code.
struct RunStanding {
    let invocation: Invocation

    /// Shows it: its document, or its heading and its balance sheet.
    func show(_ run: RunSummary) {
        guard !invocation.console.isJSON else { return invocation.console.out(RunDocument.json(run)) }
        let surface = invocation.surface
        invocation.console.out(RunText.heading(run, on: surface) + RunText.sheet(run, on: surface))
        let onTheWire = run.batches.filter { $0.state == .claimed || $0.state == .dispatching }
        if !onTheWire.isEmpty {
            let names = onTheWire.prefix(16).map { String($0.ordinal) }.joined(separator: ", ")
            invocation.console.note(
                invocation.language.say(EndingPhrase.underWay, ["batches": names, "run": run.id.rawValue]))
        }
    }
}

extension ExitStatus {
    /// What a run deserves as it stands, whoever asks.
    init(standing run: RunSummary) {
        switch run.state {
        case .halted, .paused, .awaitingApproval: self = .needsDecision
        case .planned, .sending: self = run.doubts.isEmpty ? .temporary : .needsDecision
        case .sent, .settled, .cancelled, .expired, .missed, .skipped: self = ExitStatus(outcomeOf: run)
        }
    }
}
