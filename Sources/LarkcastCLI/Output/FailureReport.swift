import JobModel
import Reporting

/// Prints a failure: as the one JSON document, or as calm lines on standard error.
struct FailureReport {
    let console: Console
    /// Of what people read; the document is English.
    var language = Language.english

    func show(_ failure: CommandFailure) {
        guard !console.isJSON else { return console.out(failure.json) }
        // A line break in a message that is no list of ours is somebody else's: it must not begin a line.
        for line in lines(failure) {
            console.warn("larkcast: " + TerminalText.escaped(line))
        }
        if let hint = failure.hint {
            console.warn("          " + TerminalText.escaped(language.advice(hint, code: failure.code)))
        }
        if let logID = failure.logID, !failure.message.contains(logID) {
            console.warn("          " + language.say(CheckPhrase.logID, ["id": TerminalText.escaped(logID)]))
        }
    }

    private func lines(_ failure: CommandFailure) -> [String] {
        if language != .english, let (file, reasons) = failure.refusals {
            return reasons.map { "\(file): \($0.pointer): \(language.mistake($0.message, fix: $0.hint))" }
        }
        guard language != .english, !failure.findings.isEmpty else {
            return failure.lines.isEmpty ? [language.failure(failure.message)] : failure.lines
        }
        let more = failure.unlisted
        return failure.findings.map(language.line) + (more > 0 ? [language.say(CheckPhrase.more, count: more)] : [])
    }
}
