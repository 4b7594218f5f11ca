/// A minute on a calendar and a clock, without a zone: `2026-12-01T09:00`.
public struct CivilTime: Sendable, Hashable, CustomStringConvertible {
    /// The year, 1970 to 2999; what people write begins with 2000.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day, from 1.
    public let day: Int
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int

    /// Creates a time that the Gregorian calendar has, or `nil`.
    public init?(year: Int, month: Int, day: Int, hour: Int, minute: Int) {
        guard (1970...2999).contains(year), (1...12).contains(month), (0...23).contains(hour),
            (0...59).contains(minute),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
    }

    /// Reads exactly `YYYY-MM-DDTHH:MM`; `nil` for any other shape, for days no calendar has and for years before 2000.
    ///
    /// In a manifest such years are a slip. Whoever looks at the past says from which year on, 1970 at the earliest.
    public init?(_ text: String, since earliest: Int = 2000) {
        let bytes = Array(text.utf8)
        let shape = Array("0000-00-00T00:00".utf8)
        guard bytes.count == shape.count else { return nil }
        for (byte, mark) in zip(bytes, shape) {
            let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
            guard mark == UInt8(ascii: "0") ? isDigit : byte == mark else { return nil }
        }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) }
        }
        guard number(0..<4) >= earliest else { return nil }
        self.init(
            year: number(0..<4), month: number(5..<7), day: number(8..<10), hour: number(11..<13),
            minute: number(14..<16)
        )
    }

    /// How many days a month has.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        default: 31
        }
    }

    /// The time as the manifest spells it.
    public var description: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))T\(two(hour)):\(two(minute))"
    }
}
