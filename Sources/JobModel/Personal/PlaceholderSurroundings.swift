/// What stands before a placeholder in its string, which may make a value more than a value.
enum PlaceholderSurroundings {
    private static let serverHint = "write the scheme and the server: https://x.example/{{column}}"

    /// Makes sure that the words behind a placeholder do not take it for the scheme of an address, as in
    /// `{{column}}://x.example`.
    ///
    /// - Throws: ``PlaceholderFault``.
    static func look(
        _ placeholder: Placeholder, in place: PersonalPlace, after: String
    ) throws(PlaceholderFault) {
        guard place != .data, let end = after.ranges(of: "://").first?.lowerBound else { return }
        let scheme = after[..<end]
        guard scheme.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) }),
            !["https", "http", "lark", "feishu", "applink"].contains(scheme.lowercased())
        else { return }
        let name = Quoting.quoted("{{\(placeholder.column)}}")
        throw PlaceholderFault("the placeholder \(name) would choose the scheme of an address", hint: serverHint)
    }

    /// Whether a placeholder is part of an address.
    ///
    /// - Throws: ``PlaceholderFault`` when it stands where a cell would choose a server, or the insides of a tag, or
    ///   where the escape does not work.
    static func isAddress(
        _ placeholder: Placeholder, in place: PersonalPlace, before: String
    ) throws(PlaceholderFault) -> Bool {
        let name = Quoting.quoted("{{\(placeholder.column)}}")
        let server = PlaceholderFault(
            "the placeholder \(name) would choose the server of an address",
            hint: serverHint)
        switch place {
        case .data: return false
        case .address:
            guard AddressValue.isPastServer(before) else { throw server }
            return true
        case .words, .escapedWords, .markdown, .unknown: break
        }
        if isInsideTag(before) {
            throw PlaceholderFault(
                "the placeholder \(name) stands inside a tag", hint: "put it between the opening and the closing tag")
        }
        if place == .markdown, isInsideCode(before) {
            throw PlaceholderFault(
                "the placeholder \(name) stands inside code, where values cannot be escaped",
                hint: "take it out of the backticks")
        }
        if AddressValue.afterScheme(before) != nil {
            guard AddressValue.isPastServer(before) else { throw server }
            return true
        }
        if isLinkTarget(before) { throw server }
        return false
    }

    /// `<at user_id="`: a tag that has begun and not ended.
    private static func isInsideTag(_ before: String) -> Bool {
        let scalars = before.unicodeScalars
        guard let open = scalars.lastIndex(of: "<"), !scalars[open...].contains(">") else { return false }
        let next = scalars.index(after: open)
        guard next < scalars.endIndex else { return true }
        return scalars[next] == "/" || scalars[next] == "!" || scalars[next].properties.isAlphabetic
    }

    /// Whether an odd number of runs of backticks has begun.
    private static func isInsideCode(_ before: String) -> Bool {
        var runs = 0
        var last: UInt8 = 0
        for byte in before.utf8 {
            if byte == UInt8(ascii: "`"), last != byte { runs += 1 }
            last = byte
        }
        return !runs.isMultiple(of: 2)
    }

    /// `[words](`: the address of a link that has only begun.
    private static func isLinkTarget(_ before: String) -> Bool {
        guard let open = before.ranges(of: "](").last else { return false }
        let address = before[open.upperBound...].drop(while: \.isWhitespace)
        return !address.contains { $0 == ")" || $0.isWhitespace }
    }
}
