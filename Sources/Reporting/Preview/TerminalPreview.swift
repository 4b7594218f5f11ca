public import JobModel

/// A message on a terminal: each language in a box of its own.
public enum TerminalPreview {
    /// Wider than this, lines are hard to read.
    private static let widest = 76
    private static let narrowest = 24

    /// The boxes, one below the other.
    public static func lines(_ preview: MessagePreview, columns: Int) -> [StyledLine] {
        let width = min(max(columns, narrowest), widest)
        return preview.variants.flatMap { variant in
            let name = [preview.kind, variant.language].compactMap(\.self).joined(separator: " · ")
            return box(content(variant, width: width - 4), name: name, width: width)
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

    private static func content(_ variant: PreviewVariant, width: Int) -> [StyledLine] {
        let layout = BlockLayout(width: width)
        var lines: [StyledLine] = []
        if let header = variant.header {
            lines += layout.header(header)
            lines.append(StyledLine(String(repeating: "─", count: width), TerminalLook(isDim: true)))
        }
        return lines + layout.lines(variant.blocks)
    }

    private static func box(_ lines: [StyledLine], name: String, width: Int) -> [StyledLine] {
        let frame = TerminalLook(isDim: true)
        let shown = TerminalText.truncated(TerminalText.escaped(name), toColumns: width - 6)
        let rest = width - 5 - TerminalText.columns(of: shown)
        let top = StyledLine("╭─ \(shown) " + String(repeating: "─", count: max(0, rest)) + "╮", frame)
        let bottom = StyledLine("╰" + String(repeating: "─", count: width - 2) + "╯", frame)
        let body = lines.map { line in
            StyledLine([.init("│ ", frame)] + line.padded(to: width - 4).spans + [.init(" │", frame)])
        }
        return [top] + body + [bottom]
    }
}
