import Foundation
import JobModel

/// A zone as Foundation knows it.
struct HostZone: ZoneRules {
    let name: String
    private let zone: TimeZone

    init(_ name: String) throws {
        guard let zone = TimeZone(identifier: name) else { throw CocoaError(.coderValueNotFound) }
        self.name = name
        self.zone = zone
    }

    var dataVersion: String { TimeZone.timeZoneDataVersion }

    func offset(at instant: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }
}

/// Timetables for tests, and what they come to.
enum Timetables {
    /// A job's timetable with these parts.
    static func make(
        _ cron: String, _ zone: String, job: String = "fixture", calendar: BusinessCalendar? = nil,
        onHoliday: CalendarRule.OnHoliday = .skip, quiet: (Int, Int)? = nil, jitter: Int = 0,
        catchUp: Schedule.CatchUp = .none
    ) throws -> Timetable {
        try make(
            .cron(try CronFields(cron)), zone, job: job, calendar: calendar, onHoliday: onHoliday, quiet: quiet,
            jitter: jitter, catchUp: catchUp)
    }

    static func make(
        _ trigger: Schedule.Trigger, _ zone: String, job: String = "fixture", calendar: BusinessCalendar? = nil,
        onHoliday: CalendarRule.OnHoliday = .skip, quiet: (Int, Int)? = nil, jitter: Int = 0,
        catchUp: Schedule.CatchUp = .none
    ) throws -> Timetable {
        var schedule = Schedule(trigger: trigger, timezone: zone)
        schedule.jitterSeconds = jitter
        schedule.catchUp = catchUp
        schedule.quietHours = quiet.flatMap { QuietHours(from: $0.0, to: $0.1) }
        if calendar != nil { schedule.calendar = CalendarRule(file: "c.json", onHoliday: onHoliday) }
        return Timetable(job: job, schedule: schedule, rules: try HostZone(zone), calendar: calendar)
    }

    /// Milliseconds since 1970 of an ISO 8601 time in UTC.
    static func instant(_ text: String) -> Int64 {
        guard let date = try? Date(text, strategy: .iso8601) else { return .min }
        return Int64(date.timeIntervalSince1970) * 1000
    }

    static func utc(_ instant: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(instant) / 1000).formatted(.iso8601)
    }
}

extension Timetable {
    /// Everything in a stretch of UTC, as `local = UTC`, with `–` for what does not fire.
    func lines(_ start: String, _ end: String) -> [String] {
        occurrences(after: Timetables.instant(start) - 1, through: Timetables.instant(end)).map {
            "\(local($0)) = \($0.cancelled == nil ? Timetables.utc($0.instant) : "–")"
        }
    }
}
