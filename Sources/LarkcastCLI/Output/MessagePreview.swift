import JobModel
import StrictJSON

/// What a message says, as plain lines.
///
/// Elements it does not know are named, never dropped.
enum MessagePreview {
    static func lines(_ message: Message) -> [String] {
        switch message {
        case .text(let text): text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        case .post(let locales): locales.members.map { $0.flatMap { post($0.key, $0.value) } } ?? []
        case .image(.key(let key)): ["[image \(key)]"]
        case .image(.file(let path)): ["[image file \(path)]"]
        case .shareChat(let chat): ["[group card of \(chat)]"]
        case .card(.json(let card)): cardLines(card)
        case .card(.file(let path)): ["[card from \(path)]"]
        case .template(let template):
            ["[card template \(template.id), version \(template.version ?? "newest at the time of sending")]"]
                + (template.variables.map { [$0.text()] } ?? [])
        }
    }

    private static func post(_ locale: String, _ post: JSONValue) -> [String] {
        let title = "\(locale): \(post["title"]?.string ?? "")"
        let paragraphs = post["content"]?.array ?? []
        return [title] + paragraphs.map { ($0.array ?? []).map(node).joined() } + [""]
    }

    private static func node(_ node: JSONValue) -> String {
        switch node["tag"]?.string {
        case "text": node["text"]?.string ?? ""
        case "a": "\(node["text"]?.string ?? "") <\(node["href"]?.string ?? "")>"
        case "at": "@\(node["user_id"]?.string ?? "")"
        case let tag: "[\(tag ?? "element")]"
        }
    }

    private static func cardLines(_ card: JSONValue) -> [String] {
        let header = card["header"]?["title"]?["content"]?.string.map { ["▌ \($0)"] } ?? []
        let elements = card["elements"]?.array ?? card["body"]?["elements"]?.array ?? []
        return header + elements.flatMap(element)
    }

    private static func element(_ element: JSONValue) -> [String] {
        let text = element["text"]?["content"]?.string ?? element["content"]?.string
        let buttons = (element["actions"]?.array ?? []).compactMap { $0["text"]?["content"]?.string }.map {
            "[ \($0) ]"
        }
        if let text { return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + buttons }
        if element["tag"]?.string == "hr" { return ["────────"] }
        return buttons.isEmpty ? ["[\(element["tag"]?.string ?? "element")]"] : [buttons.joined(separator: " ")]
    }
}
