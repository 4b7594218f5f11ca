public import JobModel

/// A message on a terminal: each language in a box of its own.
public enum TerminalPreview {
    /// The frame and the blanks inside it.
    private static let frame = 4
    private static let widest = BlockLayout.readableWidth + frame
    private static let narrowest = 24

    /// The boxes, one below the other; one with a table takes as much of the terminal as the table wants.
    public static func lines(
        _ preview: MessagePreview, columns: Int, in language: Language = .english
    ) -> [StyledLine] {
        preview.variants.flatMap { variant in
            let wanted = max(widest, BlockLayout.wanted(by: variant.blocks) + frame)
            let width = min(max(columns, narrowest), wanted)
            let name = [preview.kind(in: language), preview.readers(of: variant, in: language)].compactMap(\.self)
                .joined(
                    separator: " · ")
            return box(content(variant, width: width - frame, in: language), name: name, width: width)
        }
    }

    /// How much of Feishu's limit the largest request takes.
    public static func meter(_ size: RequestSize, in language: Language = .english) -> StyledLine {
        let share = Double(size.bytes) / Double(max(size.limit, 1))
        let colour: UInt8? = share > 0.95 ? 31 : share > 0.8 ? 33 : nil
        return StyledLine([
            .init(size.sentence(in: language) + " "),
            .init("▏" + Bar.text(size.bytes, of: size.limit, columns: 20) + "▕", TerminalLook(colour: colour)),
            .init(" " + Figure.percent(size.bytes, of: size.limit)),
        ])
    }

    private static func content(
        _ variant: PreviewVariant, width: Int, in language: Language
    ) -> [StyledLine] {
        let layout = BlockLayout(width: width, language: language)
        var lines: [StyledLine] = []
        if let header = variant.header {
            lines += layout.header(header)
            lines.append(StyledLine(String(repeating: "─", count: width), TerminalLook(isDim: true)))
        }
        return lines + layout.lines(variant.blocks)
    }

    private static func box(_ lines: [StyledLine], name: String, width: Int) -> [StyledLine] {
        let look = TerminalLook(isDim: true)
        let shown = TerminalText.truncated(TerminalText.escaped(name), toColumns: width - 6)
        let rest = width - 5 - TerminalText.columns(of: shown)
        let top = StyledLine("╭─ \(shown) " + String(repeating: "─", count: max(0, rest)) + "╮", look)
        let bottom = StyledLine("╰" + String(repeating: "─", count: width - 2) + "╯", look)
        let body = lines.map { line in
            StyledLine([.init("│ ", look)] + line.padded(to: width - frame).spans + [.init(" │", look)])
        }
        return [top] + body + [bottom]
    }
}
