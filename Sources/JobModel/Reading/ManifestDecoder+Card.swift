import StrictJSON

extension ManifestDecoder {
    /// Feishu's code 11310: a card holds at most this many elements.
    static let mostCardElements = 200

    mutating func card(_ place: ManifestPlace) -> CardSource? {
        guard let members = place.members else {
            expected("a card object or {\"file\": …}", at: place)
            return nil
        }
        let fields = ManifestFields(place: place, members: members)
        guard let file = fields["file"] else {
            checkCard(fields)
            return .json(place.node.value)
        }
        for member in members where member.key != "file" {
            log.add(
                "a card is given here or in a file, not both", at: member.keyOffset,
                pointer: place.pointer(to: member.key),
                suggestion: "move \"\(member.key)\" into the file"
            )
        }
        guard let path = string(file) else { return nil }
        if let problem = PathShape.problem(with: path) { report([problem], at: file) }
        return .file(path)
    }

    /// The rules for a card's own JSON, wherever it was read.
    mutating func checkCard(_ fields: ManifestFields) {
        let place = fields.place
        if fields["type"] != nil || fields["template_id"] != nil || fields["data"] != nil {
            log.add(
                "this is a reference to a template, not a card", at: place,
                suggestion: "use \"template\": {\"id\": …, \"version\": …} instead of \"card\""
            )
            return
        }
        if fields["card"] != nil || fields["msg_type"] != nil {
            log.add("this is a request, not a card", at: place, suggestion: "give what stands under \"card\" in it")
            return
        }
        switch fields["schema"].map({ string($0) }) {
        case nil, "1.0"?: checkFirstSchema(fields)
        case "2.0"?: checkSecondSchema(fields)
        case .some(nil): break
        case .some(let version?):
            if let place = fields["schema"] {
                log.add(
                    "\(Quoting.quoted(version)) is no card schema", at: place,
                    suggestion: "write \"2.0\", or leave it out")
            }
        }
        for key in ["config", "header"] {
            if let part = fields[key], part.members == nil { expected("an object", at: part) }
        }
        checkFreeJSON(place)
        checkPlaceholders(place, .card)
    }

    private mutating func checkFirstSchema(_ fields: ManifestFields) {
        if let body = fields["body"] {
            log.add(
                "\"body\" belongs to card schema 2.0", at: body,
                suggestion: "add \"schema\": \"2.0\", or move its elements up"
            )
        }
        if let elements = fields["elements"] { checkElements(elements) }
        if let locales = fields["i18n_elements"] {
            if locales.members == nil { expected("an object of locales", at: locales) }
            checkCount(ofLocales: locales, besides: fields["elements"])
        }
        if fields["elements"] == nil, fields["i18n_elements"] == nil, fields["header"] == nil, fields["body"] == nil {
            log.add("the card is empty", at: fields.place, suggestion: "give \"header\" or \"elements\"")
        }
    }

    private mutating func checkSecondSchema(_ fields: ManifestFields) {
        if let elements = fields["elements"] {
            log.add(
                "in card schema 2.0 the elements stand in \"body\"", at: elements,
                suggestion: "write \"body\": {\"elements\": […]}"
            )
        }
        guard let body = required("body", of: fields) else { return }
        guard let members = body.members else { return expected("an object", at: body) }
        if let elements = required("elements", of: ManifestFields(place: body, members: members)) {
            checkElements(elements)
        }
    }

    private mutating func checkElements(_ place: ManifestPlace) {
        guard let elements = place.elements else { return expected("an array of elements", at: place) }
        for (index, node) in elements.enumerated() where node.kind != "object" {
            expected("an element with a \"tag\"", at: place.element(index, node))
        }
        let count = Self.countTags(place.node)
        if count > Self.mostCardElements {
            log.add("\(count) elements; a card takes \(Self.mostCardElements)", at: place, rule: .cardElementsOver200)
        }
    }

    /// Each language is held against the limit, and all of them together: Feishu does not say which it counts.
    private mutating func checkCount(ofLocales place: ManifestPlace, besides elements: ManifestPlace?) {
        var all = elements.map { Self.countTags($0.node) } ?? 0
        var isOver = all > Self.mostCardElements
        for member in place.members ?? [] {
            let count = Self.countTags(member.node)
            all += count
            guard count > Self.mostCardElements else { continue }
            isOver = true
            log.add(
                "\(count) elements; a card takes \(Self.mostCardElements)", at: place.member(member),
                rule: .cardElementsOver200)
        }
        guard !isOver, all > Self.mostCardElements else { return }
        warnings.add(
            "\(all) elements in all languages together; a card takes \(Self.mostCardElements), and whether Feishu counts "
                + "each language by itself is not documented", at: place, rule: .cardElementsOver200)
    }

    private static func countTags(_ node: JSONNode) -> Int {
        switch node.content {
        case .array(let nodes): nodes.reduce(0) { $0 + countTags($1) }
        case .object(let members):
            members.reduce(members.contains { $0.key == "tag" } ? 1 : 0) { $0 + countTags($1.node) }
        default: 0
        }
    }

    /// JSON that goes to Feishu as it is: only what no receiver can read is refused.
    mutating func checkFreeJSON(_ place: ManifestPlace) {
        switch place.node.content {
        case .string(let text):
            report(TextRule.unreadable(in: text), at: place)
            for problem in channel == .batch ? TextRule.placeholdersOfABatch(in: text) : [] {
                warnings.add(problem.message, at: place, suggestion: problem.hint, rule: problem.rule)
            }
        case .number(let lexeme):
            if Double(lexeme)?.isFinite != true { log.add("\(lexeme.prefix(40)) is too large a number", at: place) }
        case .array(let nodes):
            for (index, node) in nodes.enumerated() { checkFreeJSON(place.element(index, node)) }
        case .object(let members):
            for member in members { checkFreeJSON(place.member(member)) }
        case .null, .bool: break
        }
    }
}
