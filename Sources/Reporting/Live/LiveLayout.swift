import JobModel

/// A run that moves, as lines for a terminal of some width.
///
/// What matters most comes first, so that a low terminal loses the least.
public struct LiveLayout: Sendable {
    /// Narrower than this nothing is laid out; the terminal wraps it then.
    public static let narrowest = 40
    private static let widestBar = 30
    private static let narrowestBar = 4
    private static let barLook = TerminalLook(colour: 36)
    private static let alarm = TerminalLook(colour: 33, isBold: true)
    private static let quiet = TerminalLook(isDim: true)

    /// A bar with its share and figures.
    private struct Stage {
        var label: LivePhrase
        var share: Share
        var figures: String
        var isKnown: Bool
    }

    private let language: Language
    private let columns: Int
    private let rows: Int
    private let now: Int64
    private let isWatching: Bool

    /// Creates a layout.
    ///
    /// - Parameters:
    ///   - language: In which to say it.
    ///   - columns: Columns of the terminal; the last one stays free, since a full line would wrap.
    ///   - rows: Most lines.
    ///   - now: The present instant, in milliseconds since 1970 UTC.
    ///   - isWatching: Whether the run is sent elsewhere, which then is said.
    public init(_ language: Language, columns: Int, rows: Int, now: Int64, isWatching: Bool = false) {
        self.language = language
        self.columns = max(columns, Self.narrowest) - 1
        self.rows = rows
        self.now = now
        self.isWatching = isWatching
    }

    /// The lines, none as wide as the terminal.
    public func lines(_ run: LiveRun) -> [StyledLine] {
        var lines = [heading(run)] + bars(stages(run), of: labelColumns(run))
        for (label, parts, look) in remarks(run) where !parts.isEmpty {
            lines += remark(label, parts, look, labelColumns(run))
        }
        if isWatching {
            lines.append(StyledLine(cut(language.say(LivePhrase.watching), to: columns), Self.quiet))
        }
        return Array(lines.prefix(max(1, rows)))
    }

    // MARK: The heading

    /// The title gives way to what is said about it.
    private func heading(_ run: LiveRun) -> StyledLine {
        var state = language.say(StatePhrase(run.state))
        if run.isTakenBack { state += " · " + language.say(StatePhrase(run.recall)) }
        var rest = " · " + run.id.rawValue + " · " + state
        if TerminalText.columns(of: rest) > columns * 2 / 3 { rest = " · " + state }
        rest = cut(rest, to: columns - 8)
        let title = cut(TerminalText.escaped(run.title), to: columns - TerminalText.columns(of: rest))
        return StyledLine([.init(title, TerminalLook(isBold: true)), .init(rest)])
    }

    // MARK: The bars

    private func stages(_ run: LiveRun) -> [Stage] {
        let progress = run.progress
        var stages = [
            stage(.sent, run.sent, .sent(by: run.channel)),
            stage(.delivered, Share(progress.delivered, of: progress.valid), .valid),
            stage(.read, Share(progress.read, of: progress.readOf), .readOf),
        ]
        if run.isTakenBack {
            stages.append(stage(.takenBack, run.takenBack, .takenBackOf))
        }
        return stages
    }

    private func stage(_ label: LivePhrase, _ share: Share, _ figures: LivePhrase) -> Stage {
        let isKnown = share.part != nil || share.whole != nil
        let text = language.say(isKnown ? figures : .notAsked, isKnown ? values(share) : [:])
        return Stage(label: label, share: share, figures: text, isKnown: isKnown)
    }

    /// Bars of one width beside figures in one column; words go first where there is no room, then the bars.
    private func bars(_ stages: [Stage], of labels: Int) -> [StyledLine] {
        let percents = 7
        func widest(_ texts: [String]) -> Int { texts.map(TerminalText.columns).max() ?? 0 }
        let short = stages.map { stage in
            stage.isKnown ? "\(language.number(stage.share.part))/\(language.number(stage.share.whole))" : ""
        }
        var figures = stages.map(\.figures)
        var bar = columns - labels - percents - 1 - widest(figures)
        if bar < 10 {
            figures = short
            bar = columns - labels - percents - 1 - widest(figures)
        }
        bar = bar < Self.narrowestBar ? 0 : min(bar, Self.widestBar)
        return zip(stages, figures).map { stage, figures in
            let percent = language.percent(stage.share.part, of: stage.share.whole)
            var spans = [StyledLine.Span(language.say(stage.label).padded(to: labels))]
            if bar > 0 {
                spans.append(.init(Bar.text(stage.share.part, of: stage.share.whole, columns: bar), Self.barLook))
            }
            spans.append(.init(String(repeating: " ", count: max(1, percents - percent.count)) + percent))
            let used = labels + bar + percents + 1
            if !figures.isEmpty { spans.append(.init(" " + cut(figures, to: columns - used))) }
            return StyledLine(spans)
        }
    }

    // MARK: What is said below

    private func remarks(_ run: LiveRun) -> [(LivePhrase, [String], TerminalLook)] {
        [
            (.pace, pace(run), TerminalLook()),
            (.doubt, doubt(run), Self.alarm),
            (run.pause?.milliseconds == nil ? .because : .waiting, pause(run), TerminalLook(colour: 33)),
            (.wave, wave(run), TerminalLook()),
            (.limits, limits(run), Self.quiet),
            (.figures, figures(run), Self.quiet),
        ]
    }

