public import JobModel

/// Runs as CSV (RFC 4180, UTF-8, CRLF), one row a batch.
public enum CSVText {
    /// The header and a row for every batch.
    public static func report(_ run: RunSummary) -> String {
        let header = [
            "run", "job", "title", "state", "ordinal", "label", "batch_state", "batch_message_id", "recipients",
            "attempts", "valid", "delivered", "read", "recalled", "recall", "invalid_ids",
        ]
        let rows = run.batches.map { batch in
            [
                run.id.rawValue, run.job, run.title, run.state.rawValue, String(batch.ordinal), batch.label,
                batch.state.rawValue, batch.batchMessageID ?? "", String(batch.recipients), String(batch.attempts),
                number(batch.progress.valid), number(batch.progress.delivered), number(batch.progress.read),
                number(batch.progress.recalled), batch.recall?.rawValue ?? "", batch.invalidIDs.joined(separator: " "),
            ]
        }
        return ([header] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
    }

    /// One cell: quoted where RFC 4180 asks for it, and disarmed where a spreadsheet would take it for a formula.
    ///
    /// OWASP, "CSV injection": quoting alone does not help, so a leading `'` is put before `=`, `+`, `-`, `@`, tab and CR,
    /// also behind leading white space and at the start of a later line.
    static func cell(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let start = line.unicodeScalars.first { !$0.properties.isWhitespace || $0 == "\t" || $0 == "\r" }
            return start.map { "=+-@\t\r".unicodeScalars.contains($0) } == true ? "'" + line : String(line)
        }
        let safe = lines.joined(separator: "\n")
        guard safe.contains(where: { ",\"\n\r".contains($0) || $0.isNewline }) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private static func number(_ value: Int?) -> String {
        value.map(String.init) ?? ""
    }
}
