import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Says that everybody may have a message already, so that nothing is sent and no run is made.
struct NobodyLeftView {
    let invocation: Invocation

    /// Shows where everybody is.
    ///
    /// - Returns: `done`; `finishedWithLosses` when some of those who are named lead to nobody.
    func show(_ nobody: NobodyLeft) -> ExitStatus {
        let (console, language, surface) = (invocation.console, invocation.language, invocation.surface)
        if console.isJSON {
            console.out([
                "job": .string(nobody.job), "title": .string(nobody.title), "run": .null,
                "unit": .string(nobody.unit.rawValue),
                "people": .object(nobody.balance.entries.map { .init($0.name, .integer($0.count)) }),
                "left_out": nobody.leftOut.json,
            ])
        } else {
            var lines = ["\(TerminalText.escaped(nobody.title)) (\(nobody.job))", ""]
            lines += surface.row(language.say(PlanPhrase(nobody.unit)), nobody.balance.equation(in: language))
            for (index, line) in LeftOutText.lines(nobody.leftOut, language).enumerated() {
                lines += surface.row(index == 0 ? language.say(PlanPhrase.leftOut) : "", line)
            }
            console.out(lines + [""])
        }
        console.note(language.say(EndingPhrase.nobodyLeft))
        return nobody.balance.invalid > 0 ? .finishedWithLosses : .done
    }
}

extension CommandFailure {
    /// The refusal to leave out those who have a message while a run of the job may still bring it to others.
    init(skippingBeside run: RunSummary) {
        self.init(
            exit: .needsDecision, type: "unfinished",
            message: "job \(run.job) has the unfinished run \(run.id), which may still reach people",
            hint:
                "`larkcast cancel \(run.id)`, then `larkcast run MANIFEST --skip-sent` reaches those who have not got "
                + "it; or `larkcast resume \(run.id)` goes on with what was frozen")
    }
}

extension RepeatShare {
    /// How many may have the message, where an alarm counts them one by one.
    init?(_ alarm: HeadCountAlarm) {
        guard case .alreadySent(let some, let all, let unit, _) = alarm else { return nil }
        self.init(some: some, of: all, unit: unit)
    }
}
