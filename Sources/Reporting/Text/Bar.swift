/// A horizontal bar of block characters, an eighth of a column fine.
public enum Bar {
    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    /// The bar of a share; unknown or empty wholes give an empty bar of the same width.
    public static func text(_ part: Int?, of whole: Int?, columns: Int) -> String {
        guard let part, let whole, whole > 0, columns > 0 else { return String(repeating: "·", count: max(0, columns)) }
        let share = min(max(Double(part) / Double(whole), 0), 1)
        let filled = Int(share * Double(columns * 8))
        let full = String(repeating: "█", count: filled / 8)
        let bar = full + eighths[filled % 8]
        return bar + String(repeating: "·", count: max(0, columns - bar.count))
    }
}
