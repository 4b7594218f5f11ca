/// Text that must never be printed: an app secret or a token.
///
/// Every way in which Swift turns a value into text (interpolation, `dump`, `String(reflecting:)`, a mirror) shows
/// `<redacted>`, also when the secret sits inside another value, and it cannot be encoded. Its bytes are not wiped from
/// memory: the request body and libcurl hold copies of their own, so that wiping this one would promise too much.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    /// Wraps a text as it is; ``FeishuConfiguration`` says what is wrong with it.
    public init(_ text: String) {
        self.text = text
    }

    /// Always `<redacted>`.
    public var description: String { "<redacted>" }

    /// Always `<redacted>`.
    public var debugDescription: String { "<redacted>" }

    /// A mirror without children.
    public var customMirror: Mirror {
        Mirror(self, children: EmptyCollection<Mirror.Child>())
    }

    /// The text itself, for the place that builds a request and for the redaction of other texts.
    package func reveal() -> String {
        text
    }
}
