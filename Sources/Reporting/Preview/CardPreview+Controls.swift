import StrictJSON

extension CardPreview {
    /// Something to press, choose or fill in; `nil` for every other element.
    func control(_ element: JSONValue, tag: String) -> PreviewControl? {
        switch tag {
        case "button":
            let label = words(element["text"])
            return PreviewControl(
                .button, label: label.isEmpty ? "button" : label, look: element["type"]?.string ?? "default",
                link: link(of: element))
        case "overflow": return PreviewControl(.menu, label: "…", options: options(element))
        case "select_static", "multi_select_static", "select_img":
            return PreviewControl(.select, label: placeholder(element) ?? "Choose", options: options(element))
        case "select_person", "multi_select_person":
            return PreviewControl(.select, label: placeholder(element) ?? "Choose people")
        case "date_picker":
            return PreviewControl(.date, label: element["initial_date"]?.string ?? placeholder(element) ?? "Day")
        case "picker_time":
            return PreviewControl(.date, label: element["initial_time"]?.string ?? placeholder(element) ?? "Time")
        case "picker_datetime":
            return PreviewControl(
                .date, label: element["initial_datetime"]?.string ?? placeholder(element) ?? "Day and time")
        case "input":
            let label = words(element["label"])
            let hint = element["default_value"]?.string ?? placeholder(element) ?? ""
            return PreviewControl(.input, label: [label, hint].filter { !$0.isEmpty }.joined(separator: ": "))
        case "checker":
            return PreviewControl(
                .check, label: words(element["text"]), look: element["checked"]?.bool == true ? "on" : "off")
        default: return nil
        }
    }

    /// The address an element opens, wherever it says so.
    func link(of element: JSONValue) -> String? {
        if let url = element["url"]?.string, !url.isEmpty { return url }
        for key in ["url", "default_url", "pc_url", "android_url", "ios_url"] {
            if let url = element["multi_url"]?[key]?.string, !url.isEmpty { return url }
        }
        let opening = (element["behaviors"]?.array ?? []).first { $0["type"]?.string == "open_url" }
        return opening?["default_url"]?.string
    }

    private func placeholder(_ element: JSONValue) -> String? {
        let words = words(element["placeholder"])
        return words.isEmpty ? nil : words
    }

    private func options(_ element: JSONValue) -> [String] {
        (element["options"]?.array ?? []).map { option in
            let words = words(option["text"])
            return words.isEmpty ? option["value"]?.string ?? option["img_key"]?.string ?? "?" : words
        }
    }
}
