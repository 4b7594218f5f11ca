public import JobModel

/// Many runs for people at a terminal, one a line.
public enum RunListText {
    /// The table, newest run first as given; nothing when there are no runs.
    public static func table(_ runs: [RunSummary], on surface: TextSurface) -> [String] {
        var table = TextTable([
            .init(heading: surface.say(RunPhrase.runs)),
            .init(heading: surface.say(RunPhrase.job), narrowest: 12), .init(heading: surface.say(RunPhrase.state)),
            .init(heading: surface.say(RunPhrase.started), rank: 5),
            .init(heading: surface.say(RunPhrase.targetedPeople), isNumeric: true, rank: 1),
            .init(heading: surface.say(RunPhrase.accepted), isNumeric: true, rank: 4),
            .init(heading: surface.say(RunPhrase.delivered), isNumeric: true, rank: 2),
            .init(heading: surface.say(RunPhrase.read), isNumeric: true, rank: 3),
            .init(heading: surface.say(RunPhrase.recallState), rank: 0),
            .init(heading: surface.say(RunPhrase.title), narrowest: 12, rank: 6),
        ])
        for run in runs {
            table.append([
                run.id.rawValue, run.isTest ? "\(run.job) (\(surface.say(RunPhrase.test)))" : run.job,
                surface.language.name(run.state).replacing("_", with: " "),
                surface.brief(run.startedAt ?? run.createdAt),
                Figure.grouped(run.people.targeted), Figure.grouped(run.people.accepted),
                Figure.grouped(run.progress.delivered), Figure.grouped(run.progress.read),
                run.recall == .none ? "–" : surface.language.name(run.recall),
                TerminalText.truncated(run.title, toColumns: 40),
            ])
        }
        return table.lines(width: surface.columns)
    }
}
