public import struct Foundation.Date
public import struct Foundation.TimeZone

/// Instants as text, the same in every locale.
public enum Timestamp {
    /// ISO 8601 in UTC to the second, such as `2026-12-01T01:05:00Z`: for machines.
    public static func utc(_ milliseconds: Int64) -> String {
        date(milliseconds).formatted(.iso8601)
    }

    /// Civil time in a zone with its offset, such as `2026-12-01 09:05:00 +08:00`: for people.
    public static func local(_ milliseconds: Int64, in zone: TimeZone) -> String {
        let style = Date.ISO8601FormatStyle(
            dateSeparator: .dash, dateTimeSeparator: .space, timeSeparator: .colon, timeZoneSeparator: .colon,
            timeZone: zone
        ).year().month().day().time(includingFractionalSeconds: false)
        let offset = zone.secondsFromGMT(for: date(milliseconds))
        let minutes = abs(offset) / 60
        let sign = offset < 0 ? "-" : "+"
        return date(milliseconds).formatted(style)
            + " \(sign)\(Figure.padded(minutes / 60)):\(Figure.padded(minutes % 60))"
    }

    private static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down))
    }
}
