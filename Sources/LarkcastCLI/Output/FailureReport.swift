import Reporting

/// Prints a failure: as the one JSON document, or as calm lines on standard error.
struct FailureReport {
    let console: Console
    /// Of what people read; the document is English.
    var language = Language.english

    func show(_ failure: CommandFailure) {
        guard !console.isJSON else { return console.out(failure.json) }
        // A line break in a message that is no list of ours is somebody else's: it must not begin a line.
        for line in failure.lines.isEmpty ? [language.failure(failure.message)] : failure.lines {
            console.warn("larkcast: " + TerminalText.escaped(line))
        }
        if let hint = failure.hint {
            console.warn("          " + TerminalText.escaped(language.advice(hint, code: failure.code)))
        }
        if let logID = failure.logID, !failure.message.contains(logID) {
            console.warn("          log id " + TerminalText.escaped(logID))
        }
    }
}
