/// Placeholders as other tools and Chinese input methods write them, which nothing here fills.
enum ForeignPlaceholder {
    /// One of them.
    struct Found: Equatable {
        /// As it is written.
        var text: String
        /// What stands inside the braces.
        var name: String
        /// Whether nobody can mean anything else: two braces on either side, not all of them plain ones.
        var isSure: Bool
        /// The place of its first brace or dollar among the text's scalars.
        var scalar: Int
    }

    private static let longest = 40

    /// The first ones in a text: `｛｛name｝｝`, `${name}`, `{name}`; what begins with two plain braces is for
    /// ``PlaceholderText`` and ``TextRule``.
    static func all(in text: String) -> [Found] {
        // Nearly no text has a brace: 0x7B, or EF BD 9B in full width.
        guard text.utf8.contains(where: { $0 == 0x7B || $0 == 0xBD }) else { return [] }
        let scalars = Array(text.unicodeScalars)
        var found: [Found] = []
        var index = 0
        while index < scalars.count, found.count < PersonalData.most {
            guard isOpening(scalars[index]) else {
                index += 1
                continue
            }
            let opens = scalars[index...].prefix(while: isOpening)
            let inside = scalars[opens.endIndex...].prefix(longest + 1).prefix {
                !isOpening($0) && !isClosing($0) && $0 != "\n"
            }
            let closes = scalars[inside.endIndex...].prefix(while: isClosing)
            index = max(closes.endIndex, opens.endIndex)
            guard !closes.isEmpty, !inside.isEmpty, inside.count <= longest else { continue }
            if opens.count > 1, opens.allSatisfy({ $0 == "{" }) { continue }
            let isDouble = opens.count > 1 && closes.count > 1
            let before = opens.startIndex > 0 ? scalars[opens.startIndex - 1] : " "
            guard isDouble || isName(inside, after: before) else { continue }
            let start = before == "$" ? opens.startIndex - 1 : opens.startIndex
            found.append(
                Found(
                    text: string(scalars[start..<closes.endIndex]), name: AudienceCell.trimmed(string(inside)),
                    isSure: isDouble, scalar: start))
        }
        return found
    }

    /// Whether what stands in a pair of braces is the name of something, and neither code nor a formula.
    private static func isName(_ inside: ArraySlice<Unicode.Scalar>, after before: Unicode.Scalar) -> Bool {
        guard let first = inside.first, first.properties.isAlphabetic || first == "_" else { return false }
        let isFormula =
            before.isASCII && (before.properties.isAlphabetic || "0123456789\\_^})]".unicodeScalars.contains(before))
        return !isFormula
            && inside.allSatisfy {
                $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "_" || $0 == "."
            }
    }

    private static func isOpening(_ scalar: Unicode.Scalar) -> Bool { scalar == "{" || scalar == "｛" }

    private static func isClosing(_ scalar: Unicode.Scalar) -> Bool { scalar == "}" || scalar == "｝" }

    private static func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
