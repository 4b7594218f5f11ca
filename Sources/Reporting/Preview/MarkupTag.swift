/// A tag inside Feishu's texts, such as `<font color='red'>`.
struct MarkupTag {
    let name: String
    let attributes: [String: String]
    /// Whether it ends itself, `<at id=ou_1/>`.
    let isClosed: Bool

    /// Reads what stands between `<` and `>`.
    init(_ body: String) {
        var rest = body[...]
        isClosed = rest.hasSuffix("/")
        if isClosed { rest = rest.dropLast() }
        name = rest.prefix { !$0.isWhitespace }.lowercased()
        rest = rest.dropFirst(name.count)
        var attributes: [String: String] = [:]
        while let equals = rest.firstIndex(of: "=") {
            let key = rest[..<equals].trimmingSpaces().lowercased()
            rest = rest[rest.index(after: equals)...].trimmingSpaces()
            let quote = rest.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
            if quote != nil { rest = rest.dropFirst() }
            let value = rest.prefix { quote == nil ? !$0.isWhitespace : $0 != quote }
            attributes[key] = String(value)
            rest = rest[value.endIndex...]
            if quote != nil { rest = rest.dropFirst() }
        }
        self.attributes = attributes
    }

    private static let styles: [String: PreviewRun.Style] = [
        "b": .bold, "strong": .bold, "i": .italic, "em": .italic, "u": .underline, "s": .strike, "del": .strike,
    ]

    func isKnown(to dialect: InlineMarkup.Dialect) -> Bool {
        switch dialect {
        case .plain: false
        case .directText: ["b", "i", "u", "s", "at"].contains(name)
        case .card:
            Self.styles[name] != nil
                || ["at", "a", "font", "text_tag", "person", "br", "link", "number_tag", "local_datetime"].contains(
                    name)
        }
    }

    /// Whether it may be without its end.
    var standsAlone: Bool { ["at", "person", "link", "number_tag", "local_datetime"].contains(name) }

    /// What the tag and the words inside are when they are no plain text.
    func run(words: String, like look: PreviewRun) -> PreviewRun? {
        switch name {
        case "at", "person":
            let id = attributes["user_id"] ?? attributes["id"] ?? attributes["ids"] ?? attributes["email"] ?? "?"
            return PreviewRun("@\(words.isEmpty ? id : words)", style: look.style, kind: .mention)
        case "text_tag": return PreviewRun(words, colour: attributes["color"], kind: .label)
        case "number_tag": return PreviewRun(words.isEmpty ? "number" : words, kind: .label)
        case "link": return PreviewRun(words.isEmpty ? attributes["url"] ?? "link" : words, link: attributes["url"])
        case "local_datetime": return PreviewRun("local time \(attributes["millisecond"] ?? "")", kind: .named)
        default: return nil
        }
    }

    /// The look of the words inside.
    func look(_ look: PreviewRun) -> PreviewRun {
        var look = look
        if let style = Self.styles[name] { look.style.insert(style) }
        if name == "font" { look.colour = attributes["color"] ?? look.colour }
        if name == "a" { look.link = attributes["href"] ?? look.link }
        return look
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        var text = drop { $0.isWhitespace }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return text
    }
}
