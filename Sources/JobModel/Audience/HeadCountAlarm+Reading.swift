extension HeadCountAlarm {
    /// Reads an alarm back from its sentence; `nil` for any other.
    ///
    /// A name that holds the words of another alarm is none: names are cut long before, so that these are two alarms.
    public init?(sentence: String) {
        guard
            let alarm = HeadCountDrift(sentence: sentence).map({ .changed($0) })
                ?? Self.ofCount(sentence) ?? Self.ofDepartment(sentence) ?? Self.ofRepetition(sentence)
        else { return nil }
        self = alarm
    }

    /// Reads back alarms that stand one after the other; `nil` for anything else.
    public static func alarms(in sentence: String) -> [HeadCountAlarm]? {
        if let only = HeadCountAlarm(sentence: sentence) { return [only] }
        var head = sentence
        var tail: String?
        // From the end, since the name of a department may hold what stands between two alarms.
        while let parts = StoredSentence(head).partedAtLast(by: between) {
            head = parts.before
            tail = tail.map { parts.behind + between + $0 } ?? parts.behind
            if let first = HeadCountAlarm(sentence: head), let rest = tail.flatMap(alarms(in:)) {
                return [first] + rest
            }
        }
        return nil
    }

    private static func ofCount(_ sentence: String) -> HeadCountAlarm? {
        let sentence = StoredSentence(sentence)
        if let count = sentence.inside(uncountable, " people").flatMap({ Int($0) }) {
            return .uncountable(before: count)
        }
        if let count = sentence.inside(unchecked, inBoth).flatMap({ Int($0) }) { return .overlapUnchecked(count) }
        if let part = sentence.inside(unavailable, " people").flatMap(part(of:)) {
            return .unavailable(part.some, of: part.all)
        }
        return sentence.inside(unseen, named).flatMap(part(of:)).map { .unreached($0.some, of: $0.all) }
    }

    private static func ofDepartment(_ sentence: String) -> HeadCountAlarm? {
        let sentence = StoredSentence(sentence)
        if let inside = sentence.inside("Feishu counts ", "\""),
            let counts = StoredSentence(inside).parted(by: listed), let counted = Int(counts.before),
            let rest = StoredSentence(counts.behind).parted(by: missing + "\""), let listed = Int(rest.before),
            StoredSentence(rest.behind).parted(by: missing) == nil
        {
            return .exclusionShort(department: rest.behind, counted: counted, listed: listed)
        }
        guard let parts = sentence.inside(lists, nothing).flatMap({ StoredSentence($0).parted(by: counted) }),
            let part = part(of: parts.before), StoredSentence(parts.behind).parted(by: counted) == nil
        else { return nil }
        return .missing(department: parts.behind, counted: part.all, listed: part.some)
    }

    private static func ofRepetition(_ sentence: String) -> HeadCountAlarm? {
        let stored = StoredSentence(sentence)
        for unit in AudienceUnit.allCases {
            if let parts = stored.parted(by: " \(unit.words)" + alreadySent), let part = part(of: parts.before),
                isRun(parts.behind)
            {
                return .alreadySent(part.some, of: part.all, unit: unit, run: parts.behind)
            }
        }
        if let parts = stored.parted(by: " departments" + departmentsSent), let part = part(of: parts.before),
            isRun(parts.behind)
        {
            return .departmentsSent(part.some, of: part.all, run: parts.behind)
        }
        guard let parts = stored.inside(sentBeside).flatMap({ StoredSentence($0).parted(by: untold) }),
            let unit = AudienceUnit.allCases.first(where: { $0.words == parts.before }), isRun(parts.behind)
        else { return nil }
        return .sentBeside(unit, run: parts.behind)
    }

    /// Whether a text is one word, and not a run with further alarms behind it.
    private static func isRun(_ text: String) -> Bool { !text.unicodeScalars.contains(" ") }

    private static func part(of text: String) -> (some: Int, all: Int)? {
        guard let numbers = StoredSentence(text).parted(by: " of the "), let some = Int(numbers.before),
            let all = Int(numbers.behind)
        else { return nil }
        return (some, all)
    }
}
