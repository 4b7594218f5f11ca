public import JobModel

/// A run for people at a terminal.
public enum RunText {
    private static let widestBar = 30
    private static let mostProblems = 50
    private static let mostInvalid = 20

    /// The whole report: what it is, the balance sheet, the figures and how they grew, the batches.
    public static func report(_ run: RunSummary, curve: RunCurve? = nil, on surface: TextSurface) -> [String] {
        var lines = heading(run, on: surface)
        lines.append("")
        lines += figures(run, on: surface)
        if let curve { lines += Spark.lines(curve, startedAt: run.startedAt, on: surface) }
        for (index, line) in LeftOutText.lines(run.leftOut ?? LeftOuts(), surface.language).enumerated() {
            lines += surface.row(index == 0 ? surface.say(RunPhrase.leftOut) : "", line)
        }
        for (index, warning) in run.warnings.enumerated() {
            lines += surface.row(
                index == 0 ? surface.say(RunPhrase.warnings) : "",
                TerminalText.escaped(surface.language.remark(stored: warning)))
        }
        for part in [waves(run, on: surface), batches(run, on: surface), problems(run, surface), invalid(run, surface)]
        where !part.isEmpty {
            lines += [""] + part
        }
        return lines
    }

    /// Two lines that say which run this is and where it stands.
    public static func heading(_ run: RunSummary, on surface: TextSurface) -> [String] {
        var state = surface.language.name(run.state).replacing("_", with: " ")
        if run.recall != .none {
            state += surface.language == .english ? ", " : "，"
            state += surface.say(RunPhrase.recall, ["state": surface.language.name(run.recall)])
        }
        let test = run.isTest ? ", " + surface.say(RunPhrase.test) : ""
        let started = run.startedAt ?? run.createdAt
        var lines = [
            "\(TerminalText.escaped(run.title)) (\(run.job)\(test))",
            surface.fitting(
                surface.time(started), surface.brief(started),
                behind: "\(surface.say(RunPhrase.run)) \(run.id) · \(state) · "),
        ]
        if let reason = run.stateReason {
            let words = TerminalText.escaped(surface.language.reason(reason))
            lines.append(surface.say(RunPhrase.because, ["reason": words]))
        }
        return lines
    }

    /// The balance sheet and the figures with their bars.
    public static func figures(_ run: RunSummary, on surface: TextSurface) -> [String] {
        var lines = sheet(run, on: surface)
        let progress = run.progress
        guard let sampledAt = progress.sampledAt else {
            let words = surface.say(RunPhrase.notAsked, ["run": run.id.rawValue])
            return lines + surface.row(surface.say(RunPhrase.delivery), words)
        }
        let valid = surface.say(RunPhrase.ofValid, ["whole": Figure.grouped(progress.valid)])
        let delivered = (progress.delivered, progress.valid, valid + lookedAt(run, surface))
        var rows = [(RunPhrase.delivered, delivered)]
        rows.append((.read, (progress.read, progress.readOf, surface.say(RunPhrase.atLeast))))
        if run.recall != .none {
            rows.append((.takenBack, takenBack(run.recallShare, surface)))
        }
        let notes = rows.map { "\(Figure.grouped($0.1.0)) \($0.1.2)" }
        let widest = notes.map(TerminalText.columns).max() ?? 0
        let bar =
            surface.columns.map { min(widestBar, max(4, $0 - TextSurface.labelColumns - 10 - widest)) } ?? widestBar
        for ((label, (part, whole, _)), note) in zip(rows, notes) {
            let share = Figure.percent(part, of: whole)
            lines.append(
                surface.say(label).padded(to: TextSurface.labelColumns) + Bar.text(part, of: whole, columns: bar) + " "
                    + share.padded(to: 8) + " " + note)
        }
        return lines + surface.row("", surface.say(RunPhrase.asOf, ["time": surface.time(sampledAt)]))
    }

    /// What was taken back of what people got, and how many still have it.
    private static func takenBack(_ share: RecallShare, _ surface: TextSurface) -> (Int?, Int?, String) {
        guard let left = share.left, left > 0 else {
            return (share.recalled, share.reached, surface.say(RunPhrase.ofDelivered))
        }
        let words = surface.language.say(RunPhrase.stillThere, count: left, ["whole": Figure.grouped(share.reached)])
        return (share.recalled, share.reached, words)
    }

    /// The balance sheet; one line where there is room.
    public static func sheet(_ run: RunSummary, on surface: TextSurface) -> [String] {
        surface.row(surface.say(RunPhrase(run.unit)), run.people.equation(in: surface.language))
    }

    /// How much of what was sent the figures are about; empty when it is all of it, or nobody can tell.
    private static func lookedAt(_ run: RunSummary, _ surface: TextSurface) -> String {
        guard run.looked.isPart else { return "" }
        return surface.say(
            run.channel == .batch ? RunPhrase.batchesLookedAt : .messagesLookedAt,
            ["known": Figure.grouped(run.looked.known), "all": Figure.grouped(run.looked.taken)])
    }

