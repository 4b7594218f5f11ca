/// `@所有人` and its like as plain words, which look like a mention and notify nobody.
enum MentionInWords {
    private static let names = ["所有人", "全体成员", "all", "everyone"]

    /// The first one, as it is written.
    static func first(in text: String) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "@") || $0 == 0xEF }) else { return nil }
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() where scalar == "@" || scalar == "＠" {
            // Behind a word it is an address, and inside a tag the tag's words.
            if index > 0, isName(scalars[index - 1]) || scalars[index - 1] == ">" { continue }
            let rest = scalars[(index + 1)...]
            for name in names {
                let wanted = Array(name.unicodeScalars)
                let here = rest.prefix(wanted.count)
                guard here.count == wanted.count,
                    zip(here, wanted).allSatisfy({ $0 == $1 || $0.value | 0x20 == $1.value && $1.isASCII })
                else { continue }
                let next = here.endIndex < scalars.count ? scalars[here.endIndex] : " "
                if wanted[0].isASCII, isWord(next) || next == "." && isFollowedByWord(scalars, here.endIndex) {
                    continue
                }
                return String(String.UnicodeScalarView([scalar] + here))
            }
        }
        return nil
    }

    private static func isFollowedByWord(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        index + 1 < scalars.count && isWord(scalars[index + 1])
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
                || scalar == "-")
    }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool { isWord(scalar) || scalar == "." || scalar == "+" }
}