    private func pace(_ run: LiveRun) -> [String] {
        guard let pace = run.pace else { return [] }
        let unit = run.isTakenBack ? .peoplePerSecond : LivePhrase.perSecond(by: run.channel)
        var parts = [language.say(unit, ["rate": Self.rate(pace.perSecond)])]
        guard let left = pace.secondsLeft else { return parts }
        let (from, to) = (Self.calm(left.lowerBound), Self.calm(left.upperBound))
        if from == to {
            parts.append(language.say(LivePhrase.left, ["time": language.duration(seconds: from)]))
        } else {
            parts.append(
                language.say(
                    LivePhrase.leftBetween,
                    ["from": language.duration(seconds: from), "to": language.duration(seconds: to)]))
        }
        return parts
    }

    private func doubt(_ run: LiveRun) -> [String] {
        guard run.inDoubt > 0 else { return [] }
        return [language.say(run.channel == .batch ? LivePhrase.batchesInDoubt : .messagesInDoubt, count: run.inDoubt)]
    }

    private func pause(_ run: LiveRun) -> [String] {
        guard let pause = run.pause else { return [] }
        let reason = TerminalText.escaped(language.reason(pause.reason))
        guard let milliseconds = pause.milliseconds else { return [reason] }
        let time = language.duration(seconds: Int((milliseconds + 999) / 1000))
        return [language.say(LivePhrase.waitFor, ["time": time, "reason": reason])]
    }

    private func wave(_ run: LiveRun) -> [String] {
        guard let wave = run.wave else { return [] }
        var parts = [
            language.say(LivePhrase.waveOf, ["number": String(wave.number), "count": String(wave.count)])
        ]
        if wave.number == wave.count {
            parts.append(language.say(LivePhrase.waveLast))
        } else if let next = wave.nextAt {
            parts.append(language.say(LivePhrase.waveNext, ["time": language.relative(next, to: now)]))
        }
        return parts
    }

    /// What the figures are about: 100 % of one batch is not 100 % of all.
    private func figures(_ run: LiveRun) -> [String] {
        var parts: [String] = []
        if let part = run.lookedAt.part, let whole = run.lookedAt.whole, part > 0, part < whole {
            let unit = run.channel == .batch ? LivePhrase.batchesLookedAt : .messagesLookedAt
            parts.append(language.say(unit, values(run.lookedAt)))
        }
        if let next = run.nextLook { parts.append(language.say(LivePhrase.nextLook, ["time": ahead(next)])) }
        return parts
    }

    private func limits(_ run: LiveRun) -> [String] {
        guard let limits = run.limits else { return [] }
        return [
            language.say(LivePhrase.lastSecond, values(limits.second)),
            language.say(LivePhrase.lastMinute, values(limits.minute)),
            limits.month.whole == nil
                ? language.say(LivePhrase.monthWithoutLimit, ["part": language.number(limits.month.part)])
                : language.say(LivePhrase.month, values(limits.month)),
        ]
    }

    /// Parts behind a label, as many in a line as there is room for.
    private func remark(_ label: LivePhrase, _ parts: [String], _ look: TerminalLook, _ labels: Int) -> [StyledLine] {
        let room = columns - labels
        var texts: [String] = []
        for part in parts {
            if let last = texts.last, TerminalText.columns(of: last + part) + 3 <= room {
                texts[texts.count - 1] = last + " · " + part
            } else {
                texts.append(cut(part, to: room))
            }
        }
        return texts.enumerated().map { index, text in
            StyledLine([.init((index == 0 ? language.say(label) : "").padded(to: labels)), .init(text, look)])
        }
    }

    // MARK: Figures

    /// Columns of the labels: those of the longest that is ever there, so that nothing jumps when it appears.
    private func labelColumns(_ run: LiveRun) -> Int {
        let labels: [LivePhrase] = [
            .sent, .delivered, .read, .takenBack, .pace, .doubt, .waiting, .because, .wave, .limits, .figures,
        ]
        return 2 + (labels.map { TerminalText.columns(of: language.say($0)) }.max() ?? 0)
    }

    private func values(_ share: Share) -> [String: String] {
        ["part": language.number(share.part), "whole": language.number(share.whole)]
    }

    private func ahead(_ milliseconds: Int64) -> String { language.relative(now + milliseconds, to: now) }

    private func cut(_ text: String, to columns: Int) -> String {
        TerminalText.truncated(text, toColumns: max(1, columns))
    }

    /// `16.4` below a hundred, whole numbers above.
    private static func rate(_ perSecond: Double) -> String {
        guard perSecond < 100 else { return Figure.grouped(Int(perSecond.rounded())) }
        let tenths = Int((perSecond * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// Seconds as exactly as anybody can know them: what changes with every look tells nothing.
    private static func calm(_ seconds: Int) -> Int {
        let step =
            switch seconds {
            case ..<60: 5
            case ..<600: 10
            case ..<3600: 60
            case ..<86_400: 600
            default: 3600
            }
        return (seconds + step - 1) / step * step
    }
}
