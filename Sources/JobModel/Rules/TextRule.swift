/// What a text may not contain, whoever reads it.
enum TextRule {
    /// Every complaint about a text that people will read.
    static func problems(in text: String) -> [ShapeProblem] {
        unreadable(in: text) + placeholders(in: text)
    }

    /// What is wrong in any text that reaches people, templates and cards included.
    static func unreadable(in text: String) -> [ShapeProblem] {
        [badCharacter(in: text), unpairedBidi(in: text), mentionOfAll(in: text)].compactMap(\.self)
    }

    /// NUL, control characters other than line feed and tab, and the two scalars that are no characters.
    static func badCharacter(in text: String) -> ShapeProblem? {
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: continue
            case 0x0D:
                return ShapeProblem(
                    "U+000D, a carriage return", hint: "end lines with \\n alone", rule: .controlCharacter)
            case 0..<0x20, 0x7F...0x9F:
                return ShapeProblem("the control character \(Quoting.name(scalar))", rule: .controlCharacter)
            case 0xFFFE, 0xFFFF:
                return ShapeProblem("\(Quoting.name(scalar)), which is no character", rule: .controlCharacter)
            default: continue
            }
        }
        return nil
    }

    /// An override, embedding or isolate that its paragraph does not close: what follows would read backwards.
    static func unpairedBidi(in text: String) -> ShapeProblem? {
        var open: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x202A, 0x202B, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068: open.append(scalar)
            case 0x202C, 0x2069:
                let closesIsolate = scalar.value == 0x2069
                guard let last = open.popLast(), (last.value >= 0x2066) == closesIsolate else {
                    return bidiProblem(scalar)
                }
            case 0x0A, 0x2029: if let last = open.last { return bidiProblem(last) }
            default: continue
            }
        }
        return open.last.map(bidiProblem)
    }

    private static func bidiProblem(_ scalar: Unicode.Scalar) -> ShapeProblem {
        ShapeProblem(
            "the direction mark \(Quoting.name(scalar)) without its partner",
            hint: "close it on the same line, or remove it", rule: .bidiControls
        )
    }

    /// ``problems(in:)`` of a text of a message: on the direct channel a placeholder is filled and no left-over.
    static func problems(inMessage text: String, channel: DeliveryChannel) -> [ShapeProblem] {
        unreadable(in: text) + (channel == .batch ? placeholdersOfABatch(in: text) : [])
    }

    /// The placeholders in a message that goes to everybody as it is.
    static func placeholdersOfABatch(in text: String) -> [ShapeProblem] {
        placeholders(in: text).map { problem in
            var problem = problem
            problem.hint =
                "write what it stands for, or use \"channel\": \"direct\", which fills it from a column of a CSV file"
            return problem
        }
    }

    /// The left-overs of a template, `{{name}}`, each once.
    static func placeholders(in text: String) -> [ShapeProblem] {
        // Nearly no text has any, and a pattern takes its time to be made.
        guard PlaceholderText.begins(in: text) else { return [] }
        var found: [String] = []
        for match in text.matches(of: /\{\{[^{}]*\}\}/.matchingSemantics(.unicodeScalar)) {
            let placeholder = String(match.output)
            if found.count < PersonalData.most, !found.contains(placeholder) { found.append(placeholder) }
        }
        return found.map {
            ShapeProblem(
                "the placeholder \(Quoting.quoted($0)) is still unfilled", hint: "write what it stands for",
                rule: .unresolvedPlaceholder)
        }
    }

    /// `<at user_id="all">`, in any quoting; Feishu's cards write `<at id=all>`.
    static func mentionOfAll(in text: String) -> ShapeProblem? {
        guard text.utf8.contains(UInt8(ascii: "<")) else { return nil }
        let mention = /<at\s[^<>]{0,200}id\s*=\s*["']?all\b/
        guard text.contains(mention.ignoresCase().matchingSemantics(.unicodeScalar)) else {
            return nil
        }
        return ShapeProblem(
            "a mention of everybody (@all)", hint: "remove it: each reader gets the message anyway", rule: .atAll)
    }
}
