/// What one element of a card may be.
///
/// The codes are those of the sub error codes of 230099 on the page of im/v1 "Send message", which the page of batch_send
/// repeats in part: https://open.feishu.cn/document/server-docs/im-v1/message/create. Refused is what stands there, and
/// what real answers have shown; everything else passes.
extension CardInspection {
    /// Tags of schema 1.0 that schema 2.0 no longer takes (200861).
    private static let tagsGoneInSchema2: Set<String> = ["note", "action"]

    /// Tags of schema 2.0, of its elements and of the objects inside them.
    /// https://open.feishu.cn/document/feishu-cards/card-json-v2-components/component-json-v2-overview
    private static let tagsOfSchema2: Set<String> = [
        "column_set", "column", "form", "interactive_container", "collapsible_panel",
        "div", "markdown", "plain_text", "lark_md", "text_tag", "hr", "img", "img_combination", "standard_icon",
        "custom_icon", "person", "person_list", "chart", "table", "audio", "video",
        "button", "overflow", "input", "checker", "date_picker", "picker_time", "picker_datetime", "select_static",
        "multi_select_static", "select_person", "multi_select_person", "select_img",
    ]

    /// What stands in a list of elements.
    func checkIsElement(_ item: WireJSON, isSchema2: Bool) throws(Refusal) {
        guard let tag = item["tag"]?.string else { throw unreadable("an element without a tag") }
        guard isSchema2, !Self.tagsGoneInSchema2.contains(tag), !Self.tagsOfSchema2.contains(tag) else { return }
        throw unreadable("not support tag: \(tag)")
    }

    func check(element: WireJSON, tag: String, isSchema2: Bool) throws(Refusal) {
        if isSchema2, Self.tagsGoneInSchema2.contains(tag) {
            throw refuse(
                200_861,
                "cards of schema V2 no longer support this capability; ErrorValue: unsupported tag \(tag);")
        }
        switch tag {
        case "div":
            if let text = element["text"], text.members == nil { throw unreadable("text of div is not an object") }
        case "img":
            guard let key = element["img_key"]?.string, material.image(key) == .own else {
                throw refuse(200_570, "card contains invalid image keys;")
            }
        case "chart":
            guard element["chart_spec"]?.members != nil else { throw refuse(200_550, "chart spec is invalid;") }
        case "table": try checkTable(element)
        default: break
        }
        try checkPeople(element, tag: tag)
    }

    /// 200914 for rows that are none, 200915 for cells of columns that nobody declared.
    private func checkTable(_ table: WireJSON) throws(Refusal) {
        guard let columns = table["columns"]?.array, !columns.isEmpty, let rows = table["rows"]?.array else {
            throw refuse(200_914, "table rows is invalid;")
        }
        let names = Set(columns.compactMap { $0["name"]?.string })
        for row in rows {
            guard let cells = row.members else { throw refuse(200_914, "table rows is invalid;") }
            guard let stranger = cells.first(where: { !names.contains($0.key) }) else { continue }
            throw refuse(200_915, "table rows name is invalid; ErrorValue: \(stranger.key);")
        }
    }

    /// 300240 for a file that is not the app's own sound, 300230 for two of one id, 300220 for a card that may be forwarded.
    func check(audio elements: [WireJSON], isForwarded: Bool) throws(Refusal) {
        var ids: Set<String> = []
        for element in elements {
            let file = material.file(element["file_key"]?.string ?? "")
            guard file.ownership == .own, file.type == "opus" else {
                throw refuse(300_240, "This application cannot retrieve audio information;")
            }
            if let id = element["audio_id"]?.string, !ids.insert(id).inserted {
                throw refuse(300_230, "duplicate audio id;")
            }
        }
        guard elements.isEmpty || !isForwarded else { throw refuse(300_220, "audio elem don't support forward;") }
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
}
