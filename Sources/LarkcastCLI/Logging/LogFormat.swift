import ArgumentParser

/// How log lines look.
enum LogFormat: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Lines for people.
    case text
    /// One JSON object a line.
    case json
    /// `text` on a terminal, `json` anywhere else.
    case auto

    /// The format to write in.
    func resolved(isTerminal: Bool) -> LogFormat {
        switch self {
        case .auto: isTerminal ? .text : .json
        case .text, .json: self
        }
    }
}
