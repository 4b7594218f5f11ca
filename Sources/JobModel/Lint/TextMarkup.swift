/// Markup in words that a kind of text shows as it is written.
///
/// Its patterns are made once for a message and not for each of its texts.
struct TextMarkup {
    /// A stretch of markup.
    struct Found: Equatable {
        /// As it is written; of a block of code the fence alone.
        var text: String
        /// Its place among the text's scalars.
        var scalar: Int
    }

    private let batchTag = /<\/?(?:b|i|u|s|strong|em|br|p|a|font)(?:\s[^<>]*)?\/?>/.matchingSemantics(.unicodeScalar)
    private let directTag = /<\/?(?:strong|em|br|p|a|font)(?:\s[^<>]*)?\/?>/.matchingSemantics(.unicodeScalar)
    /// Tags in capitals are told by the one that closes, since `<A>` may be a name for something.
    private let batchCapitals = /<\/(?:b|i|u|s|strong|em|p|a|font)\s*>|<br\s*\/?>/.ignoresCase()
        .matchingSemantics(.unicodeScalar)
    private let directCapitals = /<\/(?:strong|em|p|a|font)\s*>|<br\s*\/?>/.ignoresCase()
        .matchingSemantics(.unicodeScalar)
    private let link = /\[[^\[\]\n]+\]\([A-Za-z]+:\/\/[^()\s]+\)/.matchingSemantics(.unicodeScalar)
    private let bold = /\*\*[^*\n]+\*\*/.matchingSemantics(.unicodeScalar)

    /// Markup that a text of a batch, a `text` node and `plain_text` do not have.
    func ofBatch(_ text: String) -> [Found] { found(in: text, [batchTag, batchCapitals, link, bold]) }

    /// Markup that a text of the direct channel does not have, which knows `<b>`, `<i>`, `<u>`, `<s>` and links.
    func ofDirect(_ text: String) -> [Found] { found(in: text, [directTag, directCapitals, bold]) }

    private func found(in text: String, _ patterns: [Regex<Substring>]) -> [Found] {
        guard text.utf8.contains(where: { "<[*`#".utf8.contains($0) }) else { return [] }
        var ranges = patterns.flatMap { pattern in
            // So much is enough to show what is wrong, and looking on may take long.
            text.matches(of: pattern).prefix(4 * PersonalData.most).map(\.range)
        }
        ranges += Self.blocks(in: text)
        ranges.sort { $0.lowerBound < $1.lowerBound }
        var found: [Found] = []
        var openTags: Set<String> = []
        var (end, scalar, counted) = (text.startIndex, 0, text.startIndex)
        for range in ranges where range.lowerBound >= end && found.count < PersonalData.most {
            end = range.upperBound
            let shown = text[range].hasPrefix("```") ? "```" : String(text[range])
            // What closes a tag that was named says nothing new.
            let name = shown.drop { $0 == "<" || $0 == "/" }.prefix(while: \.isLetter).lowercased()
            if shown.hasPrefix("</"), openTags.contains(name) { continue }
            if shown.hasPrefix("<") { openTags.insert(name) }
            scalar += text.unicodeScalars[counted..<range.lowerBound].count
            counted = range.lowerBound
            found.append(Found(text: shown, scalar: scalar))
        }
        return found
    }

    /// Fences of code, headings and code inside a line.
    ///
    /// Bullets and `>` are left alone: people write them as they are.
    private static func blocks(in text: String) -> [Range<String.Index>] {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "#") }) else { return [] }
        var found: [Range<String.Index>] = []
        var fence: String.Index?
        for line in text.unicodeScalars.split(separator: "\n") {
            let words = line.drop { $0 == " " }
            if words.starts(with: "```".unicodeScalars) {
                if let start = fence { found.append(start..<line.endIndex) }
                fence = fence == nil ? words.startIndex : nil
                continue
            }
            if fence != nil { continue }
            let marks = words.prefix { $0 == "#" }
            if (1...6).contains(marks.count), words.dropFirst(marks.count).first == " " {
                found.append(words.startIndex..<words.endIndex)
            }
            found += code(in: line)
        }
        if let fence { found.append(fence..<text.endIndex) }
        return Array(found.prefix(4 * PersonalData.most))
    }

    private static func code(in line: Substring.UnicodeScalarView) -> [Range<String.Index>] {
        var found: [Range<String.Index>] = []
        var open: String.Index?
        for index in line.indices where line[index] == "`" {
            if let start = open, line.index(after: start) < index {
                found.append(start..<line.index(after: index))
                open = nil
            } else {
                open = index
            }
        }
        return found
    }
}
