import StrictJSON

extension ManifestDecoder {
    /// `schedule.calendar`: both keys are asked for, since no default suits everybody's holidays.
    mutating func calendarRule(_ place: ManifestPlace) -> CalendarRule? {
        let slips = ["path": "file", "holidays": "file", "onHoliday": "on_holiday", "policy": "on_holiday"]
        guard let fields = object(place, allowed: ["file", "on_holiday"], slips: slips) else { return nil }
        let file = required("file", of: fields).flatMap { string($0) }
        if let file, let place = fields["file"], let problem = PathShape.problem(with: file) {
            report([problem], at: place)
        }
        let onHoliday = required("on_holiday", of: fields).flatMap { choice($0, of: CalendarRule.OnHoliday.self) }
        guard let file, let onHoliday else { return nil }
        return CalendarRule(file: file, onHoliday: onHoliday)
    }

    /// `schedule.quiet_hours`, which may go over midnight.
    mutating func quietHours(_ place: ManifestPlace) -> QuietHours? {
        let slips = ["start": "from", "end": "to", "until": "to"]
        guard let fields = object(place, allowed: ["from", "to"], slips: slips) else { return nil }
        let from = required("from", of: fields).flatMap { timeOfDay($0) }
        let to = required("to", of: fields).flatMap { timeOfDay($0) }
        guard let from, let to else { return nil }
        if let hours = QuietHours(from: from, to: to) { return hours }
        log.add("the quiet hours end when they begin", at: place, suggestion: "leave the key out for none")
        return nil
    }

    private mutating func timeOfDay(_ place: ManifestPlace) -> Int? {
        guard let text = string(place) else { return nil }
        if let minutes = QuietHours.minutes(text) { return minutes }
        log.add(
            "\(Quoting.quoted(text)) is no time of day", at: place, suggestion: "write HH:MM, from 00:00 to 23:59")
        return nil
    }
}
