public import struct Foundation.TimeZone

/// For whom tables and sentences are written: in which language, for which zone, and into how many columns.
public struct TextSurface: Sendable {
    /// The language.
    public var language: Language
    /// The zone of times.
    public var zone: TimeZone
    /// Columns of the terminal; `nil` for a file or a program, which has any number and finds everything there.
    public var columns: Int?
    /// The present instant in milliseconds since 1970 UTC, from which times are told on a terminal; `nil` elsewhere, where what is
    /// written must still be true tomorrow.
    public var now: Int64?

    /// Creates a surface; a file in English unless said otherwise.
    public init(_ language: Language = .english, in zone: TimeZone, columns: Int? = nil, now: Int64? = nil) {
        self.language = language
        self.zone = zone
        self.columns = columns
        self.now = now
    }

    /// An instant: exactly, and on a terminal how long ago as well.
    func time(_ milliseconds: Int64) -> String {
        let exact = Timestamp.local(milliseconds, in: zone)
        return now.map { "\(exact) (\(language.relative(milliseconds, to: $0)))" } ?? exact
    }

    /// An instant in a table: on a terminal how long ago, which is short, and exactly elsewhere.
    func brief(_ milliseconds: Int64) -> String {
        now.map { language.relative(milliseconds, to: $0) } ?? Timestamp.local(milliseconds, in: zone)
    }

    /// The text with the longer ending where there is room for it, and with the shorter one elsewhere.
    func fitting(_ long: String, _ short: String, behind text: String) -> String {
        guard let columns, TerminalText.columns(of: text + long) > columns else { return text + long }
        return text + short
    }

    /// Columns of what stands before a line.
    public static let labelColumns = 12

    /// A value behind its label; on a terminal wrapped beside the label, so that the labels stand alone.
    ///
    /// Both are escaped here, as every line is that is wrapped.
    public func row(_ label: String, _ value: String) -> [String] {
        guard let columns, TerminalText.columns(of: value) > columns - Self.labelColumns else {
            let gap = max(1, Self.labelColumns - TerminalText.columns(of: label))
            return [TerminalText.escaped(label + String(repeating: " ", count: gap) + value)]
        }
        return LineWrap.lines([.init(value)], width: columns - Self.labelColumns).enumerated().map { index, line in
            (index == 0 ? TerminalText.escaped(label) : "").padded(to: Self.labelColumns) + line.plain
        }
    }

    func say(_ phrase: some Phrase, _ values: [String: String] = [:]) -> String { language.say(phrase, values) }
}
