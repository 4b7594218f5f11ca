import JobModel

/// Direct messages for people at a terminal: a line for each department and state, since there may be 50,000 of them.
enum MessageTable {
    /// Most messages that are shown one by one.
    static let mostSingle = 20

    private struct Line {
        var messages = 0
        /// Groups and people who have read it; `nil` while Feishu was not asked.
        var read: Int?
        var recalled = 0
    }

    private struct Key: Hashable {
        var label: String
        var state: BatchState
    }

    /// The table.
    static func lines(_ messages: [BatchSummary], on surface: TextSurface) -> [String] {
        // Without departments every message has a name of its own, which tells nothing.
        let isGrouped = Set(messages.map(\.label)).count < messages.count
        var order: [Key] = []
        var lines: [Key: Line] = [:]
        for message in messages {
            let key = Key(label: isGrouped ? message.label : surface.say(RunPhrase.everybody), state: message.state)
            if lines[key] == nil { order.append(key) }
            lines[key, default: Line()].messages += 1
            if let read = message.progress.read { lines[key, default: Line()].read = (lines[key]?.read ?? 0) + read }
            lines[key, default: Line()].recalled += message.recall == .confirmed ? 1 : 0
        }
        var table = TextTable([
            .init(heading: surface.say(RunPhrase.department), narrowest: 8),
            .init(heading: surface.say(RunPhrase.state)),
            .init(heading: surface.say(RunPhrase.messages), isNumeric: true),
            .init(heading: surface.say(RunPhrase.read), isNumeric: true),
            .init(heading: surface.say(RunPhrase.takenBack), isNumeric: true, rank: 0),
        ])
        for key in order {
            guard let line = lines[key] else { continue }
            table.append([
                TerminalText.truncated(surface.language.label(key.label), toColumns: 40),
                surface.language.name(key.state).replacing("_", with: " "),
                Figure.grouped(line.messages), Figure.grouped(line.read), Figure.grouped(line.recalled),
            ])
        }
        return table.lines(width: surface.columns)
    }
}
