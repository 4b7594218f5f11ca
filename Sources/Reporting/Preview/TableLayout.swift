/// A message's table in a width, with nothing left out: cells are wrapped in their columns, and where those would be too narrow to
/// read, each row is a list of its values.
struct TableLayout {
    let width: Int
    let look: TerminalLook

    private static let gap = 2
    /// Narrower columns are torn words.
    private static let narrowest = 8

    /// How wide a table is with nothing wrapped.
    static func wanted(_ headings: [String], _ rows: [[[PreviewRun]]]) -> Int {
        widths(cells(headings, rows)).reduce(0, +) + gap * max(headings.count - 1, 0)
    }

    func lines(_ headings: [String], _ rows: [[[PreviewRun]]]) -> [StyledLine] {
        guard !headings.isEmpty else { return [] }
        let cells = Self.cells(headings, rows)
        let wanted = Self.widths(cells)
        let widths = fitted(wanted)
        guard zip(widths, wanted).allSatisfy({ $0 >= min($1, Self.narrowest) }) else { return lists(cells) }
        return cells.enumerated().flatMap { index, row in self.row(row, widths, index == 0 ? bold : look) }
    }

    private var bold: TerminalLook {
        var bold = look
        bold.isBold = true
        return bold
    }

    /// The headings and the rows, each cell on a line of its own.
    private static func cells(_ headings: [String], _ rows: [[[PreviewRun]]]) -> [[String]] {
        let cells = [headings] + rows.map { row in headings.indices.map { $0 < row.count ? row[$0].words : "" } }
        return cells.map { $0.map(oneLine) }
    }

    private static func oneLine(_ cell: String) -> String {
        let text = TerminalText.escaped(cell.replacing("\n", with: " ").replacing("\t", with: " "))
        guard let first = text.first else { return text }
        return String(LineWrap.standing(first)) + text.dropFirst()
    }

    private static func widths(_ cells: [[String]]) -> [Int] {
        (cells.first ?? []).indices.map { column in
            max(cells.map { TerminalText.columns(of: $0[column]) }.max() ?? 0, 1)
        }
    }

    /// Column widths that fit, the widest made narrower first.
    private func fitted(_ wanted: [Int]) -> [Int] {
        var widths = wanted
        let room = max(width - Self.gap * (widths.count - 1), widths.count)
        while widths.reduce(0, +) > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
            widths[widest] -= 1
        }
        return widths
    }

    /// A row on as many lines as its longest cell takes.
    private func row(_ cells: [String], _ widths: [Int], _ look: TerminalLook) -> [StyledLine] {
        let wrapped = zip(cells, widths).map { LineWrap.lines([.init($0, look)], width: $1) }
        return (0..<(wrapped.map(\.count).max() ?? 0)).map { index in
            let pieces = zip(wrapped, widths).enumerated().map { column, cell in
                let line = index < cell.0.count ? cell.0[index] : StyledLine()
                return column + 1 < cells.count ? line.padded(to: cell.1 + Self.gap) : line
            }
            return StyledLine(pieces.flatMap(\.spans))
        }
    }

    /// Each row as `name: value`, with a line between rows.
    private func lists(_ cells: [[String]]) -> [StyledLine] {
        guard cells.count > 1 else {
            return LineWrap.lines([.init(cells[0].joined(separator: ", "), bold)], width: width)
        }
        var dim = look
        dim.isDim = true
        let rule = StyledLine(String(repeating: "─", count: width), dim)
        return cells.dropFirst().enumerated().flatMap { index, row in
            (index > 0 ? [rule] : [])
                + zip(cells[0], row).flatMap { name, value in
                    LineWrap.lines(
                        [.init("\(name):", bold), .init(value.isEmpty ? "" : " \(value)", look)],
                        width: min(width, BlockLayout.readableWidth))
                }
        }
    }
}
