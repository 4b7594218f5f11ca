/// One `{{column}}` or `{{column|default}}` of a message.
struct Placeholder: Hashable, Sendable {
    /// The column of a CSV file that fills it.
    var column: String
    /// What is written for whoever has no value; `nil` when everybody must have one.
    var fallback: String?
}

/// Why a text with placeholders cannot be taken apart, or a placeholder may not stand where it does.
struct PlaceholderFault: Error, Equatable {
    var message: String
    var hint: String

    init(_ message: String, hint: String) {
        self.message = message
        self.hint = hint
    }
}
