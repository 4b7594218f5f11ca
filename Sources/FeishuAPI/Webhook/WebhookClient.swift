public import HTTPTransport
import StrictJSON

public import struct Foundation.Data

/// Posts to one address.
public struct WebhookClient: Sendable {
    /// Where to.
    public let address: WebhookAddress
    /// What a custom bot's signature is made with, where its settings ask for one.
    public let secret: Secret?
    private let transport: any Transport

    /// Creates a client; nothing is sent before the first post.
    public init(address: WebhookAddress, secret: Secret? = nil, transport: any Transport) {
        self.address = address
        self.secret = secret
        self.transport = transport
    }

    /// Posts a JSON body once.
    ///
    /// Redirects are not followed: they would show the body to somebody nobody has named.
    /// - Throws: ``WebhookFailure``; the body may have been taken all the same when no answer came.
    public func post(_ body: Data) async throws(WebhookFailure) {
        let exchange = await transport.perform(
            HTTPRequest(
                method: .post, url: address.reveal(),
                fields: [HTTPRequest.Field("Content-Type", "application/json; charset=utf-8")], body: body))
        guard exchange.curlCode == .ok, let response = exchange.response else {
            throw WebhookFailure(
                exchange.isCancelled ? "it was broken off" : "no answer (curl \(exchange.curlCode.rawValue))")
        }
        guard (200...299).contains(response.status) else {
            throw WebhookFailure("HTTP \(response.status)")
        }
        if address.isCustomBot { try Self.checkCustomBot(response) }
    }

    /// A custom bot refuses with HTTP 200 and a code, `code` today and `StatusCode` in older answers.
    private static func checkCustomBot(_ response: HTTPResponse) throws(WebhookFailure) {
        let root = JSONReader(limits: JSONLimits(depth: 8, bytes: 64 * 1024)).readStrictly([UInt8](response.body))
        let code = (root?["code"] ?? root?["StatusCode"]).flatMap(ResponseEnvelope.strictInteger)
        switch code {
        case 0: return
        case nil: throw WebhookFailure("the answer is none of a custom bot's")
        case 19_001: throw WebhookFailure("code 19001: the address is not known")
        case 19_021: throw WebhookFailure("code 19021: the signature is wrong, or the clock is an hour off")
        case 19_022: throw WebhookFailure("code 19022: this host's address is not on the bot's list")
        case 19_024: throw WebhookFailure("code 19024: the bot wants a keyword that the card does not hold")
        case .some(let code): throw WebhookFailure("code \(code)")
        }
    }
}

/// Why a post came to nothing.
///
/// Only numbers and words of our own: what a server or libcurl says could repeat the address.
public struct WebhookFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The reason in a few words.
    public let description: String

    /// Creates a failure.
    public init(_ description: String) {
        self.description = description
    }
}
