import HTTPTransport

/// How long the gateway wants to be left alone.
enum RateLimitReset {
    /// The largest usable value of `x-ogw-ratelimit-reset`, else of `Retry-After`, in seconds from 0 to 1e9.
    ///
    /// Several windows may apply at once, hence the largest. Only plain decimals count: a sign, an exponent, a date or
    /// a word gives `nil`. Source: Feishu, "Frequency control"; `Retry-After` is not documented there.
    static func seconds(of response: HTTPResponse) -> Double? {
        largest(response.values(of: "x-ogw-ratelimit-reset")) ?? largest(response.values(of: "retry-after"))
    }

    private static func largest(_ values: [String]) -> Double? {
        values.flatMap { $0.split(separator: ",") }.compactMap(decimal).max()
    }

    private static func decimal(_ text: Substring) -> Double? {
        let trimmed = text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
        let candidate = String(trimmed)
        let parts = candidate.split(separator: ".", omittingEmptySubsequences: false)
        guard candidate.utf8.count <= 64, parts.count <= 2,
            parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        return Double(candidate).map { min(max($0, 0), 1e9) }
    }
}
