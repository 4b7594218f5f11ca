import Foundation

/// The query of a request, read as forms are: `+` is a space, so a page token that was not percent-encoded is another
/// one.
struct CallQuery: Equatable {
    private var items: [(name: String, value: String)] = []

    init(_ text: String? = nil) {
        for part in (text ?? "").split(separator: "&") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            items.append((Self.decode(pair[0]), pair.count > 1 ? Self.decode(pair[1]) : ""))
        }
    }

    /// The value of a parameter; the last one when it was given several times, nil when never or empty.
    subscript(name: String) -> String? {
        guard let value = items.last(where: { $0.name == name })?.value, !value.isEmpty else { return nil }
        return value
    }

    /// All values of a parameter that is repeated.
    func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    /// What is no percent-encoding stays as it is.
    private static func decode(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }

    static func == (left: CallQuery, right: CallQuery) -> Bool {
        left.items.elementsEqual(right.items) { $0 == $1 }
    }
}
