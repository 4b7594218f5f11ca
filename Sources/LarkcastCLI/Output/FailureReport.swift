import Reporting

/// Prints a failure: as the one JSON document, or as calm lines on standard error.
struct FailureReport {
    let console: Console

    func show(_ failure: CommandFailure) {
        guard !console.isJSON else { return console.out(failure.json) }
        // Messages of several lines are lists of problems made here; each line is escaped on its own.
        for line in failure.message.split(separator: "\n", omittingEmptySubsequences: false) {
            console.warn("larkcast: " + TerminalText.escaped(String(line)))
        }
        if let hint = failure.hint { console.warn("          " + TerminalText.escaped(hint)) }
        if let logID = failure.logID { console.warn("          log id " + TerminalText.escaped(logID)) }
    }
}
