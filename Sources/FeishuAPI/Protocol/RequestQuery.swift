/// The query of a request, in the order it was written; a name may occur more than once.
struct RequestQuery: Sendable, ExpressibleByDictionaryLiteral {
    private var pairs: [(name: String, value: String)]

    /// Writes a query down.
    init(dictionaryLiteral elements: (String, String)...) {
        pairs = elements.map { ($0.0, $0.1) }
    }

    /// Appends a name once for each value, as Feishu's list parameters want it.
    mutating func append(_ name: String, each values: [String]) {
        pairs += values.map { (name, $0) }
    }

    /// Appends where a listing goes on, if it does.
    mutating func append(pageToken: String?) {
        if let pageToken { pairs.append(("page_token", pageToken)) }
    }

    /// `?name=value&…` with values percent-encoded, or nothing at all.
    var text: String {
        guard !pairs.isEmpty else { return "" }
        return "?" + pairs.map { $0.name + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
    }
}
