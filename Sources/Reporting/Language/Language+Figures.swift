public import struct Foundation.Date
public import struct Foundation.Locale
public import struct Foundation.TimeZone

/// Numbers and times as people of a language write them. Machines read ``Figure`` and ``Timestamp``, which are the same everywhere.
extension Language {
    /// With thousands separated, which both languages write alike; an en dash where the figure is unknown.
    public func number(_ value: Int?) -> String { Figure.grouped(value) }

    /// A figure within a sentence that is stored in English, where it is read back: there without separators.
    func figure(_ value: Int) -> String { self == .english ? String(value) : number(value) }

    /// A share with one decimal, rounded down, such as `61.8%`; an en dash without a whole.
    public func percent(_ part: Int?, of whole: Int?) -> String {
        Figure.percent(part, of: whole)
    }

    /// A share that is counted in tenths of a per cent.
    func percent(tenths: Int) -> String { Figure.percent(tenths: tenths) }

    /// A day and a time to the minute in a zone, such as `1 Dec 2026, 09:05` and `2026年12月1日 09:05`.
    public func dateTime(_ milliseconds: Int64, in zone: TimeZone) -> String {
        let time = Self.date(milliseconds).formatted(
            Date.ISO8601FormatStyle(timeSeparator: .colon, timeZone: zone).time(includingFractionalSeconds: false))
        return say(TimePhrase.dayAndTime, ["day": day(milliseconds, in: zone), "time": String(time.prefix(5))])
    }

    /// A day in a zone, such as `1 Dec 2026` and `2026年12月1日`.
    public func day(_ milliseconds: Int64, in zone: TimeZone) -> String {
        Self.date(milliseconds).formatted(
            Date.FormatStyle(date: .abbreviated, time: .omitted, locale: locale, timeZone: zone))
    }

    /// How long something takes, in its two largest units: `3 min 20 s`, `3 分钟 20 秒`.
    public func duration(seconds: Int) -> String {
        let seconds = max(0, seconds)
        let (large, small): ((TimePhrase, Int), (TimePhrase, Int)) =
            switch seconds {
            case ..<60: ((.seconds, seconds), (.seconds, 0))
            case ..<3600: ((.minutes, seconds / 60), (.seconds, seconds % 60))
            case ..<86400: ((.hours, seconds / 3600), (.minutes, seconds % 3600 / 60))
            default: ((.days, seconds / 86400), (.hours, seconds % 86400 / 3600))
            }
        let first = say(large.0, count: large.1)
        return small.1 == 0 ? first : first + " " + say(small.0, count: small.1)
    }

    /// How far an instant is from another, in its largest unit: `3 min ago`, `in 2 h`, `3 分钟前`, `2 小时后`.
    public func relative(_ milliseconds: Int64, to now: Int64) -> String {
        let seconds = Int((milliseconds - now) / 1000)
        let distance = abs(seconds)
        let unit =
            switch distance {
            case ..<5: ""
            case ..<60: say(TimePhrase.seconds, count: distance)
            case ..<3600: say(TimePhrase.minutes, count: distance / 60)
            case ..<86400: say(TimePhrase.hours, count: distance / 3600)
            default: say(TimePhrase.days, count: distance / 86400)
            }
        guard !unit.isEmpty else { return say(TimePhrase.justNow) }
        return say(seconds < 0 ? TimePhrase.ago : .ahead, ["time": unit])
    }

    private var locale: Locale {
        switch self {
        // Day before month, and a clock of 24 hours, as in every other place that larkcast shows a time.
        case .english: Locale(identifier: "en_GB")
        case .chinese: Locale(identifier: "zh_CN")
        }
    }

    private static func date(_ milliseconds: Int64) -> Date {
        Date(timeIntervalSince1970: (Double(milliseconds) / 1000).rounded(.down))
    }
}
