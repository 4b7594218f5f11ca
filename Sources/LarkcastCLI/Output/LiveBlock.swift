import Reporting

/// How large a terminal is.
struct TerminalSize: Sendable, Equatable {
    /// Columns.
    var columns = 80
    /// Lines.
    var rows = 24
}

/// Lines on a terminal that are drawn over again and again, as the bytes that do so.
///
/// Every change is one text, written at once, so that nobody sees half of one. Lines are cleared behind their ends and not before
/// they are written: nothing flickers. The cursor stands at the end of the last line; it is hidden from the first drawing to the end.
/// The sequences are ECMA-48's, and `?25` as every terminal has it since the VT220.
struct LiveBlock {
    private static let hide = "\u{1B}[?25l"
    private static let show = "\u{1B}[?25h"
    private static let clearToLineEnd = "\u{1B}[K"
    private static let clearBelow = "\u{1B}[J"

    /// What is on the screen, from top to bottom.
    private var lines: [StyledLine] = []
    private var size = TerminalSize()
    private var isCursorHidden = false

    /// Whether there is anything to draw over.
    var isShown: Bool { !lines.isEmpty }

    /// Draws these lines over what is there; nothing when they are there already.
    ///
    /// - Parameters:
    ///   - new: The lines; what does not fit into the height is left out.
    ///   - size: The terminal's size at this moment.
    ///   - hidesCursor: Whether the cursor goes away until ``end(size:)``.
    ///   - colour: Whether words may have looks.
    /// - Returns: what is to be written.
    mutating func draw(
        _ new: [StyledLine], size: TerminalSize, hidesCursor: Bool = true, colour: Bool
    ) -> String {
        let new = Array(new.prefix(max(1, size.rows - 1)))
        guard new != lines || size != self.size else { return "" }
        var text = toTheTop(size)
        if hidesCursor, !isCursorHidden {
            text = Self.hide + text
            isCursorHidden = true
        }
        text += new.map { (colour ? $0.coloured : $0.plain) + Self.clearToLineEnd }.joined(separator: "\r\n")
        text += Self.clearBelow
        lines = new
        self.size = size
        return text
    }

    /// Takes everything away and lets what follows begin where it stood; the cursor stays as it is.
    mutating func erase(size: TerminalSize) -> String {
        guard isShown else { return "" }
        let text = toTheTop(size) + Self.clearBelow
        lines = []
        return text
    }

    /// Takes everything away for good, or leaves it where it is, and gives the cursor back.
    mutating func end(size: TerminalSize, keeping: Bool = false) -> String {
        var text = keeping && isShown ? "\r\n" : erase(size: size)
        if isCursorHidden { text += Self.show }
        self = LiveBlock()
        return text
    }

    /// Forgets what is on the screen: somebody else has written there.
    mutating func forget() { self = LiveBlock() }

    /// To the first column of the first line.
    ///
    /// A terminal that has become narrower since has wrapped what was too long for it.
    private func toTheTop(_ size: TerminalSize) -> String {
        guard isShown else { return "\r" }
        let rows = lines.reduce(0) { $0 + max(1, ($1.columns + size.columns - 1) / max(1, size.columns)) }
        return rows > 1 ? "\r\u{1B}[\(rows - 1)A" : "\r"
    }
}
