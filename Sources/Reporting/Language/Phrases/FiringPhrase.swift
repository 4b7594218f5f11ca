import JobModel

/// What is said of firings.
enum FiringPhrase: Phrase {
    case local, zone, utc, job, note
    case dueNow, dueNowUntil, gap, overlap, movedFrom, standsFor, jitter, quietHours, nextWorkday, joins
    case notWorkedOn, calendarEnds, noWorkdayNear
    case workday, weekend, unknownDay
    case sunday, monday, tuesday, wednesday, thursday, friday, saturday

    /// The days of a week as `CivilDay` counts them.
    static let weekdays: [FiringPhrase] = [.sunday, .monday, .tuesday, .wednesday, .thursday, .friday, .saturday]

    var wording: Wording {
        switch self {
        case .local: Wording("Local", zh: "当地时间")
        case .zone: Wording("Zone", zh: "时区")
        case .utc: Wording("UTC", zh: "UTC 时间")
        case .job: Wording("Job", zh: "任务")
        case .note: Wording("Note", zh: "说明")
        case .dueNow: Wording("due now: the next tick starts it", zh: "已到时间：下一次 tick 会启动")
        case .dueNowUntil: Wording("due now: the next tick starts it until {time}", zh: "已到时间：{time} 前的下一次 tick 会启动")
        case .gap: Wording("clocks go forward over this time; fires right after the gap", zh: "时钟拨快跳过了这一时刻；跳过后立即触发")
        case .overlap:
            Wording("clocks go back and show this time twice; fires the first time", zh: "时钟拨慢使这一时刻出现两次；在第一次触发")
        case .movedFrom: Wording("moved from {day} ({kind})", zh: "由 {day}（{kind}）移来")
        case .standsFor: Wording("also stands for {day} ({kind})", zh: "同时代表 {day}（{kind}）")
        case .jitter: Wording("jitter +{count}s", zh: "随机推迟 {count} 秒")
        case .quietHours: Wording("put off to the end of the quiet hours", zh: "推迟到免打扰时段结束")
        case .nextWorkday: Wording("put off to the next workday ({kind})", zh: "推迟到下一个工作日（{kind}）")
        case .joins: Wording("also stands for {time}", zh: "同时代表 {time}")
        case .notWorkedOn: Wording("does not fire: {day} is not worked on ({kind})", zh: "不触发：{day} 不上班（{kind}）")
        case .calendarEnds: Wording("does not fire: the calendar says nothing about {year}", zh: "不触发：日历没有 {year} 年的内容")
        case .noWorkdayNear:
            Wording("does not fire: no workday within {count} days of {day}", zh: "不触发：{day} 前后 {count} 天内没有工作日")
        case .workday: Wording("workday", zh: "工作日")
        case .weekend: Wording("weekend", zh: "周末")
        case .unknownDay: Wording("not in the calendar", zh: "不在日历中")
        case .sunday: Wording("Sun", zh: "周日")
        case .monday: Wording("Mon", zh: "周一")
        case .tuesday: Wording("Tue", zh: "周二")
        case .wednesday: Wording("Wed", zh: "周三")
        case .thursday: Wording("Thu", zh: "周四")
        case .friday: Wording("Fri", zh: "周五")
        case .saturday: Wording("Sat", zh: "周六")
        }
    }
}

/// Firings in words; the notes of JSON and calendars are `Firing.note`, which is English everywhere.
extension Language {
    /// Everything there is to say about a firing, in one line; empty when it is simply where the schedule says.
    func note(_ firing: Firing) -> String {
        var notes: [String] = []
        if firing.isDueNow {
            let end = firing.timetable.rules.civilTime(at: firing.timetable.startBy(firing.occurrence) / 1000)
            notes.append(
                end.map { say(FiringPhrase.dueNowUntil, ["time": "\($0)"]) } ?? say(FiringPhrase.dueNow))
        }
        if let cancelled = firing.occurrence.cancelled { notes.append(words(cancelled)) }
        return (notes + firing.occurrence.notes.map(words)).joined(separator: self == .english ? "; " : "；")
    }

    /// A day with its weekday.
    func named(_ day: CivilDay) -> String { "\(say(FiringPhrase.weekdays[day.weekday])) \(day)" }

    private func words(_ note: OccurrenceNote) -> String {
        switch note {
        case .gap: say(FiringPhrase.gap)
        case .overlap: say(FiringPhrase.overlap)
        case .movedFrom(let day, let kind): say(FiringPhrase.movedFrom, ["day": named(day), "kind": word(kind)])
        case .standsFor(let day, let kind): say(FiringPhrase.standsFor, ["day": named(day), "kind": word(kind)])
        case .jitter(let seconds): say(FiringPhrase.jitter, ["count": String(seconds)])
        case .quietHours: say(FiringPhrase.quietHours)
        case .nextWorkday(let kind): say(FiringPhrase.nextWorkday, ["kind": word(kind)])
        case .joins(let time): say(FiringPhrase.joins, ["time": "\(time)"])
        }
    }

    func words(_ cancelled: OccurrenceCancellation) -> String {
        switch cancelled {
        case .notWorkedOn(let day, let kind): say(FiringPhrase.notWorkedOn, ["day": named(day), "kind": word(kind)])
        case .calendarEnds(let year): say(FiringPhrase.calendarEnds, ["year": String(year)])
        case .noWorkdayNear(let day):
            say(FiringPhrase.noWorkdayNear, ["count": String(BusinessCalendar.farthestMove), "day": named(day)])
        }
    }

    private func word(_ kind: BusinessCalendar.DayKind) -> String {
        switch kind {
        case .workday: say(FiringPhrase.workday)
        case .weekend: say(FiringPhrase.weekend)
        case .holiday(let name): name
        case .unknown: say(FiringPhrase.unknownDay)
        }
    }
}
