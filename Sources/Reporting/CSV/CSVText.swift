public import JobModel

/// Runs as CSV (RFC 4180, UTF-8, CRLF).
public enum CSVText {
    /// What tells a spreadsheet that the bytes behind it are UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// The header and a row for every batch.
    ///
    /// - Parameters:
    ///   - run: The run with its batches.
    ///   - withIDs: Whether ids of people are written; their columns stay, and are empty without them.
    /// - Returns: The records.
    public static func report(_ run: RunSummary, withIDs: Bool) -> String {
        let header = [
            "run", "job", "title", "state", "ordinal", "label", "batch_state", "batch_message_id", "recipients",
            "attempts", "valid", "delivered", "read", "recalled", "recall", "invalid_ids", "id_kind", "recipient",
        ]
        let rows = run.batches.map { batch in
            [
                run.id.rawValue, run.job, run.title, run.state.rawValue, String(batch.ordinal), batch.label,
                batch.state.rawValue, batch.batchMessageID ?? "", String(batch.recipients), String(batch.attempts),
                number(batch.progress.valid), number(batch.progress.delivered), number(batch.progress.read),
                number(batch.progress.recalled), batch.recall?.rawValue ?? "",
                withIDs ? batch.invalidIDs.joined(separator: " ") : "",
                batch.recipient?.kind.rawValue ?? "", recipient(batch.recipient, withIDs: withIDs),
            ]
        }
        return text([header] + rows)
    }

    /// The header and a row for every run.
    public static func series(_ series: RunSeries) -> String {
        let header =
            ["run", "job", "title", "state", "occurrence", "test", "unit", "created_at", "started_at", "sent_at"]
            + BalanceSheet().entries.map(\.name) + ["valid", "delivered", "read", "recalled", "sampled_at", "recall"]
        let rows = series.runs.map { run in
            [
                run.id.rawValue, run.job, run.title, run.state.rawValue, run.occurrence ?? "",
                run.isTest ? "true" : "false", run.unit.rawValue, Timestamp.utc(run.createdAt),
                run.startedAt.map(Timestamp.utc) ?? "", run.sentAt.map(Timestamp.utc) ?? "",
            ] + run.people.entries.map { String($0.count) } + [
                number(run.progress.valid), number(run.progress.delivered), number(run.progress.read),
                number(run.progress.recalled), run.progress.sampledAt.map(Timestamp.utc) ?? "", run.recall.rawValue,
            ]
        }
        return text([header] + rows)
    }

    /// The header of a list of everybody who gets nothing.
    public static let leftOutHeader = text([["reason", "id", "open_id", "place", "detail"]])

    /// A record of that list.
    public static func leftOut(_ entry: LeftOutEntry, _ language: Language) -> String {
        let detail = LeftOutDetail(entry.cause).map { language.say($0) } ?? ""
        return text([[entry.cause.word, entry.name, entry.openID ?? "", entry.place, detail]])
    }

    /// Records; every cell of each is made safe here.
    private static func text(_ records: [[String]]) -> String {
        records.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// A group is nobody in particular.
    private static func recipient(_ recipient: MessageRecipient?, withIDs: Bool) -> String {
        guard let recipient, withIDs || recipient.kind == .chatID else { return "" }
        return recipient.id
    }

    /// One cell: quoted where RFC 4180 asks for it, and disarmed where a spreadsheet would take it for a formula.
    ///
    /// OWASP, "CSV injection": quoting alone does not help, so a `'` is put before `=`, `+`, `-`, `@` and their full-width
    /// forms, tab and CR, also behind leading white space, at the start of a later line, and behind what a spreadsheet of
    /// another country takes for the end of a cell: a semicolon or a tab. Everything is decided scalar by
    /// scalar: a combining mark behind a comma or a quote makes one character of the two, which is neither.
    static func cell(_ text: String) -> String {
        var safe: [UInt8] = []
        safe.reserveCapacity(text.utf8.count + 2)
        // What stands at the start of a line and is not seen, until it is known what follows.
        var lead: [UInt8] = []
        var isAtStart = true
        var needsQuotes = false
        for scalar in text.unicodeScalars {
            if isAtStart {
                if armed.contains(scalar) {
                    safe.append(UInt8(ascii: "'"))
                } else if scalar != "\n", isInvisible(scalar) {
                    append(scalar, to: &lead)
                    continue
                }
                safe += lead
                lead = []
            }
            let breaksLine = scalar == "\n" || scalar == "\r"
            isAtStart = breaksLine || scalar == ";" || scalar == "\t"
            needsQuotes = needsQuotes || isAtStart || scalar == "," || scalar == "\""
            if scalar == "\"" { safe.append(UInt8(ascii: "\"")) }
            append(scalar, to: &safe)
        }
        safe += lead
        let cell = String(decoding: safe, as: UTF8.self)
        return needsQuotes ? "\"" + cell + "\"" : cell
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar.properties.isDefaultIgnorableCodePoint
    }

    /// Line breaks and tabs belong into a table; every other control character is made visible.
    private static func append(_ scalar: Unicode.Scalar, to output: inout [UInt8]) {
        if scalar == "\n" || scalar == "\r" || scalar == "\t" {
            output.append(UInt8(scalar.value))
        } else {
            TerminalText.appendEscaped(scalar, to: &output)
        }
    }

    private static let armed = Set("=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\t\r".unicodeScalars)

    private static func number(_ value: Int?) -> String {
        value.map(String.init) ?? ""
    }
}
