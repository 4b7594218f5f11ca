/// What an operator may call an occurrence: something that can be read in a list, searched for, and typed again.
enum OccurrenceName {
    private static let longest = 128

    /// What a name must be, as somebody is told who gave another one.
    static let rule =
        "a name has 1 to \(longest) characters, not only blanks, and none that cannot be seen (tabs, line breaks, control characters)."

    /// Whether it can be used.
    static func isName(_ text: String) -> Bool {
        // A character may be of any number of scalars; the store and every list hold all of them.
        text.unicodeScalars.count <= longest && !PathText.isBlank(text)
            && !text.unicodeScalars.contains { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: true
                default: false
                }
            }
    }
}
