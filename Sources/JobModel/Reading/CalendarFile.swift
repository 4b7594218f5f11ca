import StrictJSON

/// A file of holidays and make-up workdays, under the same strict rules as a manifest.
public enum CalendarFile {
    /// Reads a calendar, which is `nil` when there are problems.
    ///
    /// Problems name the file as `name`.
    public static func read(
        _ bytes: [UInt8], name: String
    ) -> (calendar: BusinessCalendar?, problems: [ManifestProblem]) {
        let document = JSONReader().read(bytes)
        var decoder = ManifestDecoder(knownTimeZones: nil)
        for problem in document.problems {
            decoder.log.add(problem.message, at: problem.offset, pointer: problem.pointer)
        }
        let calendar = document.root.flatMap { decoder.calendar(ManifestPlace(node: $0, pointer: "")) }
        let problems = decoder.log.problems(in: bytes, file: name)
        return (problems.isEmpty ? calendar : nil, problems)
    }
}

extension ManifestDecoder {
    mutating func calendar(_ place: ManifestPlace) -> BusinessCalendar? {
        let allowed = ["name", "years", "weekend", "holidays", "workdays"]
        let slips = ["year": "years", "holiday": "holidays", "work_days": "workdays", "makeup": "workdays"]
        guard let fields = object(place, allowed: allowed, slips: slips) else { return nil }
        let name = required("name", of: fields).flatMap { readable($0) }
        let years = required("years", of: fields).flatMap { self.years($0) }
        guard let name, let years else { return nil }
        var calendar = BusinessCalendar(name: name, years: years)
        if let place = fields["weekend"], let weekend = weekend(place) { calendar.weekend = weekend }
        if let place = fields["holidays"] { calendar.holidays = days(place, within: years) }
        if let place = fields["workdays"] { calendar.workdays = days(place, within: years) }
        check(calendar, fields["workdays"])
        return calendar
    }

    private mutating func years(_ place: ManifestPlace) -> Set<Int>? {
        guard let elements = place.elements, !elements.isEmpty else {
            expected("an array of years, such as [2026]", at: place)
            return nil
        }
        return Set(
            elements.enumerated().compactMap { integer(place.element($0.offset, $0.element), in: 2000...2999) })
    }

    private mutating func weekend(_ place: ManifestPlace) -> Set<Int>? {
        guard let elements = place.elements else {
            expected("an array of days of the week", at: place)
            return nil
        }
        let days = elements.enumerated().compactMap { choice(place.element($0.offset, $0.element), of: Weekday.self) }
        if Set(days).count == Weekday.allCases.count { log.add("no day of the week is left to work on", at: place) }
        return Set(days.compactMap { Weekday.allCases.firstIndex(of: $0) })
    }

    private mutating func days(_ place: ManifestPlace, within years: Set<Int>) -> [CivilDay: String] {
        guard let elements = place.elements else {
            expected("an array of {\"date\", \"name\"}", at: place)
            return [:]
        }
        var days: [CivilDay: String] = [:]
        for (index, node) in elements.enumerated() {
            guard let fields = object(place.element(index, node), allowed: ["date", "name"], slips: ["day": "date"])
            else { continue }
            let name = required("name", of: fields).flatMap { readable($0) }
            guard let date = required("date", of: fields), let day = self.day(date), let name else { continue }
            if !years.contains(day.year) {
                log.add(
                    "\(day) is in none of the calendar's years", at: date, suggestion: "add \(day.year) to \"years\"")
            }
            if days.updateValue(name, forKey: day) != nil { log.add("\(day) is listed twice", at: date) }
        }
        return days
    }

    private mutating func day(_ place: ManifestPlace) -> CivilDay? {
        guard let text = string(place) else { return nil }
        if let day = CivilDay(text) { return day }
        log.add(
            "\(Quoting.quoted(text)) is no day from 2000 to 2999", at: place, suggestion: "write YYYY-MM-DD")
        return nil
    }

    /// A make-up workday changes something only on a weekend, and a day cannot be both.
    private mutating func check(_ calendar: BusinessCalendar, _ place: ManifestPlace?) {
        guard let place, let elements = place.elements else { return }
        for (index, node) in elements.enumerated() {
            let element = place.element(index, node)
            guard let members = element.members,
                let date = ManifestFields(place: element, members: members)["date"],
                let day = date.string.flatMap({ CivilDay($0) })
            else { continue }
            if calendar.holidays[day] != nil {
                log.add("\(day) is a holiday and a workday at once", at: date)
            } else if !calendar.weekend.contains(day.weekday) {
                log.add(
                    "\(day.named) is worked on anyway", at: date,
                    suggestion: "list only days of the weekend that are worked on")
            }
        }
    }

    /// Days of the week as calendar files spell them, Sunday first as in cron.
    private enum Weekday: String, CaseIterable {
        case sunday, monday, tuesday, wednesday, thursday, friday, saturday
    }
}
