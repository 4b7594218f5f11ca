/// A table of a report: a caption, headings that say what they head, and a row's name in front of its figures.
public struct FigureTable: Sendable {
    /// One column.
    public struct Column: Sendable {
        /// What stands above it.
        public var heading: String
        /// Whether figures stand in it, which are aligned to the right.
        public var isNumeric: Bool

        /// Whether a telephone can do without it.
        public var isMinor: Bool

        /// Creates a column.
        public init(_ heading: String, isNumeric: Bool = false, isMinor: Bool = false) {
            self.heading = heading
            self.isNumeric = isNumeric
            self.isMinor = isMinor
        }

        fileprivate var look: [HTML.Attribute] {
            let classes: [StaticString] = (isNumeric ? ["n"] : []) + (isMinor ? ["minor"] : [])
            return classes.isEmpty ? [] : [.classes(classes)]
        }
    }

    private let caption: String
    private let columns: [Column]
    private var rows: [HTML] = []
    private var foot: [HTML] = []

    /// Creates a table without rows.
    public init(caption: String, _ columns: [Column]) {
        self.caption = caption
        self.columns = columns
    }

    /// Whether there is nothing to show.
    public var isEmpty: Bool { rows.isEmpty }

    /// Adds a row; its first cell names it.
    public mutating func append(_ cells: [HTML], isMarked: Bool = false) {
        rows.append(row(cells, isMarked ? [.classes(["marked"])] : []))
    }

    /// Sets the row below the line.
    public mutating func close(with cells: [HTML]) { foot = [row(cells, [])] }

    private func row(_ cells: [HTML], _ attributes: [HTML.Attribute]) -> HTML {
        .element(
            "tr", attributes,
            cells.enumerated().map { index, cell in
                let look = index < columns.count ? columns[index].look : []
                return index == 0
                    ? .element("th", [.plain("scope", "row")] + look, [cell]) : .element("td", look, [cell])
            })
    }

    /// The table.
    ///
    /// It can be scrolled by itself, with the keyboard too, where the screen is narrower than its columns.
    public var html: HTML {
        let headings = columns.map { column in
            HTML.element(
                "th", [.plain("scope", "col")] + column.look, [.text(column.heading)])
        }
        return .element(
            "div",
            [.classes(["wide"]), .plain("role", "region"), .plain("tabindex", "0"), .label(caption)],
            [
                .element(
                    "table", [.classes(["figures"])],
                    [
                        .element("caption", [], [.text(caption)]),
                        .element("thead", [], [.element("tr", [], headings)]), .element("tbody", [], rows),
                    ] + (foot.isEmpty ? [] : [.element("tfoot", [], foot)]))
            ])
    }
}
