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
        /// Columns of the terminal that standard output goes to, 80 without one; asked for anew whenever something is laid out.
        var outputColumns: @Sendable () -> Int = { 80 }
        /// Whether standard output is a terminal, so that tables are cut to its columns.
        var isOutputTerminal = false
        /// Whether nobody reads standard output any more: the other end of a pipe is closed, a terminal is gone.
        var isOutputGone: @Sendable () -> Bool = { false }
        /// Whether data is shown in colours: standard output is a terminal and nobody has asked for none.
        var usesColour = false
        /// Whether what is shown moving has colours.
        var usesErrorColour = false
        /// Whether lines on standard error can be drawn over: it is a terminal, and no dumb one.
        var canRedraw = false
        /// The size of the terminal that standard error goes to; asked for anew whenever something is drawn.
        var errorSize: @Sendable () -> TerminalSize = { TerminalSize() }
    }

    /// What is drawn over on standard error.
    private struct Screen {
        var block = LiveBlock()
        /// The block that is drawn again below whatever is said; empty for a line that the next one replaces.
        var live: [StyledLine] = []
    }

    let surface: Surface
    let isQuiet: Bool
    let isJSON: Bool
    let isVerbose: Bool
    private let screen = Mutex(Screen())
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
        endLive()
        guard !lines.isEmpty else { return }
        outRaw(lines.map { TerminalText.escaped($0) + "\n" }.joined())
    }

    /// Data in colours, where they are wanted: lines on standard output.
    func out(_ lines: [StyledLine]) {
        endLive()
        guard !lines.isEmpty else { return }
        outRaw(lines.map { (surface.usesColour ? $0.coloured : $0.plain) + "\n" }.joined())
    }

    /// Why data was lost on its way out, if any was: a report that is cut short must not end as if it were whole.
    var lostOutput: String? { outputFailure.withLock { $0 } }

    /// Data as it is, without a line break of our own.
    func outRaw(_ text: String) {
        endLive()
        if let failure = writeOut(text) { outputFailure.withLock { $0 = $0 ?? failure } }
    }

    /// The one JSON document.
    func out(_ document: JSONValue) {
        outRaw(document.text(.pretty) + "\n")
    }

    /// A remark for the person, on standard error; not with `--quiet`.
    func note(_ line: String) {
        guard !isQuiet else { return }
        warn(line)
    }

    /// A warning or an error, on standard error, always; above what is shown moving, where it stays.
    func warn(_ line: String) {
        screen.withLock { screen in
            let size = surface.errorSize()
            var text = screen.block.erase(size: size) + TerminalText.escaped(line) + "\n"
            if !screen.live.isEmpty {
                text += screen.block.draw(screen.live, size: size, colour: surface.usesErrorColour)
            }
            writeError(text)
        }
    }

    /// Asks a question and returns the answer, or `nil` when nobody can be asked.
    func ask(_ question: String) -> String? {
        guard surface.canAsk else { return nil }
        endLive()
        writeError(TerminalText.escaped(question))
        return readLineFromInput()
    }

    // MARK: What moves

    /// Whether something can be shown moving, and somebody wants to see it.
    var showsLive: Bool { surface.canRedraw && !isQuiet }

    /// A line that the next one replaces; only on a terminal.
    func show(transient line: String) {
        guard showsLive else { return }
        screen.withLock { screen in
            let size = surface.errorSize()
            let shown = StyledLine(
                TerminalText.truncated(TerminalText.escaped(line), toColumns: max(20, size.columns - 1)))
            writeError(screen.block.draw([shown], size: size, hidesCursor: false, colour: false))
        }
    }

    /// Lines that move, below everything that is said; only on a terminal.
    ///
    /// They are there until ``endLive(keeping:)``, which whoever began them sees to.
    func show(live lines: (TerminalSize) -> [StyledLine]) {
        guard showsLive else { return }
        screen.withLock { screen in
            let size = surface.errorSize()
            if CursorGuard.wasShownMeanwhile { screen.block.forget() }
            if !screen.block.isShown { CursorGuard.begin() }
            screen.live = lines(size)
            let text = screen.block.draw(screen.live, size: size, colour: surface.usesErrorColour)
            if !text.isEmpty { writeError(text) }
        }
    }

    /// Takes what moves away, or leaves it as it is at last, and gives the cursor back.
    func endLive(keeping: Bool = false) {
        screen.withLock { screen in
            let text = screen.block.end(size: surface.errorSize(), keeping: keeping && !screen.live.isEmpty)
            if !text.isEmpty { writeError(text) }
            if !screen.live.isEmpty { CursorGuard.end() }
            screen.live = []
        }
    }
}
