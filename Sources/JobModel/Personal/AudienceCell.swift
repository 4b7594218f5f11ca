/// A cell of a CSV file as the value it stands for.
enum AudienceCell {
    /// The value of a cell: without white space and what nobody sees around it, with lines that end in a line feed; `nil`
    /// when nothing is left that anybody could see.
    static func value(_ cell: String) -> String? {
        // Nearly every cell is a word or a number.
        let bytes = cell.utf8
        guard let first = bytes.first, let last = bytes.last else { return nil }
        if (0x21..<0x7F).contains(first), (0x21..<0x7F).contains(last), !bytes.contains(0x0D) { return cell }
        let value = seen(of: cell).replacing("\r\n", with: "\n")
        return InvisibleCharacter.isAll(of: value) ? nil : value
    }

    /// A cell without white space and invisible characters around it, such as a byte order mark that came with a copied
    /// column; joiners and direction marks belong to what they stand at.
    private static func seen(of cell: String) -> String {
        let scalars = cell.unicodeScalars
        let isSeen = { (scalar: Unicode.Scalar) in
            !scalar.properties.isWhitespace && InvisibleCharacter.first(in: String(scalar)) == nil
                // The tags behind a flag.
                || (0xE0020...0xE007F).contains(scalar.value)
        }
        guard let first = scalars.firstIndex(where: isSeen), let last = scalars.lastIndex(where: isSeen) else {
            return ""
        }
        return String(scalars[first...last])
    }

    /// A text without the white space around it.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    /// Why a value cannot be shown to anybody; `nil` for nearly all.
    static func problem(with value: String) -> ShapeProblem? {
        // Printable ASCII without a tag has none of it.
        if value.utf8.allSatisfy({ (0x20..<0x7F).contains($0) && $0 != 0x3C }) { return nil }
        if let problem = TextRule.unreadable(in: value).first { return problem }
        guard let mark = value.unicodeScalars.first(where: { $0.value == 0x202D || $0.value == 0x202E }) else {
            return nil
        }
        return ShapeProblem("the direction override \(Quoting.name(mark))", hint: "remove it", rule: .bidiOverride)
    }
}
