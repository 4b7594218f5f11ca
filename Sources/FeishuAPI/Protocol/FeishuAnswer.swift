import HTTPTransport
import StrictJSON

/// A successful answer of a call that may be repeated, and what is needed to complain about its content.
struct FeishuAnswer: Sendable {
    /// The call.
    let endpoint: FeishuEndpoint
    /// The envelope; its code is 0.
    let envelope: ResponseEnvelope
    /// The response it came in.
    let response: HTTPResponse

    /// The object under `key` in the payload, an empty one when it is missing or null.
    ///
    /// - Throws: ``FeishuError`` when it, or the payload, is something else.
    func object(_ key: String) throws(FeishuError) -> JSONValue {
        guard envelope.flaws.isEmpty else { throw malformed(envelope.flaws.joined(separator: "; ")) }
        guard let value = envelope.data?[key], value != .null else { return .object([]) }
        guard value.members != nil else {
            throw malformed("\"\(key)\" should be an object but is of type \(value.kind)")
        }
        return value
    }

    /// The payload, an empty object when it is missing or null.
    ///
    /// - Throws: ``FeishuError`` when the envelope has a flaw.
    func payload() throws(FeishuError) -> AnswerObject {
        guard envelope.flaws.isEmpty else { throw malformed(envelope.flaws.joined(separator: "; ")) }
        return AnswerObject(envelope.data ?? .object([]), place: "data", in: self)
    }

    /// The error for an answer that succeeded but lacks what it must have.
    func malformed(_ message: String) -> FeishuError {
        Self.malformed(endpoint, message, response: response, envelope: envelope)
    }

    /// The error for an answer that cannot be used.
    static func malformed(
        _ endpoint: FeishuEndpoint, _ message: String, response: HTTPResponse, envelope: ResponseEnvelope? = nil
    ) -> FeishuError {
        var error = FeishuError(endpoint, .malformedAnswer)
        error.message = message
        error.httpStatus = response.status
        error.code = envelope?.code
        error.logID = ResponseEnvelope.logID(of: response, envelope: envelope)
        error.hint = "Check that nothing between this host and Feishu rewrites answers."
        return error
    }
}
