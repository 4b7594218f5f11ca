/// A text as one word of a command line that somebody will paste into a shell.
enum ShellWord {
    /// Characters that no shell takes for anything else.
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@+,%")

    /// The text, in single quotes where a shell would otherwise read something into it.
    static func quoted(_ text: String) -> String {
        guard text.isEmpty || !text.allSatisfy(plain.contains) else { return text }
        return "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
