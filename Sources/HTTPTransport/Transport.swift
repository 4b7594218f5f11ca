/// Carries one request and reports what is known afterwards.
public protocol Transport: Sendable {
    /// Performs one exchange. It never throws: every failure is part of the record, because whether a failure happened
    /// before or after the first byte decides what may be done next.
    func perform(_ request: HTTPRequest) async -> HTTPExchange
}
