/// Rows under headings, aligned by what a terminal shows rather than by how many characters there are.
struct TextTable {
    /// One column.
    struct Column {
        var heading: String
        var isNumeric = false
        /// Fewest columns it can be cut to where there is no room; `nil` when half of it would be worth nothing.
        var narrowest: Int?
        /// Which column goes first where there is still no room: the lowest; `nil` stays whatever happens.
        var rank: Int?
    }

    /// What stands between two columns.
    private static let gap = 2

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
    ///
    /// - Parameter width: Columns of the terminal, into which it is made to fit as far as its columns allow; `nil` where lines may be
    ///   of any length.
    /// - Returns: the headings and the rows.
    func lines(width: Int? = nil) -> [String] {
        guard !rows.isEmpty else { return [] }
        let all = [columns.map(\.heading)] + rows
        var widths = columns.indices.map { column in
            all.map { column < $0.count ? TerminalText.columns(of: $0[column]) : 0 }.max() ?? 0
        }
        let shown = width.map { fit(&widths, into: $0) } ?? Array(columns.indices)
        return all.map { row in
            let cells = shown.filter { $0 < row.count }.map { index in
                let cell = TerminalText.truncated(row[index], toColumns: max(1, widths[index]))
                return pad(cell, to: widths[index], right: columns[index].isNumeric)
            }
            return trimmingTrailingSpaces(cells.joined(separator: String(repeating: " ", count: Self.gap)))
        }
    }

    /// Makes columns narrower, and where that is not enough leaves some out; returns those that stay.
    private func fit(_ widths: inout [Int], into room: Int) -> [Int] {
        let natural = widths
        var shown = Array(columns.indices)
        while true {
            widths = natural
            var over = shown.reduce(-Self.gap) { $0 + widths[$1] + Self.gap } - room
            // The widest gives way first, a column at a time.
            while over > 0,
                let widest = shown.filter({ widths[$0] > columns[$0].narrowest ?? .max }).max(by: {
                    widths[$0] < widths[$1]
                })
            {
                widths[widest] -= 1
                over -= 1
            }
            let dropped = shown.filter { columns[$0].rank != nil }.min { columns[$0].rank ?? 0 < columns[$1].rank ?? 0 }
            guard over > 0, let dropped else { return shown }
            shown.removeAll { $0 == dropped }
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
