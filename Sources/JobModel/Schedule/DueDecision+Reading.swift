extension MissedReason {
    /// Reads the sentence back; `nil` for any other.
    init?(text: String) {
        let sentence = StoredSentence(text)
        if text == Self.overtaken.text {
            self = .overtaken
        } else if text == Self.beforeFirstSeen.text {
            self = .beforeFirstSeen
        } else if let late = sentence.inside("", " late, which is beyond the starting deadline"),
            let seconds = DurationText.seconds(late)
        {
            self = .late(seconds: seconds)
        } else if let time = sentence.inside(
            "more than \(Due.mostMissed) occurrences after ", " were missed; this record stands for all of them")
        {
            self = .many(after: time)
        } else {
            return nil
        }
    }
}

extension SkippedReason {
    /// Reads the sentence back; `nil` for any other.
    init?(text: String) {
        if let word = StoredSentence(text).inside("the previous run is still "), let state = RunState(rawValue: word) {
            self = .previousRun(state)
        } else if let cancellation = OccurrenceCancellation(text: text) {
            self = .calendar(cancellation)
        } else {
            return nil
        }
    }
}

extension OccurrenceCancellation {
    /// Reads the sentence back; `nil` for any other.
    init?(text: String) {
        guard let rest = StoredSentence(text).inside("does not fire: ") else { return nil }
        let sentence = StoredSentence(rest)
        if let year = sentence.inside("the calendar says nothing about ").flatMap({ Int($0) }) {
            self = .calendarEnds(year: year)
        } else if let name = sentence.inside("no workday within \(BusinessCalendar.farthestMove) days of "),
            let day = CivilDay(named: name)
        {
            self = .noWorkdayNear(day)
        } else if let inside = sentence.inside("", ")"),
            let parts = StoredSentence(inside).parted(by: " is not worked on ("),
            let day = CivilDay(named: parts.before)
        {
            self = .notWorkedOn(day, BusinessCalendar.DayKind(text: parts.behind))
        } else {
            return nil
        }
    }
}

extension BusinessCalendar.DayKind {
    /// Reads the word back; what is none of ours is a holiday's name.
    init(text: String) {
        self = [.workday, .weekend, .unknown].first { $0.text == text } ?? .holiday(text)
    }
}

extension CivilDay {
    /// Reads a day with its weekday back; `nil` for any other shape.
    init?(named text: String) {
        guard let day = CivilDay(String(text.dropFirst(4))), day.named == text else { return nil }
        self = day
    }
}
