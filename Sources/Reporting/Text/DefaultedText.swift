public import JobModel

/// The people of a personal message who read a default in place of a value of their own, one line a column.
public enum DefaultedText {
    /// The lines; none when everybody has every value.
    public static func lines(_ columns: [DefaultedColumn], _ language: Language = .english) -> [String] {
        columns.map { column in
            language.say(
                DefaultedPhrase.getDefault, count: column.people, ["column": TerminalText.escaped(column.column)])
        }
    }
}

/// What is said of people without a value of their own.
enum DefaultedPhrase: Phrase {
    case getDefault

    var wording: Wording {
        Wording(
            "{count} people without {column} get the default", one: "{count} person without {column} gets the default",
            zh: "{count} 人没有 {column}，使用默认值")
    }
}
