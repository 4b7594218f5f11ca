/// Checks a card: a published template, or card JSON of schema 1.0 or 2.0.
///
/// All its refusals are 11246 with the sub code in `ext=ErrCode: <n>`, as the batch_send page describes them.
struct CardInspection {
    let material: MessageMaterial

    static let maximumElements = 200

    /// Tags of schema 1.0 that schema 2.0 no longer takes (200861).
    private static let tagsGoneInSchema2: Set<String> = ["note", "action"]

    func check(_ card: WireJSON) throws(Refusal) {
        if card["type"]?.string == "template" {
            try checkTemplate(card["data"])
        } else {
            try checkCard(card)
        }
    }

    private func refuse(_ subCode: Int, _ message: String) -> Refusal {
        Refusal(11246, "content creation failed, ext=ErrCode: \(subCode); ErrMsg: \(message)")
    }

    private func checkTemplate(_ data: WireJSON?) throws(Refusal) {
        guard let id = data?["template_id"]?.string, !id.isEmpty else {
            throw .invalidParameter("'template_id' field required, a string", field: "card.data.template_id")
        }
        guard let template = material.company.templates.first(where: { $0.id == id }) else {
            throw refuse(200_380, "template does not exist or is not published;")
        }
        guard template.isVisible else { throw refuse(200_381, "template is not visible to the app;") }
        if let version = data?["template_version_name"] {
            guard let name = version.string else {
                throw .invalidParameter(
                    "'template_version_name' must be a string", field: "card.data.template_version_name")
            }
            guard template.versions.contains(name) else {
                throw refuse(200_380, "template version does not exist or is not published;")
            }
        }
        guard let variables = data?["template_variable"], variables != .null else { return }
        guard let members = variables.members else { throw refuse(200_737, "template variables must be an object;") }
        for member in members where template.textVariables.contains(member.key) && member.value.string == nil {
            throw refuse(200_732, "variable \(member.key) is a \(member.value.kind), a string is declared;")
        }
    }

    private func checkCard(_ card: WireJSON) throws(Refusal) {
        let isSchema2 = card["schema"]?.string == "2.0"
        // Whether the languages of a card are counted together is not documented: this is the reading that refuses earlier.
        let elements = (isSchema2 ? [card["body"]?["elements"]] : [card["elements"], card["i18n_elements"]])
            .compactMap { $0 }
        guard !elements.isEmpty else { throw refuse(200_621, "parse card json err: elements are missing;") }
        var count = 0
        for part in elements { try walk(part, isSchema2: isSchema2, count: &count) }
        guard count <= Self.maximumElements else { throw refuse(11310, "card element number exceeds the limit;") }
    }

    /// Counts elements (objects with a tag) at any depth; the reader has bounded the depth.
    private func walk(_ value: WireJSON, isSchema2: Bool, count: inout Int) throws(Refusal) {
        switch value {
        case .array(let items):
            for item in items { try walk(item, isSchema2: isSchema2, count: &count) }
        case .object(let members):
            if let tag = value["tag"]?.string {
                count += 1
                if isSchema2, Self.tagsGoneInSchema2.contains(tag) {
                    throw refuse(
                        200_861, "cards of schema V2 no longer support this capability; unsupported tag \(tag);")
                }
                if tag == "img" { try checkImage(value["img_key"]) }
                try checkPeople(value, tag: tag)
            }
            for member in members { try walk(member.value, isSchema2: isSchema2, count: &count) }
        default: break
        }
    }

    /// Nobody may be named in a card whom the company does not have: by a person element, or at somebody in markdown.
    private func checkPeople(_ element: WireJSON, tag: String) throws(Refusal) {
        var ids: [String] = []
        if tag == "person" { ids.append(element["user_id"]?.string ?? "") }
        if tag == "person_list" { ids += (element["persons"]?.array ?? []).map { $0["id"]?.string ?? "" } }
        if let text = element["content"]?.string, text.contains("<at id=") {
            for match in text.matches(of: #/<at id="?([^">\s]*)"?>/#) where match.1 != "all" {
                ids.append(String(match.1))
            }
        }
        for id in ids where !material.hasPerson(id) {
            throw refuse(100_290, "There is an invalid user resource(at/person) in your card; ErrorValue: \(id);")
        }
    }

    private func checkImage(_ key: WireJSON?) throws(Refusal) {
        guard let key = key?.string, material.image(key) == .own else {
            throw refuse(200_570, "card contains invalid image keys;")
        }
    }
}
