public import JobModel

/// The people of a personal message who read a default in place of a value of their own, one line a column.
public enum DefaultedText {
    /// The lines; none when everybody has every value.
    public static func lines(_ columns: [DefaultedColumn]) -> [String] {
        columns.map { column in
            let verb = column.people == 1 ? "gets" : "get"
            let people = column.people == 1 ? "1 person" : "\(Figure.grouped(column.people)) people"
            return "\(people) without \(TerminalText.escaped(column.column)) \(verb) the default"
        }
    }
}
