/// A sentence of the catalogue as it was said: finds the values in it again.
///
/// Scalar by scalar, as a value that begins with a combining mark would otherwise melt into the words before it.
struct SentenceTemplate {
    private var literals: [String] = []
    private var names: [String] = []

    /// Takes a wording in one language apart: `{read} of {delivered}`.
    init(_ text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            literals.append(String(rest[..<open]))
            names.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        literals.append(String(rest))
    }

    /// What stands for each name; `nil` when this is another sentence.
    func values(in text: String) -> [String: String]? {
        let all = Array(text.unicodeScalars)
        guard all.starts(with: literals[0].unicodeScalars) else { return nil }
        var rest = all.dropFirst(literals[0].unicodeScalars.count)
        var values: [String: String] = [:]
        for (index, name) in names.enumerated() {
            let literal = Array(literals[index + 1].unicodeScalars)
            let place: Range<Int>?
            if index == names.count - 1 {
                let start = rest.endIndex - literal.count
                place = start >= rest.startIndex && rest[start...].elementsEqual(literal) ? start..<rest.endIndex : nil
            } else {
                place = rest.firstRange(of: literal)
            }
            guard let place else { return nil }
            values[name] = String(String.UnicodeScalarView(rest[..<place.lowerBound]))
            rest = rest[place.upperBound...]
        }
        return rest.isEmpty ? values : nil
    }
}
