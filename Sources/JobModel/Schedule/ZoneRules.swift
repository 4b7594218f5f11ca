/// What a zone's clocks show: the one thing about time zones that this floor has to be told.
///
/// The rules come from outside, since they are data that governments change; whoever implements this says which edition
/// of them it has.
public protocol ZoneRules: Sendable {
    /// The zone's IANA name.
    var name: String { get }
    /// The edition of the time zone data that decides, such as `2025b`.
    var dataVersion: String { get }
    /// Seconds by which the zone's clocks are ahead of UTC at an instant, given in seconds since 1970.
    func offset(at instant: Int64) -> Int
}

/// Where a reading of a zone's clocks lies on the line of time.
public enum CivilPlacement: Sendable, Hashable {
    /// At one instant.
    case once(Int64)
    /// At two, since the clocks are put back over it.
    case twice(first: Int64, second: Int64)
    /// Nowhere, since the clocks are put forward over it; the instant is the first one after the gap.
    case never(next: Int64)

    /// The instant at which something set for that reading happens: the first of two, or the first after a gap.
    public var instant: Int64 {
        switch self {
        case .once(let instant), .twice(let instant, _), .never(let instant): instant
        }
    }
}

extension ZoneRules {
    /// What the zone's clocks show at an instant, to the minute; `nil` outside the years 1970 to 2999.
    public func civilTime(at instant: Int64) -> CivilTime? {
        let shown = instant + Int64(offset(at: instant))
        let day = Int((shown >= 0 ? shown : shown - 86_399) / 86_400)
        return CivilTime(CivilDay(number: day), minuteOfDay: Int(shown - Int64(day) * 86_400) / 60)
    }

    /// Where a reading of the zone's clocks lies.
    ///
    /// No zone has ever been more than 14 hours ahead of UTC or 12 behind for a reading to lie elsewhere than in the 28 hours
    /// looked at here, and none has changed its offset twice within so few (Apia left out a whole day in one step).
    public func placement(of time: CivilTime) -> CivilPlacement {
        let reading = time.secondsOnUTCClock
        let earliest = reading - 15 * 3600
        let latest = reading + 13 * 3600
        let offsets = Set([offset(at: earliest), offset(at: latest)])
        let instants = offsets.map { reading - Int64($0) }.filter { $0 + Int64(offset(at: $0)) == reading }.sorted()
        if let first = instants.first, let second = instants.dropFirst().first {
            return .twice(first: first, second: second)
        }
        if let only = instants.first { return .once(only) }
        return .never(next: firstInstant(showingAfter: reading, from: earliest, to: latest))
    }

    private func firstInstant(showingAfter reading: Int64, from earliest: Int64, to latest: Int64) -> Int64 {
        var before = earliest
        var after = latest
        while after - before > 1 {
            let middle = before + (after - before) / 2
            if middle + Int64(offset(at: middle)) > reading { after = middle } else { before = middle }
        }
        return after
    }
}
