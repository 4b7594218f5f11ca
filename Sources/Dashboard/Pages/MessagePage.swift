import Reporting

/// A page that only says something: why there is nothing to see, or why nothing was done.
enum MessagePage {
    static func html(
        _ title: String, _ words: [String], back: (text: String, to: LocalAddress)? = nil, _ frame: PageFrame
    ) -> String {
        frame.document(
            title,
            [
                .element(
                    "section", [.classes(["sheet-part", "d-narrow"])],
                    [.element("h1", [], [.text(title)])] + words.map { Part.paragraph($0) }
                        + (back.map { [.element("p", [], [Part.link($0.text, to: $0.to)])] } ?? []))
            ])
    }
}
