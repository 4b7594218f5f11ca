/// Puts the times of one day onto the line of time: the zone's clocks first, then jitter, then quiet hours.
struct OccurrencePlacer: Sendable {
    private let timetable: Timetable
    private let jitter: Int

    init(_ timetable: Timetable) {
        self.timetable = timetable
        jitter = timetable.jitter
    }

    /// The instant before which nothing of a day can lie, in milliseconds since 1970.
    func midnight(of day: CivilDay) -> Int64 {
        CivilTime(day, minuteOfDay: 0).map { timetable.rules.placement(of: $0).instant * 1000 } ?? .max
    }

    /// The occurrence of one time of a day; `nil` where the calendar itself ends.
    func place(_ day: CivilDay, minuteOfDay: Int, source: OccurrenceDays.Source) -> Occurrence? {
        guard let time = CivilTime(day, minuteOfDay: minuteOfDay) else { return nil }
        let placement = timetable.rules.placement(of: time)
        var notes: [OccurrenceNote] = []
        switch source {
        case .cancelled(let reason):
            return occurrence(time, at: placement.instant, [], reason)
        case .fires(let reasons): notes = reasons
        }
        switch placement {
        case .once: break
        case .twice: notes.append(.overlap)
        case .never: notes.append(.gap)
        }
        var instant = placement.instant + Int64(jitter)
        if jitter > 0 { notes.append(.jitter(jitter)) }
        if let end = timetable.schedule.quietHours?.end(after: instant, in: timetable.rules) {
            instant = end
            notes.append(.quietHours)
        }
        return onWorkday(time, instant, notes)
    }

    /// Looks again at the day, since whatever was put off may have come to lie on one that is not worked on.
    private func onWorkday(_ time: CivilTime, _ instant: Int64, _ notes: [OccurrenceNote]) -> Occurrence {
        guard let calendar = timetable.calendar, let rule = timetable.schedule.calendar,
            let shown = timetable.rules.civilTime(at: instant), shown.date != time.date
        else { return occurrence(time, at: instant, notes, nil) }
        let kind = calendar.kind(of: shown.date)
        switch kind {
        case .workday: return occurrence(time, at: instant, notes, nil)
        case .unknown: return occurrence(time, at: instant, notes, .calendarEnds(year: shown.year))
        case .weekend, .holiday:
            guard rule.onHoliday != .skip else {
                return occurrence(time, at: instant, notes, .notWorkedOn(shown.date, kind))
            }
            guard let day = calendar.workday(from: shown.date, step: 1),
                let later = CivilTime(day, minuteOfDay: shown.minuteOfDay)
            else { return occurrence(time, at: instant, notes, .noWorkdayNear(shown.date)) }
            let moved = timetable.rules.placement(of: later).instant
            return occurrence(time, at: moved, notes + [.nextWorkday(kind)], nil)
        }
    }

    private func occurrence(
        _ time: CivilTime, at instant: Int64, _ notes: [OccurrenceNote], _ cancelled: OccurrenceCancellation?
    ) -> Occurrence {
        Occurrence(
            job: timetable.job, scheduled: time, zone: timetable.schedule.timezone, instant: instant * 1000,
            notes: notes, cancelled: cancelled)
    }
}
