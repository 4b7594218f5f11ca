/// Writes UTC times as `2026-12-01T01:05:00.123Z`.
///
/// By hand, since a formatter costs more than the request it would stamp.
enum Timestamp {
    /// `seconds` since 1970; fractions are cut to milliseconds.
    ///
    /// Years outside 1…9999 are clamped to the nearest end.
    static func iso8601(_ seconds: Double) -> String {
        let clamped = seconds.isFinite ? min(max(seconds, -62_135_596_800), 253_402_300_799) : 0
        let milliseconds = Int((clamped * 1000).rounded(.down))
        let (second, fraction) = floorDivide(milliseconds, by: 1000)
        let (day, secondOfDay) = floorDivide(second, by: 86_400)
        let date = civil(day)
        return "\(pad(date.year, 4))-\(pad(date.month, 2))-\(pad(date.day, 2))"
            + "T\(pad(secondOfDay / 3600, 2)):\(pad(secondOfDay / 60 % 60, 2)):\(pad(secondOfDay % 60, 2))"
            + ".\(pad(fraction, 3))Z"
    }

    /// Days since 1970 to a date of the Gregorian calendar, counted in years that begin in March (H.
    ///
    /// Hinnant).
    private static func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = floorDivide(day + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
        let quotient = (value - (value < 0 ? divisor - 1 : 0)) / divisor
        return (quotient, value - quotient * divisor)
    }

    private static func pad(_ value: Int, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
