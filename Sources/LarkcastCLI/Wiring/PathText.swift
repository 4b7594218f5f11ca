/// What a path can be.
enum PathText {
    /// Whether there is nothing to see of it: a file of such a name is a mistake in a script, and nobody finds it again.
    static func isBlank(_ path: String) -> Bool {
        path.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0.properties.generalCategory == .control }
    }
}
