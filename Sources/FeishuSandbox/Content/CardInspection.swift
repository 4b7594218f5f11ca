/// Checks a card: a published template, or card JSON of schema 1.0 or 2.0.
///
/// All its refusals are 11246 with the sub code in `ext=ErrCode: <n>`, as the batch_send page describes them.
struct CardInspection {
    let material: MessageMaterial

    static let maximumElements = 200

    /// Members whose insides are no elements: what a click sends back, the drawing of a chart, the cells of a table.
    private static let opaqueKeys: Set<String> = ["value", "chart_spec", "rows"]

    func check(_ card: WireJSON) throws(Refusal) {
        if card["type"]?.string == "template" {
            try checkTemplate(card["data"])
        } else {
            try checkCard(card)
        }
    }

    func refuse(_ subCode: Int, _ message: String) -> Refusal {
        Refusal(11246, "content creation failed, ext=ErrCode: \(subCode); ErrMsg: \(message)")
    }

    /// 200621, the code of every card whose JSON is not a card's.
    func unreadable(_ value: String) -> Refusal {
        refuse(200_621, "parse card json err, please check whether the card json is correct; ErrorValue: \(value);")
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
        if let header = card["header"], header.members == nil { throw unreadable("header is not an object") }
        var audio: [WireJSON] = []
        var count = 0
        for part in try lists(of: card, isSchema2: isSchema2) {
            try walk(part, key: "elements", isSchema2: isSchema2, count: &count, audio: &audio)
        }
        guard count <= Self.maximumElements else { throw refuse(11310, "card element number exceeds the limit;") }
        try check(audio: audio, isForwarded: card["config"]?["enable_forward"]?.bool != false)
    }

    /// Every list of elements that a card has at its root.
    ///
    /// Whether the languages of a card are counted together is not documented: this is the reading that refuses earlier.
    private func lists(of card: WireJSON, isSchema2: Bool) throws(Refusal) -> [WireJSON] {
        var lists = [isSchema2 ? card["body"]?["elements"] : card["elements"]].compactMap(\.self)
        if !isSchema2, let locales = card["i18n_elements"] {
            guard let members = locales.members else { throw unreadable("i18n_elements is not an object") }
            lists += members.map(\.value)
        }
        guard !lists.isEmpty else { throw unreadable("elements are missing") }
        for list in lists where list.array == nil { throw unreadable("elements is not an array") }
        return lists
    }

    /// Counts elements (objects with a tag) at any depth; the reader has bounded the depth.
    private func walk(
        _ value: WireJSON,
        key: String,
        isSchema2: Bool,
        count: inout Int,
        audio: inout [WireJSON]
    ) throws(Refusal) {
        switch value {
        case .array(let items):
            for item in items {
                if key == "elements" { try checkIsElement(item, isSchema2: isSchema2) }
                try walk(item, key: "", isSchema2: isSchema2, count: &count, audio: &audio)
            }
        case .object(let members):
            if let tag = value["tag"]?.string {
                count += 1
                if tag == "audio" { audio.append(value) }
                try check(element: value, tag: tag, isSchema2: isSchema2)
            }
            for member in members where !Self.opaqueKeys.contains(member.key) {
                try walk(member.value, key: member.key, isSchema2: isSchema2, count: &count, audio: &audio)
            }
        default: break
        }
    }
}
