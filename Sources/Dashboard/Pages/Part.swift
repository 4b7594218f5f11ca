import JobModel
import Reporting

/// Pieces that several pages are made of.
enum Part {
    /// A paragraph.
    static func paragraph(_ text: String, _ classes: [StaticString] = []) -> HTML {
        .element("p", classes.isEmpty ? [] : [.classes(classes)], [.text(text)])
    }

    /// A heading within a section.
    static func heading(_ text: String, id: StaticString? = nil) -> HTML {
        .element("h2", id.map { [.plain("id", $0)] } ?? [], [.text(text)])
    }

    /// A section under its heading.
    static func section(_ heading: String, id: StaticString, _ children: [HTML]) -> HTML {
        .element(
            "section", [.plain("aria-labelledby", id), .classes(["sheet-part"])],
            [self.heading(heading, id: id)] + children)
    }

    /// A link within the dashboard.
    static func link(_ text: String, to address: LocalAddress, _ classes: [StaticString] = []) -> HTML {
        .element("a", (classes.isEmpty ? [] : [.classes(classes)]) + [.local("href", address)], [.text(text)])
    }

    /// Where a run stands: its word, with a colour that says nothing the word does not.
    static func badge(_ state: RunState, _ frame: PageFrame, live: String? = nil) -> HTML {
        let tone: StaticString =
            switch state {
            case .planned, .sending: "d-go"
            case .awaitingApproval, .paused, .halted: "warn"
            case .sent, .settled: "good"
            case .cancelled, .missed, .skipped, .expired: "d-off"
            }
        return .element(
            "span", [.classes(["chip", tone])] + (live.map { [.data("t", $0)] } ?? []),
            [.text(frame.say(StatePhrase(state)))])
    }

    /// An instant, as people write it, with the exact one for programs.
    static func time(_ milliseconds: Int64, _ frame: PageFrame) -> HTML {
        .element(
            "time", [.instant(milliseconds)], [.text(frame.language.dateTime(milliseconds, in: frame.zone))])
    }

    /// An instant, and beneath it its distance from now.
    static func timeAndDistance(_ milliseconds: Int64, _ frame: PageFrame) -> [HTML] {
        [
            time(milliseconds, frame), .text(" "),
            .element(
                "span", [.classes(["d-soft", "d-under"])],
                [.text(frame.language.relative(milliseconds, to: frame.now))]),
        ]
    }

    /// How much of something is done: a bar with its words beneath, whose figures arrive under the name `live`.
    static func bar(
        _ done: Int?, of whole: Int?, label: String, words: String, live: String, isReading: Bool = false
    ) -> HTML {
        let whole = max(1, whole ?? 0)
        return .element(
            "div", [.classes(isReading ? ["d-meter", "d-reads"] : ["d-meter"])],
            [
                .element(
                    "progress",
                    [
                        .label(label), .number("max", whole), .number("value", min(whole, max(0, done ?? 0))),
                        .data("b", live),
                    ], [.text(words)]), .element("span", [.data("t", live)], [.text(words)]),
            ])
    }

    /// Names and values.
    static func facts(_ facts: [(name: String, value: [HTML])]) -> HTML {
        .element(
            "dl", [.classes(["d-facts"])],
            facts.map { fact in
                .element("div", [], [.element("dt", [], [.text(fact.name)]), .element("dd", [], fact.value)])
            })
    }

    /// A table that scrolls by itself where it is too wide.
    static func table(caption: String, _ headings: [String], _ rows: [HTML]) -> HTML {
        .element(
            "div", [.classes(["wide"]), .plain("tabindex", "0"), .plain("role", "region"), .label(caption)],
            [
                .element(
                    "table", [.classes(["figures"])],
                    [
                        .element("caption", [], [.text(caption)]),
                        .element(
                            "thead", [],
                            [.element("tr", [], headings.map { .element("th", [.plain("scope", "col")], [.text($0)]) })]
                        ),
                        .element("tbody", [], rows),
                    ])
            ])
    }

    /// A row of a table, whose first cell names it.
    static func row(_ cells: [[HTML]]) -> HTML {
        .element(
            "tr", [],
            cells.enumerated().map { index, cell in
                index == 0 ? .element("th", [.plain("scope", "row")], cell) : .element("td", [], cell)
            })
    }

    /// What was done, or was not.
    static func notice(_ words: [String], _ tone: StaticString) -> HTML {
        .element("div", [.classes(["d-notice", tone]), .plain("role", "status")], words.map { paragraph($0) })
    }
}

/// Pieces of forms.
enum Form {
    /// What a form carries along.
    static func hidden(_ name: StaticString, _ value: String) -> HTML {
        .empty("input", [.plain("type", "hidden"), .plain("name", name), .value(value)])
    }

    /// A field under its label, with a hint that belongs to it.
    static func field(
        _ id: StaticString, label: String, hint: String? = nil, hintID: StaticString = "",
        _ attributes: [HTML.Attribute]
    ) -> HTML {
        let described: [HTML.Attribute] = hint == nil ? [] : [.plain("aria-describedby", hintID)]
        return .element(
            "div", [.classes(["d-field"])],
            [
                .element("label", [.plain("for", id)], [.text(label)]),
                .empty("input", [.plain("id", id), .plain("name", id)] + attributes + described),
            ]
                + (hint.map { [.element("p", [.plain("id", hintID), .classes(["d-hint"])], [.text($0)])] } ?? []))
    }
}
