import JobModel
import StrictJSON

/// Rich text by locale.
enum PostPreview {
    static func variants(
        _ locales: JSONValue, channel: DeliveryChannel, in language: Language = .english
    ) -> [PreviewVariant] {
        let names = PreviewVariant.ordered((locales.members ?? []).map(\.key))
        return names.map { name in
            PreviewVariant(locale: name, blocks: blocks(locales[name] ?? .null, language))
        }
    }

    private static func blocks(_ post: JSONValue, _ language: Language) -> [PreviewBlock] {
        var blocks: [PreviewBlock] = []
        if let title = post["title"]?.string, !title.isEmpty { blocks.append(.heading(level: 1, [PreviewRun(title)])) }
        for paragraph in post["content"]?.array ?? [] { blocks += self.paragraph(paragraph.array ?? [], language) }
        return blocks
    }

    /// Words in one paragraph; what is drawn by itself ends it.
    private static func paragraph(_ nodes: [JSONValue], _ language: Language) -> [PreviewBlock] {
        var blocks: [PreviewBlock] = []
        var runs: [PreviewRun] = []
        func flush() {
            if !runs.isEmpty { blocks.append(.paragraph(runs)) }
            runs = []
        }
        for node in nodes {
            if let run = inline(node) {
                runs.add(run)
                continue
            }
            flush()
            blocks += block(node, language)
        }
        flush()
        // An empty paragraph is an empty line.
        return blocks.isEmpty ? [.paragraph([])] : blocks
    }

    private static func inline(_ node: JSONValue) -> PreviewRun? {
        let style = style(node)
        switch node["tag"]?.string {
        case "text":
            let text = node["text"]?.string ?? ""
            return PreviewRun(node["un_escape"]?.bool == true ? Entities.decoded(text) : text, style: style)
        case "a": return PreviewRun(node["text"]?.string ?? "", style: style, link: node["href"]?.string ?? "")
        case "at":
            let id = node["user_id"]?.string ?? ""
            return PreviewRun("@\(node["user_name"]?.string ?? id)", style: style, kind: .mention)
        case "emotion": return PreviewRun(node["emoji_type"]?.string ?? "?", kind: .emotion)
        default: return nil
        }
    }

    private static func style(_ node: JSONValue) -> PreviewRun.Style {
        let names: [String: PreviewRun.Style] = [
            "bold": .bold, "italic": .italic, "underline": .underline, "lineThrough": .strike,
        ]
        return (node["style"]?.array ?? []).reduce(into: []) { style, name in
            if let known = names[name.string ?? ""] { style.insert(known) }
        }
    }

    private static func block(_ node: JSONValue, _ language: Language) -> [PreviewBlock] {
        let withoutKey = language.say(DrawingPhrase.withoutKey)
        return switch node["tag"]?.string {
        case "img": [.images([PreviewImage(name: node["image_key"]?.string ?? withoutKey)])]
        case "media": [.named(language.say(DrawingPhrase.video, ["name": node["file_key"]?.string ?? withoutKey]))]
        case "hr": [.rule]
        case "code_block": [.code(node["text"]?.string ?? "", language: node["language"]?.string)]
        case "md": MarkdownBlocks.blocks(node["text"]?.string ?? "", isFull: true, in: language)
        case let tag?: [.named(language.say(DrawingPhrase.unknownElement, ["tag": tag]))]
        case nil: [.named(language.say(DrawingPhrase.nameless))]
        }
    }
}
