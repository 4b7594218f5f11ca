/// The blocks of a message as lines of a width.
struct BlockLayout {
    let width: Int
    /// So wide are lines of words at most.
    ///
    /// Longer ones are hard to read; tables may take all there is.
    static let readableWidth = 72
    /// What all words look like, before their own look.
    var look = TerminalLook()
    /// Of what is said about the message.
    var language = Language.english

    /// Columns that are narrower are put below one another.
    private static let narrowestColumn = 12
    private static let gap = 2

    private var readable: Int { min(width, Self.readableWidth) }

    /// How wide a block would be with nothing wrapped, as far as tables ask for it.
    static func wanted(by blocks: [PreviewBlock]) -> Int { blocks.map(wanted).max() ?? 0 }

    private static func wanted(by block: PreviewBlock) -> Int {
        switch block {
        case .table(let headings, let rows): TableLayout.wanted(headings, rows)
        case .quote(let blocks), .form(_, let blocks), .panel(_, _, let blocks): wanted(by: blocks) + gap
        case .note(let blocks), .container(_, let blocks): wanted(by: blocks)
        case .columns(let columns):
            columns.count * (columns.map { wanted(by: $0) }.max() ?? 0) + gap * max(columns.count - 1, 0)
        default: 0
        }
    }

    /// Blocks with a line between them where they are not of one kind.
    func lines(_ blocks: [PreviewBlock]) -> [StyledLine] { blocks.flatMap(lines) }

    /// A card's head.
    func header(_ header: PreviewHeader) -> [StyledLine] {
        var title = TerminalLook(colour: TerminalColour.of(header.colour), isBold: true)
        title.isItalic = false
        var spans = [StyledLine.Span("▌ ", title)] + header.title.map { StyledLine.Span($0.text, title) }
        for tag in header.tags { spans.append(.init(" [\(tag)]", TerminalLook(isDim: true))) }
        let lines = LineWrap.lines(spans, width: width)
        guard !header.subtitle.isEmpty else { return lines }
        return lines + LineWrap.lines(self.spans(header.subtitle, TerminalLook(isDim: true)), width: width)
    }

    private func lines(_ block: PreviewBlock) -> [StyledLine] {
        switch block {
        case .heading(_, let runs): wrapped(runs, bold: true)
        case .paragraph(let runs): wrapped(runs)
        case .list(let items): items.flatMap(lines)
        case .quote(let blocks): indented(blocks, by: "▎ ")
        case .code(let code, let language): self.code(code, language)
        case .images(let images): images.flatMap { named($0.caption(in: language)) }
        case .attachment(let attachment): self.attachment(attachment)
        case .rule: [StyledLine(String(repeating: "─", count: width), dim)]
        case .note(let blocks): BlockLayout(width: width, look: dim, language: language).lines(blocks)
        case .columns(let columns): side(by: columns)
        case .fields(let fields): self.fields(fields)
        case .controls(let controls): LineWrap.lines(controls.flatMap(self.spans), width: readable)
        case .panel(let title, let isOpen, let blocks): panel(title, isOpen, blocks)
        case .form(let name, let blocks):
            named(language.say(DrawingPhrase.form, ["name": name ?? ""])) + indented(blocks, by: "  ")
        case .container(let link, let blocks):
            lines(blocks) + (link.map { named(language.say(DrawingPhrase.opens, ["address": $0])) } ?? [])
        case .table(let headings, let rows): TableLayout(width: width, look: look).lines(headings, rows)
        case .people(let ids):
            wrapped(
                ids.enumerated().map { index, id in
                    PreviewRun((index > 0 ? " @" : "@") + id, kind: .mention)
                })
        case .named(let name): named(name)
        }
    }

    var dim: TerminalLook {
        var dim = look
        dim.isDim = true
        return dim
    }

    private func wrapped(_ runs: [PreviewRun], bold: Bool = false) -> [StyledLine] {
        var base = look
        base.isBold = base.isBold || bold
        return LineWrap.lines(spans(runs, base), width: readable)
    }

    private func named(_ name: String) -> [StyledLine] { LineWrap.lines([.init("[\(name)]", dim)], width: readable) }

    private func lines(_ item: PreviewListItem) -> [StyledLine] {
        let lead = String(repeating: "  ", count: item.level) + item.marker + " "
        return hanging(LineWrap.lines(spans(item.runs, look), width: readable - TerminalText.columns(of: lead)), lead)
    }

    private func indented(_ blocks: [PreviewBlock], by lead: String) -> [StyledLine] {
        let inner = BlockLayout(width: width - TerminalText.columns(of: lead), look: look, language: language)
        return inner.lines(blocks).map { StyledLine([.init(lead, dim)] + $0.spans) }
    }

    private func hanging(_ lines: [StyledLine], _ lead: String) -> [StyledLine] {
        let blank = String(repeating: " ", count: TerminalText.columns(of: lead))
        return lines.enumerated().map { index, line in
            StyledLine([.init(index == 0 ? lead : blank, look)] + line.spans)
        }
    }

    private func code(_ code: String, _ name: String?) -> [StyledLine] {
        var shade = look
        shade.colour = 36
        let lines = LineWrap.lines(
            [.init(code.isEmpty ? " " : code, shade)], width: readable - 2, keepsBlanks: true)
        return (name.map { named(language.say(DrawingPhrase.code, ["name": $0])) } ?? [])
            + lines.map { StyledLine([.init("  ")] + $0.spans) }
    }

    private func panel(_ title: [PreviewRun], _ isOpen: Bool, _ blocks: [PreviewBlock]) -> [StyledLine] {
        let head = hanging(wrapped(title, bold: true), isOpen ? "▾ " : "▸ ")
        return head + (isOpen ? [] : named(language.say(DrawingPhrase.closed))) + indented(blocks, by: "  ")
    }

    private func fields(_ fields: [PreviewField]) -> [StyledLine] {
        var lines: [StyledLine] = []
        var index = 0
        while index < fields.count {
            let isPair = fields[index].isShort && index + 1 < fields.count && fields[index + 1].isShort
            lines +=
                isPair ? side(by: [fields[index].blocks, fields[index + 1].blocks]) : self.lines(fields[index].blocks)
            index += isPair ? 2 : 1
        }
        return lines
    }

    private func side(by columns: [[PreviewBlock]]) -> [StyledLine] {
        guard columns.count > 1 else { return lines(columns.first ?? []) }
        let gap = Self.gap
        let each = (width - gap * (columns.count - 1)) / columns.count
        guard each >= Self.narrowestColumn else { return columns.flatMap(lines) }
        let drawn = columns.map { BlockLayout(width: each, look: look, language: language).lines($0) }
        return (0..<(drawn.map(\.count).max() ?? 0)).map { row in
            let cells = drawn.enumerated().map { index, column in
                let line = row < column.count ? column[row] : StyledLine()
                return index + 1 < drawn.count ? line.padded(to: each + gap) : line
            }
            return StyledLine(cells.flatMap(\.spans))
        }
    }
}
