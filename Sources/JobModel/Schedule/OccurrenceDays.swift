/// On which days a timetable fires, once its calendar has had its say.
struct OccurrenceDays: Sendable {
    /// Why there is something on a day.
    enum Source: Sendable {
        /// The day is the schedule's own, or a workday to which the calendar moves other days.
        case fires([OccurrenceNote])
        /// The day is the schedule's own, and nothing happens on it.
        case cancelled(OccurrenceCancellation)
    }

    private let trigger: Schedule.Trigger
    private let calendar: BusinessCalendar?
    private let onHoliday: CalendarRule.OnHoliday

    init(_ timetable: Timetable) {
        trigger = timetable.schedule.trigger
        calendar = timetable.calendar
        onHoliday = timetable.schedule.calendar?.onHoliday ?? .skip
    }

    /// Why there is something on a day; `nil` when there is nothing.
    func source(of day: CivilDay) -> Source? {
        guard let calendar else { return trigger.fires(on: day) ? .fires([]) : nil }
        let kind = calendar.kind(of: day)
        switch kind {
        case .workday:
            let moved = movedDays(to: day, calendar)
            guard !trigger.fires(on: day) else {
                return .fires(moved.map { .standsFor($0, calendar.kind(of: $0)) })
            }
            return moved.isEmpty ? nil : .fires(moved.map { .movedFrom($0, calendar.kind(of: $0)) })
        case .unknown:
            return trigger.fires(on: day) ? .cancelled(.calendarEnds(year: day.year)) : nil
        case .weekend, .holiday:
            guard trigger.fires(on: day) else { return nil }
            guard onHoliday != .skip else { return .cancelled(.notWorkedOn(day, kind)) }
            guard calendar.workday(from: day, step: step) == nil else { return nil }
            return .cancelled(reasonForNoWorkday(near: day, calendar))
        }
    }

    /// The next day worth looking at: months the expression leaves out are passed over in one step.
    func next(after day: CivilDay) -> CivilDay {
        let next = day.advanced(by: 1)
        guard calendar == nil, case .cron(let cron) = trigger, !cron.months.contains(next.month) else { return next }
        return next.advanced(by: CivilTime.days(inMonth: next.month, of: next.year) - next.day + 1)
    }

    private var step: Int { onHoliday == .before ? -1 : 1 }

    /// The days from which a workday's neighbours on the other side of a holiday come to it.
    private func movedDays(to day: CivilDay, _ calendar: BusinessCalendar) -> [CivilDay] {
        guard onHoliday != .skip else { return [] }
        var moved: [CivilDay] = []
        for distance in 1...BusinessCalendar.farthestMove {
            let candidate = day.advanced(by: -step * distance)
            switch calendar.kind(of: candidate) {
            case .weekend, .holiday: if trigger.fires(on: candidate) { moved.append(candidate) }
            case .workday, .unknown: return moved.sorted()
            }
        }
        return moved.sorted()
    }

    private func reasonForNoWorkday(near day: CivilDay, _ calendar: BusinessCalendar) -> OccurrenceCancellation {
        for distance in 1...BusinessCalendar.farthestMove {
            let candidate = day.advanced(by: step * distance)
            if calendar.kind(of: candidate) == .unknown { return .calendarEnds(year: candidate.year) }
        }
        return .noWorkdayNear(day)
    }
}
