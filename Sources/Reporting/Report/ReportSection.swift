/// A part of a report with its heading.
enum ReportSection {
    static func html(_ heading: String, _ parts: [HTML]) -> HTML {
        .element(
            "section", [.classes(["sheet-part"]), .label(heading)], [.element("h2", [], [.text(heading)])] + parts)
    }

    static func paragraph(_ text: String, _ look: [StaticString] = []) -> HTML {
        .element("p", look.isEmpty ? [] : [.classes(look)], [.text(text)])
    }

    /// A part that is opened by whoever wants it.
    static func folded(_ title: String, _ parts: [HTML]) -> HTML {
        .element("details", [.classes(["folded"])], [.element("summary", [], [.text(title)])] + parts)
    }
}
