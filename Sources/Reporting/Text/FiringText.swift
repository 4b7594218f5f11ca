public import JobModel

/// Firings for people and for calendars.
public enum FiringText {
    /// The table, in the order given; nothing when there are no firings.
    ///
    /// - Parameters:
    ///   - firings: The firings.
    ///   - language: The language of headings and notes.
    ///   - columns: Columns of the terminal; `nil` for a file or a program.
    /// - Returns: the lines, with their headings.
    public static func table(
        _ firings: [Firing], _ language: Language = .english, columns: Int? = nil
    ) -> [String] {
        var table = TextTable([
            .init(heading: language.say(FiringPhrase.local)), .init(heading: language.say(FiringPhrase.zone), rank: 1),
            .init(heading: language.say(FiringPhrase.utc), rank: 0),
            .init(heading: language.say(FiringPhrase.job), narrowest: 8),
            .init(heading: language.say(FiringPhrase.note), narrowest: 12),
        ])
        for firing in firings {
            let occurrence = firing.occurrence
            table.append([
                local(firing, language), occurrence.zone,
                firing.takesPlace ? Timestamp.utc(occurrence.instant) : "–", occurrence.job, language.note(firing),
            ])
        }
        return table.lines(width: columns)
    }

    /// The iCalendar document; what does not take place is not in it.
    public static func calendar(_ firings: [Firing], at now: Int64) -> String {
        ICalendar.document(
            firings.filter(\.takesPlace).map { firing in
                ICalendar.Event(
                    uid: "\(firing.occurrence.job)-\(firing.occurrence.key)@larkcast",
                    instant: firing.occurrence.instant, summary: firing.title,
                    description: [
                        "larkcast \(firing.occurrence.job), \(firing.local) "
                            + firing.occurrence.zone, firing.note,
                    ].filter { !$0.isEmpty }.joined(separator: "\n"))
            }, stamp: now)
    }

    /// The next firings for a plan's summary, one a line.
    public static func next(_ firings: [Firing], _ language: Language = .english) -> [String] {
        firings.map { firing in
            let note = language.note(firing)
            return "\(local(firing, language)) \(firing.occurrence.zone) = \(Timestamp.utc(firing.occurrence.instant))"
                + (note.isEmpty ? "" : " (\(note))")
        }
    }

    /// `Tue 2026-02-17 09:00`, the weekday first since that is what a slip in a cron expression shows in.
    private static func local(_ firing: Firing, _ language: Language) -> String {
        let shown = firing.local.replacing("T", with: " ")
        guard let day = CivilDay(String(shown.prefix(10)), since: 1970) else { return shown }
        return language.named(day) + shown.dropFirst(10)
    }
}
