public import JobModel

public import struct Foundation.TimeZone

/// Many runs for people at a terminal, one a line.
public enum RunListText {
    /// The table, newest run first as given; nothing when there are no runs.
    public static func table(_ runs: [RunSummary], in zone: TimeZone) -> [String] {
        var table = TextTable([
            .init(heading: "Run"), .init(heading: "Job"), .init(heading: "State"), .init(heading: "Started"),
            .init(heading: "Targeted", isNumeric: true), .init(heading: "Accepted", isNumeric: true),
            .init(heading: "Delivered", isNumeric: true), .init(heading: "Read", isNumeric: true),
            .init(heading: "Recall"), .init(heading: "Title"),
        ])
        for run in runs {
            table.append([
                run.id.rawValue, run.isTest ? "\(run.job) (test)" : run.job,
                run.state.rawValue.replacing("_", with: " "),
                Timestamp.local(run.startedAt ?? run.createdAt, in: zone), Figure.grouped(run.people.targeted),
                Figure.grouped(run.people.accepted), Figure.grouped(run.progress.delivered),
                Figure.grouped(run.progress.read), run.recall == .none ? "–" : run.recall.rawValue,
                TerminalText.truncated(run.title, toColumns: 40),
            ])
        }
        return table.lines()
    }
}
