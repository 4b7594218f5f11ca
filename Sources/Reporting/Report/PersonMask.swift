import JobModel
import StrictJSON

/// Takes what names people out of texts that others wrote: `ou_…` in an answer of Feishu's, a telephone number in somebody's reason.
///
/// An open id begins with `ou_`, a union id is `on_` and 32 hexadecimal digits; an e-mail address has an `@`; a number in China has
/// eleven digits and begins with 1, one of another country is written with `+`. A user id has no shape of its own and cannot be told
/// from other words: where one is shown, it stands in quotes and its place in a list of people or a file behind it.
enum PersonMask {
    static func masked(_ text: String) -> String {
        var text = withoutNamesBeforePlaces(withoutIDs(text))
        if text.contains("@") {
            let address = /[A-Za-z0-9._%+-]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)/.matchingSemantics(.unicodeScalar)
            text = text.replacing(address) { match in "…@\(match.1)" }
        }
        guard text.utf8.contains(where: { 0x30...0x39 ~= $0 }) else { return text }
        let number = /(^|[^A-Za-z0-9_.+-])(\+[0-9]{1,3}[ -]?)?(1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4})(?![A-Za-z0-9_])/
            .matchingSemantics(.unicodeScalar)
        let abroad = /(^|[^A-Za-z0-9_])\+[1-9][0-9 -]{6,16}[0-9](?![A-Za-z0-9_])/.matchingSemantics(.unicodeScalar)
        return text.replacing(number) { match in "\(match.1)…" }.replacing(abroad) { match in "\(match.1)+…" }
    }

    /// `"e404" (/audience/exclude/users/user_ids/1)` and `"e404" (leavers.csv:12)` without what stands in the quotes.
    private static func withoutNamesBeforePlaces(_ text: String) -> String {
        guard text.contains("\" (") else { return text }
        let name = /"[^"]*" \(((\/audience\/(exclude\/)?users\/[a-z_]+\/[0-9]+)|([^"]*?:[0-9]+))\)/
            .matchingSemantics(.unicodeScalar)
        return text.replacing(name) { match in "\"…\" (\(match.1))" }
    }

    /// Without ids alone: of a title or a message, which everybody was sent, and which may name whom to call.
    static func withoutIDs(_ text: String) -> String {
        guard text.contains("ou_") || text.contains("on_") else { return text }
        let id = /(^|[^A-Za-z0-9_])(ou_|on_(?=[0-9a-f]{16}))[A-Za-z0-9_-]+/.matchingSemantics(.unicodeScalar)
        return text.replacing(id) { match in "\(match.1)\(match.2)…" }
    }

    /// The same of every text in a value.
    static func withoutIDs(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(withoutIDs(text))
        case .array(let elements): .array(elements.map { withoutIDs($0) })
        case .object(let members): .object(members.map { .init($0.key, withoutIDs($0.value)) })
        case .null, .bool, .number: value
        }
    }

    /// The same of a message.
    static func withoutIDs(_ message: Message) -> Message {
        switch message {
        case .text(let text): return .text(withoutIDs(text))
        case .post(let locales): return .post(withoutIDs(locales))
        case .card(.json(let card)): return .card(.json(withoutIDs(card)))
        case .template(var template):
            template.variables = template.variables.map { withoutIDs($0) }
            return .template(template)
        case .card(.file), .image, .file, .audio, .video, .sticker, .shareChat: return message
        }
    }
}
