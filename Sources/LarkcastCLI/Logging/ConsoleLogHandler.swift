import Foundation
import JobModel
import Logging
import Reporting
import StrictJSON

/// Writes log events to standard error, one line each.
///
/// Everything goes through the console, which escapes what could steer a terminal or begin a line; the values of a JSON line
/// are escaped before, so that the line stays JSON.
struct ConsoleLogHandler: LogHandler {
    let console: Console
    let isJSON: Bool
    let zone: TimeZone
    let now: @Sendable () -> Moment

    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(
        console: Console, format: LogFormat, level: Logger.Level, zone: TimeZone, now: @escaping @Sendable () -> Moment
    ) {
        self.console = console
        isJSON = format.resolved(isTerminal: console.surface.isErrorTerminal) == .json
        logLevel = level
        self.zone = zone
        self.now = now
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) { $1 }
        let ordered = all.sorted { (Self.rank($0.key), $0.key) < (Self.rank($1.key), $1.key) }
        let wall = now().wallMilliseconds
        console.warn(
            isJSON ? json(event, ordered, at: wall).text() : text(event, ordered, at: wall))
    }

    private func text(_ event: LogEvent, _ metadata: [(key: String, value: Logger.MetadataValue)], at wall: Int64)
        -> String
    {
        let level = event.level.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0)
        let words = metadata.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        return "\(Timestamp.local(wall, in: zone))  \(level)  \(event.message)" + (words.isEmpty ? "" : "  \(words)")
    }

    private func json(_ event: LogEvent, _ metadata: [(key: String, value: Logger.MetadataValue)], at wall: Int64)
        -> JSONValue
    {
        let thousandths = String(((wall % 1000) + 1000) % 1000 + 1000).dropFirst()
        var members: [JSONValue.Member] = [
            .init("at", .string(Timestamp.utc(wall).dropLast() + ".\(thousandths)Z")),
            .init("level", .string(event.level.rawValue)),
            .init("message", .string(TerminalText.escaped("\(event.message)"))),
        ]
        members += metadata.map { .init(TerminalText.escaped($0.key), Self.json($0.value)) }
        return .object(members)
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        switch value {
        case .stringConvertible(let value as Int): .integer(value)
        case .array(let values): .array(values.map(json))
        case .dictionary(let values):
            .object(
                values.sorted { $0.key < $1.key }.map { .init(TerminalText.escaped($0.key), json($0.value)) })
        default: .string(TerminalText.escaped("\(value)"))
        }
    }

    /// What somebody looks for first stands first.
    private static func rank(_ key: String) -> Int {
        ["run", "job", "occurrence", "batch", "state", "code", "log_id"].firstIndex(of: key) ?? Int.max
    }
}
