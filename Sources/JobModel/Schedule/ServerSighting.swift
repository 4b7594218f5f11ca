/// What a server's `Date` said, and how old this process's machine was then.
///
/// The monotonic clock goes on whatever anybody does to the wall clock, so the two together say what the server's clock
/// shows later in the same boot, and a wall clock that is set right is believed again at once, without another call.
public struct ServerSighting: Sendable, Hashable {
    /// The header's time, in milliseconds since 1970.
    public var said: Int64
    /// The monotonic clock when the answer came.
    public var monotonicMilliseconds: Int64
    /// The boot in which it came.
    public var bootID: String

    /// A monotonic clock may drift some seconds a day, so a sighting is believed for a week.
    private static let longest: Int64 = 7 * 86_400_000

    /// Creates a sighting.
    public init(said: Int64, monotonicMilliseconds: Int64, bootID: String) {
        self.said = said
        self.monotonicMilliseconds = monotonicMilliseconds
        self.bootID = bootID
    }

    /// Reads a header; `nil` for anything but the one form that is sent today, `Sun, 06 Nov 1994 08:49:37 GMT`
    /// (IMF-fixdate of RFC 9110 §5.6.7).
    public init?(httpDate text: String, at now: Moment) {
        let parts = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard text.utf8.count == 29, parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT",
            let day = Self.number(parts[1], digits: 2), let month = months.firstIndex(of: parts[2]),
            let year = Self.number(parts[3], digits: 4), let date = CivilDay(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Self.number($0, digits: 2) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2], hour < 24,
            minute < 60, second <= 60
        else { return nil }
        self.init(
            said: (Int64(date.number) * 86_400 + Int64(hour * 3600 + minute * 60 + second)) * 1000,
            monotonicMilliseconds: now.monotonicMilliseconds, bootID: now.bootID)
    }

    /// What the server's clock shows now; `nil` after a reboot or a week, when nobody can tell.
    public func date(at now: Moment) -> ClockCheck.ServerDate? {
        let age = now.monotonicMilliseconds - monotonicMilliseconds
        guard now.bootID == bootID, (0...Self.longest).contains(age) else { return nil }
        return ClockCheck.ServerDate(said: said + age, receivedAt: now.wallMilliseconds)
    }

    private static func number(_ text: some StringProtocol, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
