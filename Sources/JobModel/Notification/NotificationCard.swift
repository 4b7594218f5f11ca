import Crypto
import StrictJSON

public import struct Foundation.Data

/// A notification as a message card (card JSON 1.0, which every client shows).
///
/// All words are `plain_text`: a title with an `<at id=all>` or a link in it is shown as it is spelt, and calls nobody.
public enum NotificationCard {
    /// The card alone, in compact JSON: the `content` of an interactive message; in English without other words.
    public static func bytes(_ notification: RunNotification, saying text: NotificationText? = nil) -> Data {
        Data(json(notification, text).bytes())
    }

    /// What a custom bot of a group wants posted: the card, and a signature where its settings ask for one.
    ///
    /// The signature is the HMAC-SHA256 of nothing, with the time in seconds, a line break and the secret as its key.
    /// Source: Feishu, "Custom bot usage guide", signature verification.
    public static func customBotBytes(
        _ notification: RunNotification, saying text: NotificationText? = nil, secret: String?, at now: Int64
    ) -> Data {
        var members: [JSONValue.Member] = []
        if let secret {
            let seconds = String(now / 1000)
            let key = SymmetricKey(data: Data("\(seconds)\n\(secret)".utf8))
            let signature = Data(HMAC<SHA256>.authenticationCode(for: Data(), using: key))
            members = [
                .init("timestamp", .string(seconds)), .init("sign", .string(signature.base64EncodedString())),
            ]
        }
        members += [.init("msg_type", "interactive"), .init("card", json(notification, text))]
        return Data(JSONValue.object(members).bytes())
    }

    private static func json(_ notification: RunNotification, _ text: NotificationText?) -> JSONValue {
        let text = text ?? NotificationText(notification)
        let lines = [notification.run.title, text.subject, text.reason, text.people, text.next].compactMap(\.self)
        return [
            "config": ["wide_screen_mode": true],
            "header": [
                "title": ["tag": "plain_text", "content": .string(text.headline)],
                "template": notification.isUrgent ? "red" : "blue",
            ],
            "elements": .array(
                lines.map { ["tag": "div", "text": ["tag": "plain_text", "content": .string($0)]] }),
        ]
    }
}
