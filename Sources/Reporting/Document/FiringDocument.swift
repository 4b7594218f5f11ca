public import JobModel
public import StrictJSON

/// Firings for programs: what `schedule` and `plan` print with `--json`.
public enum FiringDocument {
    /// One firing.
    public static func json(_ firing: Firing) -> JSONValue {
        let occurrence = firing.occurrence
        return [
            "job": .string(occurrence.job), "local": .string(firing.local),
            "utc": .string(Timestamp.utc(occurrence.instant)), "zone": .string(occurrence.zone),
            "note": .string(firing.note), "occurrence": .string(occurrence.key), "due_now": .bool(firing.isDueNow),
            "start_by": .string(Timestamp.utc(firing.timetable.startBy(occurrence))),
        ]
    }

    /// One occurrence that the calendar cancels.
    public static func json(cancelled firing: Firing) -> JSONValue {
        let occurrence = firing.occurrence
        return [
            "job": .string(occurrence.job), "local": .string(firing.local),
            "zone": .string(occurrence.zone), "note": .string(occurrence.note), "occurrence": .string(occurrence.key),
        ]
    }

    /// The whole `schedule` document.
    public static func json(_ firings: [Firing], problems: [JSONValue], warnings: [String]) -> JSONValue {
        let dataVersion = firings.first?.timetable.rules.dataVersion
        return [
            "firings": .array(firings.filter(\.takesPlace).map { json($0) }),
            "cancelled": .array(firings.filter { !$0.takesPlace }.map { json(cancelled: $0) }),
            "tzdata": dataVersion.map { .string($0) } ?? .null, "problems": .array(problems),
            "warnings": .array(warnings.map { .string($0) }),
        ]
    }
}
