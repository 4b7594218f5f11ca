import HTTPTransport
import StrictJSON

/// The token call's answer, which keeps its fields beside `code` instead of in `data`.
struct TenantTokenGrant: Sendable {
    /// The token.
    let token: Secret
    /// Remaining life in seconds, from 1 to 7,200.
    let seconds: Int64

    /// Feishu's tokens live two hours at most; a longer promise is not believed.
    static let longestLife = 7_200

    /// Reads an answer.
    ///
    /// The token becomes part of a header, so it must be 1 to 4,096 visible ASCII characters; `expire` must be a
    /// positive integer.
    /// - Throws: ``FeishuError`` that never quotes the answer.
    init(_ exchange: HTTPExchange, reader: AnswerReader) throws(FeishuError) {
        let answer = try reader.answer(of: exchange)
        let root = answer.envelope.root
        guard let text = root["tenant_access_token"]?.string, Self.isHeaderSafe(text) else {
            throw answer.malformed("the answer holds no usable token")
        }
        guard let expire = root["expire"].flatMap(ResponseEnvelope.strictInteger), expire > 0 else {
            throw answer.malformed("the answer does not say how long the token lives")
        }
        token = Secret(text)
        seconds = Int64(min(expire, Self.longestLife))
    }

    private static func isHeaderSafe(_ text: String) -> Bool {
        (1...4_096).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}
