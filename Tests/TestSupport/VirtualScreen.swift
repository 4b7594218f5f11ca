/// What a person sees of the bytes that a program writes to a terminal: enough of one to tell what is where.
///
/// It knows the sequences that larkcast may use and takes note of every other one.
public struct VirtualScreen {
    /// The lines from the first that was ever written, those that scrolled away included.
    public private(set) var lines: [[Character?]] = [[]]
    /// Whether the cursor can be seen.
    public private(set) var isCursorShown = true
    /// Sequences it does not know.
    public private(set) var unknown: [String] = []
    /// Where the cursor is: the line's index, and the column from 0.
    public private(set) var cursor = (line: 0, column: 0)

    private let columns: Int

    /// Creates a screen of so many columns, without an end at the bottom.
    public init(columns: Int) { self.columns = columns }

    /// The lines as text, without the empty ones at the end.
    public var text: [String] {
        var texts = lines.map { line in
            var text = String(line.compactMap(\.self))
            while text.last == " " { text.removeLast() }
            return text
        }
        while texts.last?.isEmpty == true { texts.removeLast() }
        return texts
    }

    /// Takes what a program has written.
    public mutating func feed(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\r": cursor.column = 0
            // The terminal driver of every system puts a carriage return before it (ONLCR).
            case "\n": cursor = (cursor.line + 1, 0)
            case "\u{1B}": escape(&rest)
            case "\u{0}"..."\u{1F}": unknown.append(String(reflecting: String(scalar)))
            default: put(scalar)
            }
            while lines.count <= cursor.line { lines.append([]) }
        }
    }

    private mutating func escape(_ rest: inout Substring.UnicodeScalarView) {
        guard rest.popFirst() == "[" else { return unknown.append("escape") }
        var parameters = ""
        while let scalar = rest.first, scalar.value < 0x40 {
            parameters.unicodeScalars.append(scalar)
            rest.removeFirst()
        }
        switch (rest.popFirst(), parameters) {
        case ("A", _): cursor.line = max(0, cursor.line - (Int(parameters) ?? 1))
        case ("K", ""): lines[cursor.line] = Array(lines[cursor.line].prefix(cursor.column))
        case ("J", ""):
            lines[cursor.line] = Array(lines[cursor.line].prefix(cursor.column))
            lines.removeSubrange((cursor.line + 1)...)
        case ("h", "?25"): isCursorShown = true
        case ("l", "?25"): isCursorShown = false
        case ("m", _): break
        case (let end, _): unknown.append(parameters + (end.map { String($0) } ?? ""))
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        // Enough for the texts of the tests: what is wide is Chinese.
        let width = scalar.value >= 0x2E80 ? 2 : 1
        if cursor.column + width > columns {
            cursor = (cursor.line + 1, 0)
            while lines.count <= cursor.line { lines.append([]) }
        }
        var line = lines[cursor.line]
        while line.count < cursor.column + width { line.append(" ") }
        line[cursor.column] = Character(scalar)
        if width == 2 { line[cursor.column + 1] = nil }
        lines[cursor.line] = line
        cursor.column += width
    }
}
