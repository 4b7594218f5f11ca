/// A message's table in a width: cells are cut before the table is.
struct TableLayout {
    let width: Int
    let look: TerminalLook

    private static let gap = 2

    func lines(_ headings: [String], _ rows: [[[PreviewRun]]]) -> [StyledLine] {
        guard !headings.isEmpty else { return [] }
        let cells = [headings] + rows.map { row in headings.indices.map { $0 < row.count ? row[$0].words : "" } }
        let shown = cells.map { $0.map(oneLine) }
        let widths = fitted(
            headings.indices.map { column in shown.map { TerminalText.columns(of: $0[column]) }.max() ?? 0 })
        var bold = look
        bold.isBold = true
        return shown.enumerated().map { index, row in
            let line = zip(row, widths).map { cell, width in
                TerminalText.truncated(cell, toColumns: width).padded(to: width)
            }.joined(separator: String(repeating: " ", count: Self.gap))
            return StyledLine(line, index == 0 ? bold : look)
        }
    }

    private func oneLine(_ cell: String) -> String {
        let text = TerminalText.escaped(cell.replacing("\n", with: " "))
        guard let first = text.first else { return text }
        return String(LineWrap.standing(first)) + text.dropFirst()
    }

    /// Column widths that fit, the widest made narrower first.
    private func fitted(_ wanted: [Int]) -> [Int] {
        var widths = wanted.map { max($0, 1) }
        let room = max(width - Self.gap * (widths.count - 1), widths.count)
        while widths.reduce(0, +) > room, let widest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
            widths[widest] -= 1
        }
        return widths
    }
}
