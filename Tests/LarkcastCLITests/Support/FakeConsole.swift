import Synchronization

@testable import LarkcastCLI

/// A console that keeps what is written and answers questions from a list.
final class FakeConsole: Sendable {
    private struct State {
        var out = ""
        var errors = ""
        var answers: [String?]
    }

    private let state: Mutex<State>
    private let surface: Console.Surface
    private let isQuiet: Bool
    private let isJSON: Bool

    init(
        answers: [String?] = [], isTerminal: Bool = false, columns: Int = 80, rows: Int = 24, isQuiet: Bool = false,
        isJSON: Bool = false, usesColour: Bool = false
    ) {
        state = Mutex(State(answers: answers))
        surface = Console.Surface(
            isErrorTerminal: isTerminal, canAsk: isTerminal, outputColumns: { columns }, usesColour: usesColour,
            canRedraw: isTerminal, errorSize: { TerminalSize(columns: columns, rows: rows) })
        self.isQuiet = isQuiet
        self.isJSON = isJSON
    }

    /// Everything on standard output.
    var out: String { state.withLock { $0.out } }
    /// Everything on standard error.
    var errors: String { state.withLock { $0.errors } }
    /// Standard error by lines, without the empty end.
    var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    /// How many answers have not been asked for.
    var answersLeft: Int { state.withLock { $0.answers.count } }

    /// The console that writes here.
    var console: Console {
        Console(
            surface: surface, isQuiet: isQuiet, isJSON: isJSON,
            writeOut: { text in
                self.state.withLock { $0.out += text }
                return nil
            },
            writeError: { text in self.state.withLock { $0.errors += text } },
            readLine: { self.state.withLock { $0.answers.isEmpty ? nil : $0.answers.removeFirst() } })
    }
}
