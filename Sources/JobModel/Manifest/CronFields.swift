/// A cron expression of five fields, taken apart into the values each field names.
///
/// Only what all crons agree on is read: `*`, numbers, ranges, lists, steps on `*` or a range, and English names of
/// months and days. Day-of-month together with day-of-week is refused, since Vixie's cron joins them with "or" and
/// others with "and": a guess would send on the wrong days.
public struct CronFields: Sendable, Hashable {
    /// The expression as the manifest spells it.
    public let text: String
    /// Minutes, ascending, 0 to 59.
    public let minutes: [Int]
    /// Hours, ascending, 0 to 23.
    public let hours: [Int]
    /// Days of the month, ascending, 1 to 31; all of them when the field is `*`.
    public let daysOfMonth: [Int]
    /// Months, ascending, 1 to 12.
    public let months: [Int]
    /// Days of the week, ascending, 0 (Sunday) to 6; all of them when the field is `*`.
    public let daysOfWeek: [Int]

    /// Reads an expression.
    ///
    /// Throws ``CronProblem`` with the field and the place for any other syntax, and for a day that no month has.
    public init(_ text: String) throws(CronProblem) {
        let fields = try Self.split(text)
        self.text = text
        minutes = try CronFieldReader(.minute, fields[0]).values()
        hours = try CronFieldReader(.hour, fields[1]).values()
        daysOfMonth = try CronFieldReader(.dayOfMonth, fields[2]).values()
        months = try CronFieldReader(.month, fields[3]).values()
        daysOfWeek = Set(try CronFieldReader(.dayOfWeek, fields[4]).values().map { $0 % 7 }).sorted()
        if fields[2].text != "*", fields[4].text != "*" {
            throw CronProblem(
                field: .dayOfWeek, column: fields[4].column,
                message: "day-of-month and day-of-week are both given; crons disagree on what that means, "
                    + "so leave one of them *"
            )
        }
        let longest = months.map { CivilTime.days(inMonth: $0, of: 2000) }.max() ?? 31
        guard let earliest = daysOfMonth.first, earliest <= longest else {
            throw CronProblem(
                field: .dayOfMonth, column: fields[2].column,
                message: "no month of the expression has a day \(fields[2].text); it would never fire"
            )
        }
    }

    private static func split(_ text: String) throws(CronProblem) -> [CronFieldText] {
        var fields: [CronFieldText] = []
        var current: [UInt8] = []
        let bytes = Array(text.utf8)
        for (place, byte) in (bytes + [UInt8(ascii: " ")]).enumerated() {
            guard byte == UInt8(ascii: " ") else {
                current.append(byte)
                continue
            }
            guard !current.isEmpty else { continue }
            fields.append(
                CronFieldText(text: String(decoding: current, as: UTF8.self), column: place - current.count + 1))
            current = []
        }
        guard bytes.first != UInt8(ascii: " "), bytes.last != UInt8(ascii: " ") else {
            throw CronProblem(field: nil, column: 1, message: "spaces at the start or the end")
        }
        if text.hasPrefix("@") {
            throw CronProblem(
                field: nil, column: 1, message: "\(text) is a nickname; write five fields, as in 0 9 * * 1")
        }
        guard fields.count == 5 else {
            throw CronProblem(
                field: nil, column: 1,
                message: "\(fields.count) fields instead of five (minute hour day-of-month month day-of-week)"
                    + (fields.count > 5 ? "; seconds and years have no field" : "")
            )
        }
        return fields
    }
}

/// What is wrong with a cron expression.
public struct CronProblem: Error, Sendable, Equatable {
    /// The five fields in their order; the raw values are what people call them.
    public enum Field: String, Sendable, CaseIterable {
        /// 0 to 59.
        case minute
        /// 0 to 23.
        case hour
        /// 1 to 31.
        case dayOfMonth = "day-of-month"
        /// 1 to 12, or `JAN` to `DEC`.
        case month
        /// 0 to 7, both ends Sunday, or `SUN` to `SAT`.
        case dayOfWeek = "day-of-week"
    }

    /// The field, or `nil` when the expression as a whole is wrong.
    public var field: Field?
    /// Column in the expression, from 1.
    public var column: Int
    /// What is wrong.
    public var message: String

    /// The sentence for people.
    public var sentence: String {
        guard let field else { return message }
        return "\(field.rawValue) (column \(column)): \(message)"
    }
}
