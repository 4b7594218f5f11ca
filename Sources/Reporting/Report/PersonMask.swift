import JobModel
import StrictJSON

/// Takes ids of people out of texts that others wrote: `ou_…` in an answer of Feishu's names somebody.
///
/// An open id begins with `ou_`, a union id is `on_` and 32 hexadecimal digits. A user id has no shape of its own and cannot be told
/// from other words; nothing that is shown is made of user ids.
enum PersonMask {
    static func masked(_ text: String) -> String {
        guard text.contains("ou_") || text.contains("on_") else { return text }
        let id = /(^|[^A-Za-z0-9_])(ou_|on_(?=[0-9a-f]{16}))[A-Za-z0-9_-]+/.matchingSemantics(.unicodeScalar)
        return text.replacing(id) { match in "\(match.1)\(match.2)…" }
    }

    /// The same of every text in a value.
    static func masked(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text): .string(masked(text))
        case .array(let elements): .array(elements.map { masked($0) })
        case .object(let members): .object(members.map { .init($0.key, masked($0.value)) })
        case .null, .bool, .number: value
        }
    }

    /// The same of a message.
    static func masked(_ message: Message) -> Message {
        switch message {
        case .text(let text): return .text(masked(text))
        case .post(let locales): return .post(masked(locales))
        case .card(.json(let card)): return .card(.json(masked(card)))
        case .template(var template):
            template.variables = template.variables.map { masked($0) }
            return .template(template)
        case .card(.file), .image, .file, .audio, .video, .sticker, .shareChat: return message
        }
    }
}
