import JobEngine
import JobModel
import JobStore
import Reporting

extension PreparedJob {
    /// When the job fires; `nil` for one on demand, or with problems.
    var timetable: Timetable? {
        guard let manifest, let schedule = manifest.schedule, let rules = FoundationZoneRules(schedule.timezone) else {
            return nil
        }
        return Timetable(job: manifest.job, schedule: schedule, rules: rules, calendar: calendar)
    }

    /// The occurrences in a stretch of time, cancelled ones included.
    func firings(after start: Int64, through end: Int64) -> [Firing] {
        guard let timetable else { return [] }
        return timetable.occurrences(after: start, through: end).map {
            Firing(occurrence: $0, timetable: timetable, title: title)
        }
    }

    /// The next firings after an instant.
    func nextFirings(_ count: Int, after now: Int64) -> [Firing] {
        guard let timetable else { return [] }
        return timetable.firings(count, after: now).map {
            Firing(occurrence: $0, timetable: timetable, title: title)
        }
    }

    /// The firing that starts at once although its time has passed; `nil` when there is none, or nobody can tell.
    func firingDueNow(_ due: DueNow?) async -> Firing? {
        guard let timetable, let due, let occurrence = try? await due.occurrence(of: timetable) else { return nil }
        return Firing(occurrence: occurrence, timetable: timetable, title: title, isDueNow: true)
    }

    /// What people call the job.
    private var title: String { manifest.map { $0.title ?? $0.job } ?? "" }
}

extension Invocation {
    /// What `tick` would start now, by the store of a profile; without one, as if every job were new.
    func dueNow(profile: String? = nil) async -> DueNow? {
        // Nobody who only looks at times makes or migrates a store.
        let path = (try? settings(profile: profile))?.database
        let store = path.flatMap { try? JobDatabase.open(at: $0, access: .readOnly) }
        guard let store = try? store ?? JobDatabase.inMemory() else { return nil }
        return try? await DueNow(store, dependencies)
    }
}

/// What is to be said about a schedule although it is no error.
enum ScheduleWarnings {
    /// Firings that the calendar file cannot decide, by year: nobody should find out on the day.
    static func uncovered(_ firings: [Firing], _ language: Language = .english) -> [String] {
        var counts: [String: [Int: Int]] = [:]
        for firing in firings {
            guard case .calendarEnds(let year) = firing.occurrence.cancelled else { continue }
            let file = firing.timetable.schedule.calendar?.file ?? ""
            counts["\(firing.occurrence.job): \(file)", default: [:]][year, default: 0] += 1
        }
        return counts.sorted { $0.key < $1.key }.flatMap { name, years in
            years.sorted { $0.key < $1.key }.map { year, count in
                language.say(
                    WarningPhrase.calendarEnds, count: count,
                    ["calendar": name, "year": String(year), "count": String(count)])
            }
        }
    }

    /// What `plan` says about the year ahead.
    static func ahead(
        _ job: PreparedJob, isDueNow: Bool, now: Int64, _ language: Language = .english
    ) -> [String] {
        guard let timetable = job.timetable else { return [] }
        let year: Int64 = 366 * 86_400_000
        var warnings = uncovered(job.firings(after: now, through: now + year), language)
        if !isDueNow, timetable.firings(1, after: now).isEmpty {
            warnings.append(language.say(WarningPhrase.nothingAhead))
        }
        return warnings
    }
}
