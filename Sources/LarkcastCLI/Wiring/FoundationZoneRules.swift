import Foundation
import JobModel

/// The rules of a zone as Foundation knows them.
///
/// On Linux they are compiled into the program with Foundation, so a container without time zone data does not fall back to
/// UTC, and every machine with one build agrees. Newer rules come with a newer build; ``dataVersion`` says which they are.
struct FoundationZoneRules: ZoneRules {
    private let zone: TimeZone
    let name: String

    /// The rules of a zone; `nil` for a name that nobody knows, never UTC in its place.
    init?(_ name: String) {
        guard let zone = TimeZone(identifier: name) else { return nil }
        self.zone = zone
        self.name = name
    }

    var dataVersion: String { TimeZone.timeZoneDataVersion }

    func offset(at instant: Int64) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant)))
    }
}
