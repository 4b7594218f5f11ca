extension BlockLayout {
    /// Runs with their looks; a link shows its address, since it may be another than its words say.
    func spans(_ runs: [PreviewRun], _ base: TerminalLook) -> [StyledLine.Span] {
        runs.flatMap { run -> [StyledLine.Span] in
            var look = base
            if run.style.contains(.bold) { look.isBold = true }
            if run.style.contains(.italic) { look.isItalic = true }
            if run.style.contains(.underline) { look.isUnderlined = true }
            if run.style.contains(.strike) { look.isStruck = true }
            if run.style.contains(.code) { look.colour = 36 }
            if let colour = run.colour { look.colour = TerminalColour.of(colour) ?? look.colour }
            switch run.kind {
            case .text: break
            case .mention: look.colour = 34
            case .emotion: return [.init(":\(run.text):", look)]
            case .label: return [.init("[\(run.text)]", look)]
            case .named: return [.init("[\(run.text)]", TerminalLook(isDim: true))]
            }
            guard let link = run.link else { return [.init(run.text, look)] }
            look.isUnderlined = true
            look.colour = look.colour ?? 34
            return run.text == link
                ? [.init(link, look)] : [.init(run.text, look), .init(" <\(link)>", TerminalLook(isDim: true))]
        }
    }

    /// A control as it is pressed, chosen or filled in, with what it opens or offers.
    func spans(_ control: PreviewControl) -> [StyledLine.Span] {
        var look = self.look
        let shown: String
        switch control.kind {
        case .button:
            if control.look.hasPrefix("primary") { look.colour = 34 }
            if control.look.hasPrefix("danger") { look.colour = 31 }
            look.isBold = true
            shown = "[ \(control.label) ]"
        case .select: shown = "[ \(control.label) ▾ ]"
        case .date: shown = "[ \(control.label) ▦ ]"
        case .input: shown = "[ \(control.label)________ ]"
        case .check: shown = "\(control.look == "on" ? "☑" : "☐") \(control.label)"
        case .menu: shown = "[ \(control.label) ]"
        }
        var spans = [StyledLine.Span(shown, look)]
        if let link = control.link { spans.append(.init(" <\(link)>", TerminalLook(isDim: true))) }
        if !control.options.isEmpty {
            spans.append(.init(" " + control.options.joined(separator: " / "), TerminalLook(isDim: true)))
        }
        for note in control.notes { spans.append(.init(" (\(note))", TerminalLook(isDim: true))) }
        return spans + [.init("  ")]
    }
}

/// Feishu's colours as far as a terminal has them.
enum TerminalColour {
    static func of(_ name: String) -> UInt8? {
        switch name {
        case "red", "carmine": 31
        case "green", "lime": 32
        case "yellow", "orange": 33
        case "blue", "wathet", "indigo": 34
        case "violet", "purple": 35
        case "turquoise": 36
        case "grey", "gray", "neutral": 90
        default: nil
        }
    }
}

extension BlockLayout {
    /// What plays has its time in front; a film's picture stands below it, by its name.
    func attachment(_ attachment: PreviewAttachment) -> [StyledLine] {
        let name = LineWrap.lines([.init("[\(attachment.caption(in: language))]", dim)], width: width)
        switch attachment.kind {
        case .file, .sticker: return name
        case .audio:
            let time = attachment.playTime
            let bar = String(repeating: "━", count: max(4, min(width, 40) - 3 - time.count))
            return [StyledLine([.init("▶ "), .init(bar, dim), .init(" \(time)")])] + name
        case .video:
            let cover =
                attachment.cover.map {
                    language.say(DrawingPhrase.cover, ["what": $0.caption(in: language)])
                } ?? language.say(DrawingPhrase.noCover)
            return [StyledLine([.init("▶ \(attachment.playTime)")])] + name
                + LineWrap.lines([.init("[\(cover)]", dim)], width: width)
        }
    }
}
