/// Durations as manifests and options spell them: a whole number and one unit, `30s`, `15m`, `4h`, `2d`.
public enum DurationText {
    /// The seconds a text names, or `nil` when it is not of the shape `(0|[1-9][0-9]{0,6})[smhd]`.
    ///
    /// A day is 86,400 seconds; nothing here knows a calendar.
    public static func seconds(_ text: String) -> Int? {
        let bytes = Array(text.utf8)
        guard let unit = bytes.last, let factor = factors[unit] else { return nil }
        let digits = bytes.dropLast()
        guard (1...7).contains(digits.count),
            digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }),
            digits.count == 1 || digits.first != UInt8(ascii: "0")
        else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1) - Int(UInt8(ascii: "0")) } * factor
    }

    /// The shortest text for a number of seconds: the largest unit that leaves no rest.
    public static func text(_ seconds: Int) -> String {
        for (factor, unit) in [(86_400, "d"), (3600, "h"), (60, "m")]
        where seconds != 0 && seconds.isMultiple(of: factor) {
            return "\(seconds / factor)\(unit)"
        }
        return "\(seconds)s"
    }

    private static let factors: [UInt8: Int] = [
        UInt8(ascii: "s"): 1, UInt8(ascii: "m"): 60, UInt8(ascii: "h"): 3600, UInt8(ascii: "d"): 86_400,
    ]
}
