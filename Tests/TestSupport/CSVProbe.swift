/// A second, small idea of what a spreadsheet does with a file, to hold the writer against.
public enum CSVProbe {
    /// RFC 4180 by its grammar; `nil` where the text is not in it.
    public static func records(_ text: String) -> [[String]]? {
        var records: [[String]] = []
        var record: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if isQuoted {
                if scalar != "\"" {
                    cell.append(scalar)
                } else if index + 1 < scalars.count, scalars[index + 1] == "\"" {
                    cell.append(scalar)
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                guard cell.isEmpty else { return nil }
                isQuoted = true
            } else if scalar == "," || scalar == "\r" {
                record.append(String(cell))
                cell = .init()
                if scalar == "\r" {
                    guard index + 1 < scalars.count, scalars[index + 1] == "\n" else { return nil }
                    index += 1
                    records.append(record)
                    record = []
                }
            } else if scalar == "\n" {
                return nil
            } else {
                cell.append(scalar)
            }
            index += 1
        }
        return isQuoted || !record.isEmpty || !cell.isEmpty ? nil : records
    }

    /// Whether a line of the cell begins, behind anything invisible, with what starts a formula.
    public static func isFormula(_ cell: String) -> Bool {
        let lines = cell.unicodeScalars.split { $0 == "\n" || $0 == "\r" }
        return lines.contains { line in
            let start = line.first { !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint }
            return start.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
        }
    }
}