    // MARK: Tables

    private static func waves(_ run: RunSummary, on surface: TextSurface) -> [String] {
        var table = TextTable([
            .init(heading: surface.say(RunPhrase.wave), isNumeric: true),
            .init(heading: surface.say(RunPhrase.state)), .init(heading: surface.say(RunPhrase.batches), rank: 0),
            .init(heading: surface.say(RunPhrase.ids), isNumeric: true),
            .init(heading: surface.say(RunPhrase.leaves)),
        ])
        for wave in run.waves {
            let batches = wave.ordinals
            table.append([
                String(wave.number), surface.language.name(wave.state).replacing("_", with: " "),
                batches.count == 1 ? "\(batches.lowerBound)" : "\(batches.lowerBound)–\(batches.upperBound)",
                Figure.grouped(wave.recipients),
                wave.opensAt.map { surface.brief($0) }
                    ?? (wave.number == 1 ? surface.say(RunPhrase.atTheStart) : "–"),
            ])
        }
        return table.lines(width: surface.columns)
    }

    private static func batches(_ run: RunSummary, on surface: TextSurface) -> [String] {
        guard run.channel == .batch || run.batches.count <= MessageTable.mostSingle else {
            return MessageTable.lines(run.batches, on: surface)
        }
        var table = TextTable([
            .init(heading: surface.say(RunPhrase.number), isNumeric: true),
            .init(heading: surface.say(RunPhrase.batch), narrowest: 8),
            .init(heading: surface.say(RunPhrase.state), narrowest: 8),
            .init(heading: surface.say(RunPhrase.ids), isNumeric: true, rank: 3),
            .init(heading: surface.say(RunPhrase.invalid), isNumeric: true, rank: 2),
            .init(heading: surface.say(RunPhrase.delivered), isNumeric: true),
            .init(heading: surface.say(RunPhrase.read), isNumeric: true),
            .init(heading: surface.say(RunPhrase.tries), isNumeric: true, rank: 1),
            .init(heading: surface.say(RunPhrase.messageID), rank: 0),
        ])
        for batch in run.batches {
            var state = surface.language.name(batch.state)
            if let recall = batch.recall {
                state += ", " + surface.say(RunPhrase.recall, ["state": surface.language.name(recall)])
            }
            table.append([
                String(batch.ordinal), TerminalText.truncated(surface.language.label(batch.label), toColumns: 28),
                state,
                Figure.grouped(batch.recipients), Figure.grouped(batch.invalidIDs.count),
                Figure.grouped(batch.progress.delivered), Figure.grouped(batch.progress.read), String(batch.attempts),
                batch.batchMessageID ?? "–",
            ])
        }
        return table.lines(width: surface.columns)
    }

    // MARK: What went wrong

    private static func problems(_ run: RunSummary, _ surface: TextSurface) -> [String] {
        let problems = run.batches.filter { $0.problem != nil }
        var lines = problems.prefix(mostProblems).map { batch in
            let to = batch.recipient.map { surface.say(RunPhrase.to, ["id": TerminalText.escaped($0.id)]) }
            return surface.say(
                run.channel == .batch ? RunPhrase.problemOfBatch : .problemOfMessage,
                [
                    "batch": String(batch.ordinal), "to": to ?? "", "state": surface.language.name(batch.state),
                    "problem": TerminalText.escaped(surface.language.problem(of: batch, on: run.channel)),
                ])
        }
        if problems.count > mostProblems { lines.append(more(problems.count - mostProblems, surface)) }
        return lines
    }

    private static func invalid(_ run: RunSummary, _ surface: TextSurface) -> [String] {
        let invalid = run.batches.flatMap { batch in
            batch.invalidIDs.map {
                surface.say(
                    RunPhrase.batchHas, ["batch": String(batch.ordinal), "id": TerminalText.escaped($0)])
            }
        }
        guard !invalid.isEmpty else { return [] }
        var lines = [surface.say(RunPhrase.unknownToFeishu)] + invalid.prefix(mostInvalid).map { "  " + $0 }
        if invalid.count > mostInvalid { lines.append("  " + more(invalid.count - mostInvalid, surface)) }
        return lines
    }

    private static func more(_ count: Int, _ surface: TextSurface) -> String {
        surface.say(RunPhrase.more, ["count": String(count)])
    }
}

extension RunPhrase {
    /// What is counted, as the first of a line.
    init(_ unit: AudienceUnit) {
        self =
            switch unit {
            case .people: .people
            case .departments: .departments
            case .chats: .chats
            }
    }
}

extension String {
    /// The text with spaces behind it up to a number of columns.
    func padded(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - TerminalText.columns(of: self)))
    }
}
