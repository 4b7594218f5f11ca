import JobModel
import StrictJSON

/// What else the audit says about something somebody did, in words; hashes, terminals and what is empty are left out.
enum AuditDetail {
    /// Most ranges of batches that are named.
    private static let mostRanges = 6

    static func words(_ line: AuditExcerpt.Line, _ context: ReportContext) -> String {
        let batch = line.batch.map { [context.say(AuditPhrase.batch, ["number": String($0)])] } ?? []
        let rest = (line.detail.members ?? []).compactMap { words($0.key, $0.value, context) }
        return (batch + rest).joined(separator: " · ")
    }

    private static func words(_ key: String, _ value: JSONValue, _ context: ReportContext) -> String? {
        guard key != "tty", !key.hasSuffix("sha256"), ![.null, [], 0, false, ""].contains(value) else { return nil }
        // Their words stand in the report of the run.
        let text: String =
            switch (key, value.integer) {
            case ("warnings", _): Figure.grouped(value.array?.count ?? 0)
            case ("set_at", let milliseconds?): context.time(Int64(milliseconds))
            default: context.words(shown(value))
            }
        if let phrase = phrase(key, value) { return context.say(phrase, ["value": text]) }
        switch key {
        case "reason": return context.language.reason(text)
        case "found": return context.language.finding(text)
        case "problem", "words", "text": return text
        case "recall": return value.string.flatMap(RecallState.init).map { context.say(StatePhrase($0)) } ?? text
        case "state": return value.string.flatMap(RunState.init).map { context.say(StatePhrase($0)) } ?? text
        default: return "\(context.words(key.replacing("_", with: " "))) \(text)"
        }
    }

    private static func phrase(_ key: String, _ value: JSONValue) -> AuditDetailPhrase? {
        switch (key, value) {
        case ("batches", .array): .batchNumbers
        case ("batches", _): .batches
        case ("recipients", _): .recipients
        case ("warnings", .array): .warnings
        case ("cancelled", _): .cancelled
        case ("unreachable", .array): .unreachable
        case ("in_doubt", .array): .inDoubt
        case ("occurrence", _): .occurrence
        case ("attempt", _): .attempt
        case ("repeat_of", _): .repeats
        case ("batch_message_id", _): .messageID
        case ("wave", _): .wave
        case ("verdict", "sent"): .sent
        case ("verdict", "not_sent"): .notSent
        case ("verdict", "abandoned"): .abandoned
        case ("test", true): .test
        case ("in_quiet_hours", true): .quietHours
        case ("set_at", _): .pausedAt
        case ("set_by", _): .pausedBy
        case ("told_apart_by", _): .byNameAlone
        case ("via", "dashboard"): .viaDashboard
        default: nil
        }
    }

    /// A value as people write it: numbers in a row as `1–20`, and no more of them than somebody reads.
    private static func shown(_ value: JSONValue) -> String {
        if let integer = value.integer { return Figure.grouped(integer) }
        guard let numbers = value.array?.compactMap(\.integer), numbers.count == value.array?.count else {
            return value.string ?? value.text()
        }
        var ranges: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = ranges.last, number <= last.upperBound || number - 1 == last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, number)
            } else {
                ranges.append(number...number)
            }
        }
        let names = ranges.prefix(mostRanges).map { range in
            range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)–\(range.upperBound)"
        }
        return names.joined(separator: ", ") + (ranges.count > mostRanges ? ", …" : "")
    }
}
