/// Takes a stored sentence apart.
///
/// Scalar by scalar: a name that begins with a combining mark would otherwise melt into the space before it, and the words in front
/// of it would not be found.
struct StoredSentence {
    private let scalars: Substring.UnicodeScalarView

    init(_ text: String) {
        scalars = Substring(text).unicodeScalars
    }

    /// What stands between a beginning and an end; `nil` when it does not begin or end so.
    func inside(_ head: String, _ tail: String = "") -> String? {
        let (head, tail) = (head.unicodeScalars, tail.unicodeScalars)
        guard scalars.count >= head.count + tail.count, scalars.starts(with: head),
            scalars.reversed().starts(with: tail.reversed())
        else { return nil }
        return String(Substring(scalars.dropFirst(head.count).dropLast(tail.count)))
    }

    /// What stands before and behind a word where it occurs first; `nil` when it does not.
    func parted(by word: String) -> (before: String, behind: String)? {
        let word = word.unicodeScalars
        var start = scalars.startIndex
        while let first = word.first, let found = scalars[start...].firstIndex(of: first) {
            let rest = scalars[found...]
            if rest.starts(with: word) {
                return (String(Substring(scalars[..<found])), String(Substring(rest.dropFirst(word.count))))
            }
            start = scalars.index(after: found)
        }
        return nil
    }

    /// The same where it occurs last.
    func partedAtLast(by word: String) -> (before: String, behind: String)? {
        let turned = StoredSentence(String(String.UnicodeScalarView(scalars.reversed())))
        return turned.parted(by: String(String.UnicodeScalarView(word.unicodeScalars.reversed()))).map { parts in
            (Self.reversed(parts.behind), Self.reversed(parts.before))
        }
    }

    private static func reversed(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.reversed()))
    }
}
