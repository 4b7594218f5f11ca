/// A quota that can be used up, and when it is certainly there again, in milliseconds since 1970.
///
/// Feishu names no time zone for either quota, so each ends when it has ended everywhere: a day later, and when the 1st
/// has begun in the last zone (UTC-12).
public enum AppQuota: Sendable, Equatable {
    /// The app's messages of the day.
    case daily
    /// The tenant's calls of the month.
    case monthly

    /// The end of the quota that was used up at an instant.
    public func end(after wall: Int64) -> Int64 {
        switch self {
        case .daily: Self.daily(after: wall)
        case .monthly: Self.monthly(after: wall)
        }
    }

    /// The month an instant falls into in Feishu's home zone (UTC+8), as `2026-12`.
    public static func month(of wall: Int64) -> String {
        let (year, month) = yearAndMonth(days: (wall + 8 * 3_600_000) / day)
        return "\(year)-\(month < 10 ? "0" : "")\(month)"
    }

    private static let day: Int64 = 86_400_000

    private static func daily(after wall: Int64) -> Int64 { wall + day }

    private static func monthly(after wall: Int64) -> Int64 {
        // The month is told where it is latest, at UTC-12; counting days from a 1 March makes leap days the last ones.
        let local = wall - day / 2
        let (year, month) = yearAndMonth(days: local / day)
        let next = month == 12 ? (year + 1, 1) : (year, month + 1)
        return days(year: next.0, month: next.1) * day + day / 2
    }

    /// The civil month of a day counted from 1970 (Howard Hinnant, "chrono-compatible low-level date algorithms").
    private static func yearAndMonth(days: Int64) -> (year: Int64, month: Int64) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month)
    }

    /// The first day of a month, counted from 1970.
    private static func days(year: Int64, month: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
