import Reporting
import StrictJSON
import Synchronization

/// Standard output for data, standard error for everything else.
///
/// It writes with `write(2)` and drops what cannot be written: a closed terminal or a reader that went away (`| head`)
/// must not stop a run half way. Every line is escaped here, whoever made it; only ``outRaw(_:)`` is not, for documents
/// whose own writer has done it.
final class Console: Sendable {
    /// What the two streams are.
    struct Surface {
        /// Whether a person sees standard error as it is written.
        var isErrorTerminal: Bool
        /// Whether a person can be asked: both standard input and standard error are terminals.
        var canAsk: Bool
        /// Columns of the terminal, 80 without one.
        var columns: Int
        /// Columns of the terminal that standard output goes to, 80 without one.
        var outputColumns = 80
        /// Whether data is shown in colours: standard output is a terminal and nobody has asked for none.
        var usesColour = false
    }

    let surface: Surface
    let isQuiet: Bool
    let isJSON: Bool
    let isVerbose: Bool
    private let transient = Mutex("")
    /// The first reason why data could not be written, other than a reader that went away.
    private let outputFailure = Mutex<String?>(nil)
    private let writeOut: @Sendable (String) -> String?
    private let writeError: @Sendable (String) -> Void
    private let readLineFromInput: @Sendable () -> String?

    init(
        surface: Surface, isQuiet: Bool, isJSON: Bool, isVerbose: Bool = false,
        writeOut: @escaping @Sendable (String) -> String?,
        writeError: @escaping @Sendable (String) -> Void, readLine: @escaping @Sendable () -> String?
    ) {
        self.surface = surface
        self.isQuiet = isQuiet
        self.isJSON = isJSON
        self.isVerbose = isVerbose
        self.writeOut = writeOut
        self.writeError = writeError
        readLineFromInput = readLine
    }

    /// Data: lines on standard output.
    ///
    /// Nothing at all for no lines.
    func out(_ lines: [String]) {
        clearTransient()
        guard !lines.isEmpty else { return }
        outRaw(lines.map { TerminalText.escaped($0) + "\n" }.joined())
    }

    /// Data in colours, where they are wanted: lines on standard output.
    func out(_ lines: [StyledLine]) {
        clearTransient()
        guard !lines.isEmpty else { return }
        outRaw(lines.map { (surface.usesColour ? $0.coloured : $0.plain) + "\n" }.joined())
    }

    /// Why data was lost on its way out, if any was: a report that is cut short must not end as if it were whole.
    var lostOutput: String? { outputFailure.withLock { $0 } }

    /// Data as it is, without a line break of our own.
    func outRaw(_ text: String) {
        clearTransient()
        if let failure = writeOut(text) { outputFailure.withLock { $0 = $0 ?? failure } }
    }

    /// The one JSON document.
    func out(_ document: JSONValue) {
        outRaw(document.text(.pretty) + "\n")
    }

    /// A remark for the person, on standard error; not with `--quiet`.
    func note(_ line: String) {
        guard !isQuiet else { return }
        clearTransient()
        writeError(TerminalText.escaped(line) + "\n")
    }

    /// A warning or an error, on standard error, always.
    func warn(_ line: String) {
        clearTransient()
        writeError(TerminalText.escaped(line) + "\n")
    }

    /// A line that the next one replaces; only on a terminal.
    func show(transient line: String) {
        guard surface.isErrorTerminal, !isQuiet else { return }
        transient.withLock { $0 = line }
        writeError("\r\u{1B}[2K" + TerminalText.escaped(line))
    }

    /// Asks a question and returns the answer, or `nil` when nobody can be asked.
    func ask(_ question: String) -> String? {
        guard surface.canAsk else { return nil }
        clearTransient()
        writeError(TerminalText.escaped(question))
        return readLineFromInput()
    }

    private func clearTransient() {
        let wasShown = transient.withLock { line in
            defer { line = "" }
            return !line.isEmpty
        }
        if wasShown { writeError("\r\u{1B}[2K") }
    }
}
