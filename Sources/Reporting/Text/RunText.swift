public import JobModel

public import struct Foundation.TimeZone

/// A run for people at a terminal.
public enum RunText {
    private static let barColumns = 30
    private static let mostProblems = 50

    /// The whole report: what it is, the balance sheet, the figures, the batches.
    public static func report(_ run: RunSummary, in zone: TimeZone) -> [String] {
        var lines = heading(run, in: zone)
        lines.append("")
        lines += figures(run, in: zone)
        for (index, line) in LeftOutText.lines(run.leftOut ?? LeftOuts()).enumerated() {
            lines.append((index == 0 ? "Left out" : "").padded(to: 12) + line)
        }
        if !run.waves.isEmpty {
            lines.append("")
            lines += waves(run.waves, in: zone)
        }
        let problems = run.batches.filter { $0.lastProblem != nil && $0.state != .accepted }
        if !run.batches.isEmpty {
            lines.append("")
            lines +=
                run.channel == .direct && run.batches.count > MessageTable.mostSingle
                ? MessageTable.lines(run.batches) : batches(run.batches)
        }
        if !problems.isEmpty {
            lines.append("")
            lines += problems.prefix(mostProblems).map { batch in
                "\(run.channel == .batch ? "batch" : "message") \(batch.ordinal)"
                    + (batch.recipient.map { " to \(TerminalText.escaped($0.id))" } ?? "")
                    + " \(batch.state.rawValue): " + TerminalText.escaped(batch.lastProblem ?? "")
            }
            if problems.count > mostProblems {
                lines.append("… and \(problems.count - mostProblems) more (see --json)")
            }
        }
        let invalid = run.batches.flatMap { batch in batch.invalidIDs.map { "batch \(batch.ordinal): \($0)" } }
        if !invalid.isEmpty {
            lines.append("")
            lines.append("Feishu does not know:")
            lines += invalid.prefix(20).map { "  " + TerminalText.escaped($0) }
            if invalid.count > 20 { lines.append("  … and \(invalid.count - 20) more (see --json)") }
        }
        return lines
    }

    /// Two lines that say which run this is and where it stands.
    public static func heading(_ run: RunSummary, in zone: TimeZone) -> [String] {
        var state = run.state.rawValue.replacing("_", with: " ")
        if run.recall != .none { state += ", recall \(run.recall.rawValue)" }
        var lines = [
            "\(TerminalText.escaped(run.title)) (\(run.job)\(run.isTest ? ", test" : ""))",
            "run \(run.id) · \(state) · \(Timestamp.local(run.startedAt ?? run.createdAt, in: zone))",
        ]
        if let reason = run.stateReason { lines.append("because \(TerminalText.escaped(reason))") }
        return lines
    }

    /// The balance sheet and the figures with their bars.
    public static func figures(_ run: RunSummary, in zone: TimeZone) -> [String] {
        var lines = ["\(run.unit.heading.padded(to: 12))\(run.people.equation)"]
        let progress = run.progress
        guard progress.sampledAt != nil else {
            lines.append("Delivery    not asked yet; larkcast poll \(run.id)")
            return lines
        }
        let looked = lookedAt(run).map { ", of \($0)" } ?? ""
        lines.append(
            figure(
                "Delivered", progress.delivered, of: progress.valid,
                note: "of \(Figure.grouped(progress.valid)) valid\(looked)"))
        lines.append(figure("Read", progress.read, of: progress.delivered, note: "at least"))
        if run.recall != .none {
            lines.append(figure("Taken back", progress.recalled, of: progress.delivered, note: "of the delivered"))
        }
        if let sampledAt = progress.sampledAt {
            lines.append("            as of \(Timestamp.local(sampledAt, in: zone))")
        }
        return lines
    }

    /// How much of what was sent the figures are about; `nil` when it is all of it, or nobody can tell.
    private static func lookedAt(_ run: RunSummary) -> String? {
        let sent = run.batches.filter { [.accepted, .acceptedWithoutID, .resolvedSent].contains($0.state) }
        let known = sent.count { $0.progress.valid != nil || $0.progress.delivered != nil }
        guard known < sent.count else { return nil }
        let noun = run.channel == .batch ? "batches" : "messages"
        return "\(Figure.grouped(known)) of \(Figure.grouped(sent.count)) \(noun) looked at"
    }

    private static func figure(_ name: String, _ part: Int?, of whole: Int?, note: String) -> String {
        let bar = Bar.text(part, of: whole, columns: barColumns)
        let share = Figure.percent(part, of: whole)
        return "\(name.padded(to: 12))\(bar) \(share.padded(to: 8)) \(Figure.grouped(part)) \(note)"
    }

    private static func waves(_ waves: [WaveSummary], in zone: TimeZone) -> [String] {
        var table = TextTable([
            .init(heading: "Wave", isNumeric: true), .init(heading: "State"), .init(heading: "Batches"),
            .init(heading: "Ids", isNumeric: true), .init(heading: "Leaves"),
        ])
        for wave in waves {
            let batches = wave.ordinals
            table.append([
                String(wave.number), wave.state.rawValue.replacing("_", with: " "),
                batches.count == 1 ? "\(batches.lowerBound)" : "\(batches.lowerBound)–\(batches.upperBound)",
                Figure.grouped(wave.recipients),
                wave.opensAt.map { Timestamp.local($0, in: zone) } ?? (wave.number == 1 ? "at the start" : "–"),
            ])
        }
        return table.lines()
    }

    private static func batches(_ batches: [BatchSummary]) -> [String] {
        var table = TextTable([
            .init(heading: "#", isNumeric: true), .init(heading: "Batch"), .init(heading: "State"),
            .init(heading: "Ids", isNumeric: true), .init(heading: "Invalid", isNumeric: true),
            .init(heading: "Delivered", isNumeric: true), .init(heading: "Read", isNumeric: true),
            .init(heading: "Tries", isNumeric: true), .init(heading: "Message id"),
        ])
        for batch in batches {
            table.append([
                String(batch.ordinal), TerminalText.truncated(batch.label, toColumns: 28),
                batch.recall.map { "\(batch.state.rawValue), recall \($0.rawValue)" } ?? batch.state.rawValue,
                Figure.grouped(batch.recipients), Figure.grouped(batch.invalidIDs.count),
                Figure.grouped(batch.progress.delivered), Figure.grouped(batch.progress.read), String(batch.attempts),
                batch.batchMessageID ?? "–",
            ])
        }
        return table.lines()
    }
}

extension String {
    /// The text with spaces behind it up to a number of columns.
    func padded(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - TerminalText.columns(of: self)))
    }
}
