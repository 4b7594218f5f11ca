import StrictJSON

extension CardPreview {
    /// Something to press, choose or fill in, with all that it does besides; `nil` for every other element.
    func control(_ element: JSONValue, tag: String) -> PreviewControl? {
        var control = face(element, tag: tag)
        control?.notes = notes(element)
        return control
    }

    private func face(_ element: JSONValue, tag: String) -> PreviewControl? {
        switch tag {
        case "button":
            let label = words(element["text"])
            return PreviewControl(
                .button, label: label.isEmpty ? say(.button) : label, look: element["type"]?.string ?? "default",
                link: link(of: element))
        case "overflow": return PreviewControl(.menu, label: "…", options: options(element))
        case "select_static", "multi_select_static", "select_img":
            return PreviewControl(.select, label: placeholder(element) ?? say(.choose), options: options(element))
        case "select_person", "multi_select_person":
            return PreviewControl(.select, label: placeholder(element) ?? say(.choosePeople))
        case "date_picker":
            return PreviewControl(.date, label: element["initial_date"]?.string ?? placeholder(element) ?? say(.day))
        case "picker_time":
            return PreviewControl(.date, label: element["initial_time"]?.string ?? placeholder(element) ?? say(.time))
        case "picker_datetime":
            return PreviewControl(
                .date, label: element["initial_datetime"]?.string ?? placeholder(element) ?? say(.dayAndTime))
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

    private func placeholder(_ element: JSONValue) -> String? {
        let words = words(element["placeholder"])
        return words.isEmpty ? nil : words
    }

    private func options(_ element: JSONValue) -> [String] {
        (element["options"]?.array ?? []).map { option in
            let words = words(option["text"])
            let name = words.isEmpty ? option["value"]?.string ?? option["img_key"]?.string ?? "?" : words
            let link = link(of: option)
            let others = link == nil ? [] : otherLinks(of: option)
            return ([name + (link.map { " <\($0)>" } ?? "")] + others).joined(separator: ", ")
        }
    }

    /// What cannot be seen of a control until it is pressed or pointed at.
    private func notes(_ element: JSONValue) -> [String] {
        var notes: [String] = []
        if let confirm = element["confirm"] {
            let words = [words(confirm["title"]), words(confirm["text"])].filter { !$0.isEmpty }
            notes.append(say(.asksFirst, ["words": words.joined(separator: " ")]))
        }
        if element["disabled"]?.bool == true { notes.append(say(.cannotBePressed)) }
        for (key, phrase) in [("hover_tips", DrawingPhrase.hint), ("disabled_tips", .hintWhileClosed)] {
            let words = words(element[key])
            if !words.isEmpty { notes.append(say(phrase, ["words": words])) }
        }
        return notes + otherLinks(of: element)
    }
}
