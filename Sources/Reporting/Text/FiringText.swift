public import JobModel

/// Firings for people and for calendars.
public enum FiringText {
    /// The table, in the order given; nothing when there are no firings.
    public static func table(_ firings: [Firing]) -> [String] {
        var table = TextTable([
            .init(heading: "Local"), .init(heading: "Zone"), .init(heading: "UTC"), .init(heading: "Job"),
            .init(heading: "Note"),
        ])
        for firing in firings {
            let occurrence = firing.occurrence
            table.append([
                local(firing), occurrence.zone, firing.takesPlace ? Timestamp.utc(occurrence.instant) : "–",
                occurrence.job, firing.note,
            ])
        }
        return table.lines()
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
    public static func next(_ firings: [Firing]) -> [String] {
        firings.map { firing in
            let note = firing.note
            return "\(local(firing)) \(firing.occurrence.zone) = \(Timestamp.utc(firing.occurrence.instant))"
                + (note.isEmpty ? "" : " (\(note))")
        }
    }

    /// `Tue 2026-02-17 09:00`, the weekday first since that is what a slip in a cron expression shows in.
    private static func local(_ firing: Firing) -> String {
        let shown = firing.local.replacing("T", with: " ")
        guard let day = CivilDay(String(shown.prefix(10)), since: 1970) else { return shown }
        return day.named + shown.dropFirst(10)
    }
}
