import StrictJSON

extension ManifestDecoder {
    /// An object of known keys; unknown ones are logged with the key that was probably meant.
    mutating func object(
        _ place: ManifestPlace, allowed: [String], slips: [String: String] = [:]
    ) -> ManifestFields? {
        guard let members = place.members else {
            expected("an object", at: place)
            return nil
        }
        for member in members where !allowed.contains(member.key) {
            unknown(member, in: place, allowed: allowed, slips: slips)
        }
        return ManifestFields(place: place, members: members)
    }

    mutating func unknown(
        _ member: JSONNode.Member, in place: ManifestPlace, allowed: [String], slips: [String: String] = [:],
        rule: LintRule? = nil
    ) {
        let meant =
            slips[member.key] ?? KeySuggestion.nearest(to: member.key, among: allowed)
            ?? KeySuggestion.nearest(to: member.key, among: slips.keys.sorted()).flatMap { slips[$0] }
        log.add(
            "unknown key \(Quoting.quoted(member.key))", at: member.keyOffset, pointer: place.pointer(to: member.key),
            suggestion: meant.map { $0.contains(" ") ? "use \($0)" : "did you mean \"\($0)\"?" }
                ?? "known here: \(allowed.joined(separator: ", "))", rule: rule
        )
    }

    mutating func required(_ key: String, of fields: ManifestFields) -> ManifestPlace? {
        if let place = fields[key] { return place }
        log.add("the key \"\(key)\" is missing", at: fields.place)
        return nil
    }

    mutating func string(_ place: ManifestPlace) -> String? {
        if let text = place.string { return text }
        expected("a string", at: place)
        return nil
    }

    mutating func bool(_ place: ManifestPlace) -> Bool? {
        if case .bool(let value) = place.node.content { return value }
        expected("true or false", at: place)
        return nil
    }

    /// A whole number spelt as one: `1.0` and `1e2` are numbers but no integers.
    mutating func integer(_ place: ManifestPlace, in range: ClosedRange<Int>) -> Int? {
        guard case .number(let lexeme) = place.node.content else {
            expected("a whole number", at: place)
            return nil
        }
        guard !lexeme.contains(where: { ".eE".contains($0) }) else {
            log.add("\(lexeme) is not spelt as a whole number", at: place, suggestion: "write digits alone, as in 200")
            return nil
        }
        guard let value = Int(lexeme), range.contains(value) else {
            log.add("\(lexeme.prefix(40)) is outside \(range.lowerBound) to \(range.upperBound)", at: place)
            return nil
        }
        return value
    }

    mutating func duration(_ place: ManifestPlace, in range: ClosedRange<Int>) -> Int? {
        guard let text = string(place) else { return nil }
        guard let seconds = DurationText.seconds(text) else {
            log.add(
                "\(Quoting.quoted(text)) is no duration", at: place,
                suggestion: "write a whole number and s, m, h or d, as in 15m"
            )
            return nil
        }
        guard range.contains(seconds) else {
            let limits = "\(DurationText.text(range.lowerBound)) to \(DurationText.text(range.upperBound))"
            log.add("\(text) is outside \(limits)", at: place)
            return nil
        }
        return seconds
    }

    /// One of a fixed set of words.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ place: ManifestPlace, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let text = string(place) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        log.add(
            "\(Quoting.quoted(text)) is none of \(words.map { "\"\($0)\"" }.joined(separator: ", "))", at: place,
            suggestion: KeySuggestion.nearest(to: text, among: words).map { "did you mean \"\($0)\"?" }
        )
        return nil
    }

    /// A text that people will read: not blank, and free of everything ``TextRule`` knows.
    ///
    /// In a message (`isMessage`) placeholders are the channel's business.
    mutating func readable(_ place: ManifestPlace, isMessage: Bool = false) -> String? {
        guard let text = string(place) else { return nil }
        if InvisibleCharacter.isAll(of: text) {
            let isWhite = text.unicodeScalars.allSatisfy(\.properties.isWhitespace)
            log.add(
                text.isEmpty
                    ? "the text is empty"
                    : "the text holds nothing but \(isWhite ? "white space" : "what nobody sees")",
                at: place, rule: .blankText)
            return nil
        }
        report(
            isMessage ? TextRule.problems(inMessage: text, channel: channel) : TextRule.problems(in: text), at: place)
        return text
    }

    mutating func report(_ problems: [ShapeProblem], at place: ManifestPlace) {
        for problem in problems where problem.rule != .atAll || !mayMentionAll {
            log.add(problem.message, at: place, suggestion: problem.hint, rule: problem.rule)
        }
    }

    mutating func expected(_ what: String, at place: ManifestPlace) {
        let kind = place.node.kind
        let found = kind == "null" ? kind : "\("aeiou".contains(kind.prefix(1)) ? "an" : "a") \(kind)"
        log.add("expected \(what), found \(found)", at: place)
    }
}
