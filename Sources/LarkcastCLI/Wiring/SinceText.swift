import Foundation
import JobModel

/// A day or an instant as somebody types it: `2026-11-01`, `2026-11-01T09:00`, `2026-11-01T01:00:00Z`, `2026-11-01T09:00+08:00`.
struct SinceText: Equatable {
    private let civil: CivilTime
    private let seconds: Int
    /// Seconds ahead of UTC; `nil` where the reader's own clock is meant.
    private let offset: Int?

    /// Reads exactly these shapes; `nil` for any other, and for days no calendar has.
    init?(_ text: String) {
        let shape = /([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?)?/
        guard let match = text.wholeMatch(of: shape.matchingSemantics(.unicodeScalar)) else { return nil }
        guard let civil = CivilTime("\(match.1)T\(match.2 ?? "00:00")", since: 1970) else { return nil }
        let seconds = match.3.flatMap { Int($0) } ?? 0
        guard seconds < 60 else { return nil }
        switch match.4 {
        case nil: offset = nil
        case "Z": offset = 0
        case .some(let zone):
            guard let hours = Int(zone.dropFirst().prefix(2)), let minutes = Int(zone.suffix(2)), hours <= 14,
                minutes < 60
            else { return nil }
            offset = (zone.hasPrefix("-") ? -1 : 1) * (hours * 3600 + minutes * 60)
        }
        self.civil = civil
        self.seconds = seconds
    }

    /// The instant in milliseconds since 1970 UTC; a time that the zone's clocks skip is the first one after the gap, one that they
    /// show twice the first.
    func instant(in zone: TimeZone) -> Int64? {
        let rules = offset.map { FixedOffset(seconds: $0) as any ZoneRules } ?? ReadersZone(zone: zone)
        return (rules.placement(of: civil).instant + Int64(seconds)) * 1000
    }
}

/// A zone whose clocks are never changed.
private struct FixedOffset: ZoneRules {
    let seconds: Int
    let name = "fixed"
    let dataVersion = "none"

    func offset(at instant: Int64) -> Int { seconds }
}

/// The zone of whoever reads.
private struct ReadersZone: ZoneRules {
    let zone: TimeZone
    var name: String { zone.identifier }
    var dataVersion: String { TimeZone.timeZoneDataVersion }

    func offset(at instant: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }
}
