import HTTPTypes

/// What a request's head must be like before anybody looks at what it asks for.
///
/// Two servers that read the same bytes differently are how requests are smuggled past a proxy (RFC 9112, section 11.2). A
/// dashboard needs neither chunked bodies nor upgrades, so there is nothing to read differently.
struct HeadRules: Sendable {
    let limits: DashboardLimits

    /// The status a head is refused with; `nil` for one that may go on.
    func refusal(of head: HTTPRequest) -> HTTPResponse.Status? {
        let fields = head.headerFields
        guard (head.path ?? "").utf8.count <= limits.targetBytes else { return .uriTooLong }
        guard !fields.contains(.transferEncoding), !fields.contains(.upgrade) else { return .badRequest }
        guard !fields.contains(.expect) else { return .expectationFailed }
        // The first Host became the authority; whatever is left of them is a second one.
        guard let host = HTTPField.Name("Host"), fields[values: host].isEmpty else { return .badRequest }
        guard head.authority != nil else { return .badRequest }
        let lengths = fields[values: .contentLength]
        guard lengths.count <= 1 else { return .badRequest }
        guard let text = lengths.first else { return nil }
        guard !text.isEmpty, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
            return .badRequest
        }
        guard text.utf8.count <= 9, let length = Int(text), length <= limits.bodyBytes else { return .contentTooLarge }
        // A body nobody reads would be read as the next request by somebody.
        return length > 0 && head.method != .post ? .badRequest : nil
    }
}
