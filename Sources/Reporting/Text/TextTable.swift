/// Rows under headings, aligned by what a terminal shows rather than by how many characters there are.
struct TextTable {
    /// One column.
    struct Column {
        var heading: String
        var isNumeric = false
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    /// Adds a row; its cells are escaped here and nowhere else.
    mutating func append(_ cells: [String]) {
        rows.append(cells.map(TerminalText.escaped))
    }

    /// The lines, or none at all when there are no rows: empty output prints nothing.
    func lines() -> [String] {
        guard !rows.isEmpty else { return [] }
        let all = [columns.map(\.heading)] + rows
        let widths = columns.indices.map { column in
            all.map { column < $0.count ? TerminalText.columns(of: $0[column]) : 0 }.max() ?? 0
        }
        return all.map { row in
            let cells = zip(columns.indices, row).map { index, cell in
                pad(cell, to: widths[index], right: columns[index].isNumeric)
            }
            return trimmingTrailingSpaces(cells.joined(separator: "  "))
        }
    }

    private func pad(_ cell: String, to width: Int, right: Bool) -> String {
        let padding = String(repeating: " ", count: max(0, width - TerminalText.columns(of: cell)))
        return right ? padding + cell : cell + padding
    }

    private func trimmingTrailingSpaces(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
