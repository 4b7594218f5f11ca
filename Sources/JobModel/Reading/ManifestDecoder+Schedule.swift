import StrictJSON

extension ManifestDecoder {
    mutating func schedule(_ place: ManifestPlace) -> Schedule? {
        let allowed = [
            "at", "cron", "timezone", "starting_deadline", "catch_up", "allow_frequent", "concurrency", "jitter",
            "calendar", "quiet_hours",
        ]
        guard let fields = object(place, allowed: allowed, slips: Self.scheduleSlips) else { return nil }
        let timezone = required("timezone", of: fields).flatMap { self.timezone($0) }
        let trigger = trigger(of: fields)
        let deadline = fields["starting_deadline"].flatMap { duration($0, in: 1...86_400) }
        let catchUp = fields["catch_up"].flatMap { choice($0, of: Schedule.CatchUp.self) }
        let allowFrequent = fields["allow_frequent"].flatMap { bool($0) }
        let jitter = fields["jitter"].flatMap { duration($0, in: 0...3600) }
        let calendar = fields["calendar"].flatMap { calendarRule($0) }
        let quietHours = fields["quiet_hours"].flatMap { self.quietHours($0) }
        if let concurrency = fields["concurrency"], let word = string(concurrency), word != "forbid" {
            log.add(
                "\(Quoting.quoted(word)) is not \"forbid\"", at: concurrency,
                suggestion: "two runs of one job never overlap; leave the key out"
            )
        }
        if case .cron(let cron) = trigger, cron.isFrequent, allowFrequent != true, let place = fields["cron"] {
            log.add(
                "\(cron.text) fires \(frequency(of: cron)), more than once in \(CronFields.leastGapHours) hours",
                at: place,
                suggestion: "if that is meant, add \"allow_frequent\": true"
            )
        }
        guard let trigger, let timezone else { return nil }
        var schedule = Schedule(trigger: trigger, timezone: timezone)
        if let deadline { schedule.startingDeadlineSeconds = deadline }
        if let catchUp { schedule.catchUp = catchUp }
        if let allowFrequent { schedule.allowFrequent = allowFrequent }
        if let jitter { schedule.jitterSeconds = jitter }
        schedule.calendar = calendar
        schedule.quietHours = quietHours
        return schedule
    }

    private static let scheduleSlips = [
        "time_zone": "timezone", "tz": "timezone", "zone": "timezone", "when": "at", "time": "at", "expression": "cron",
        "every": "cron", "deadline": "starting_deadline", "starting_deadline_seconds": "starting_deadline",
        "holidays": "calendar", "quiet": "quiet_hours", "do_not_disturb": "quiet_hours",
    ]

    private mutating func trigger(of fields: ManifestFields) -> Schedule.Trigger? {
        switch (fields["at"], fields["cron"]) {
        case (nil, nil):
            log.add("a schedule needs \"at\" or \"cron\"", at: fields.place)
            return nil
        case (let at?, nil): return civilTime(at).map { .at($0) }
        case (nil, let cron?): return self.cron(cron).map { .cron($0) }
        case (let at?, let cron?):
            log.add("a schedule has \"at\" or \"cron\", not both", at: fields.place)
            _ = civilTime(at)
            return self.cron(cron).map { .cron($0) }
        }
    }

    private mutating func civilTime(_ place: ManifestPlace) -> CivilTime? {
        guard let text = string(place) else { return nil }
        if let time = CivilTime(text) { return time }
        let isShaped = text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}/) != nil
        log.add(
            isShaped ? "\(text) is on no calendar from 2000 to 2999" : "\(Quoting.quoted(text)) is no civil time",
            at: place,
            suggestion: isShaped
                ? nil : "write YYYY-MM-DDTHH:MM in the time of \"timezone\", without seconds or offset"
        )
        return nil
    }

    private mutating func cron(_ place: ManifestPlace) -> CronFields? {
        guard let text = string(place) else { return nil }
        do throws(CronProblem) {
            return try CronFields(text)
        } catch {
            log.add("\(Quoting.quoted(text)): \(error.sentence)", at: place)
            return nil
        }
    }

    private func frequency(of cron: CronFields) -> String {
        let firings = cron.hours.count * cron.minutes.count
        return firings > 1 ? "\(firings) times a day" : "on days too close together"
    }

    private mutating func timezone(_ place: ManifestPlace) -> String? {
        guard let name = string(place) else { return nil }
        if let problem = TimeZoneShape.problem(with: name) {
            report([problem], at: place)
            return nil
        }
        guard let knownTimeZones, name != "UTC", !knownTimeZones.contains(name) else { return name }
        let nearest = KeySuggestion.nearest(to: name, among: knownTimeZones.sorted())
        log.add(
            "this machine knows no time zone \(Quoting.quoted(name))", at: place,
            suggestion: nearest.map { "did you mean \"\($0)\"?" }
        )
        return nil
    }
}
