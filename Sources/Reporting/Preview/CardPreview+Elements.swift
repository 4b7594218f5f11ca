import StrictJSON

extension CardPreview {
    /// One element; what it does not know is named, with the elements inside it.
    func element(_ element: JSONValue) -> [PreviewBlock] {
        guard let tag = element["tag"]?.string else { return [.named(say(.nameless))] }
        if let control = control(element, tag: tag) { return [.controls([control])] }
        switch tag {
        case "div": return division(element)
        case "markdown", "plain_text", "lark_md": return textBlocks(element)
        case "hr": return [.rule]
        case "img": return [.images([image(element)])]
        case "img_combination": return [.images((element["img_list"]?.array ?? []).map(image))]
        case "note": return [.note(blocks(element["elements"]))]
        case "action": return actions(element)
        case "column_set":
            let columns = PreviewBlock.columns((element["columns"]?.array ?? []).map { blocks($0["elements"]) })
            guard let action = element["action"], let link = link(of: action) else { return [columns] }
            return [.container(link: link, [columns] + otherLinks(of: action).map(PreviewBlock.named))]
        case "column": return blocks(element["elements"])
        case "form": return [.form(name: element["name"]?.string, blocks(element["elements"]))]
        case "interactive_container":
            let notes = otherLinks(of: element).map(PreviewBlock.named)
            return [.container(link: link(of: element), blocks(element["elements"]) + notes)]
        case "collapsible_panel":
            let isOpen = element["expanded"]?.bool ?? false
            return [.panel(title: runs(element["header"]?["title"]), isOpen: isOpen, blocks(element["elements"]))]
        case "table": return [table(element)]
        case "chart": return [.named(chart(element["chart_spec"]))]
        case "person": return [.people([element["user_id"]?.string ?? "?"])]
        case "person_list": return [.people((element["persons"]?.array ?? []).map { $0["id"]?.string ?? "?" })]
        case "audio": return [.named(say(.audio, ["name": element["file_key"]?.string ?? say(.withoutFile)]))]
        case "standard_icon", "custom_icon":
            return [.named(say(.icon, ["name": element["token"]?.string ?? element["img_key"]?.string ?? ""]))]
        default:
            return [.named(say(.unknownElement, ["tag": tag]))] + textBlocks(element["text"])
                + blocks(element["elements"])
        }
    }

    /// Text, fields and what stands at the right.
    private func division(_ element: JSONValue) -> [PreviewBlock] {
        var blocks = textBlocks(element["text"])
        let fields = (element["fields"]?.array ?? []).map { field in
            PreviewField(isShort: field["is_short"]?.bool ?? false, blocks: textBlocks(field["text"]))
        }
        if !fields.isEmpty { blocks.append(.fields(fields)) }
        guard let extra = element["extra"] else { return blocks }
        return [.columns([blocks, self.element(extra)])]
    }

    private func actions(_ element: JSONValue) -> [PreviewBlock] {
        var blocks: [PreviewBlock] = []
        var controls: [PreviewControl] = []
        for action in element["actions"]?.array ?? [] {
            if let control = control(action, tag: action["tag"]?.string ?? "button") {
                controls.append(control)
            } else {
                blocks += self.element(action)
            }
        }
        return (controls.isEmpty ? [] : [.controls(controls)]) + blocks
    }

    private func image(_ element: JSONValue) -> PreviewImage {
        let words = [words(element["title"]), words(element["alt"])].filter { !$0.isEmpty }
        return PreviewImage(
            name: element["img_key"]?.string ?? say(.withoutKey),
            alternative: words.isEmpty ? nil : words.joined(separator: " · "))
    }

    private func chart(_ spec: JSONValue?) -> String {
        let type = ["type": spec?["type"]?.string ?? say(.unknownType)]
        guard let title = spec?["title"]?["text"]?.string else { return say(.chart, type) }
        return say(.chartTitled, type.merging(["title": title]) { $1 })
    }

    private func table(_ element: JSONValue) -> PreviewBlock {
        let columns = element["columns"]?.array ?? []
        let rows = (element["rows"]?.array ?? []).map { row in
            columns.map { column in cell(row[column["name"]?.string ?? ""], type: column["data_type"]?.string) }
        }
        return .table(
            headings: columns.map { $0["display_name"]?.string ?? $0["name"]?.string ?? "" }, rows: rows)
    }

    private func cell(_ value: JSONValue?, type: String?) -> [PreviewRun] {
        switch value {
        case nil, .null?: []
        case .string(let text)?:
            type == "markdown" || type == "lark_md" ? InlineMarkup.runs(text, .card, in: language) : [PreviewRun(text)]
        case .array(let options)?:
            // Options with a text, people with an id.
            [PreviewRun(options.map { $0["text"]?.string ?? $0.string ?? $0.text() }.joined(separator: ", "))]
        case let other?: [PreviewRun(other.text())]
        }
    }
}
