/// An occurrence with the timetable it comes from and what people call its job.
public struct Firing: Sendable {
    /// The occurrence.
    public let occurrence: Occurrence
    /// Where it comes from.
    public let timetable: Timetable
    /// What people call the job.
    public let title: String
    /// Whether its time has come already, and it starts all the same: nobody has decided it, and it is within its deadline.
    public let isDueNow: Bool

    /// Creates a firing.
    public init(occurrence: Occurrence, timetable: Timetable, title: String, isDueNow: Bool = false) {
        self.occurrence = occurrence
        self.timetable = timetable
        self.title = title
        self.isDueNow = isDueNow
    }

    /// Whether anything is sent.
    public var takesPlace: Bool { occurrence.cancelled == nil }

    /// Everything there is to say about it, in one line; empty when it is simply where the schedule says.
    public var note: String {
        guard isDueNow else { return occurrence.note }
        let end = timetable.rules.civilTime(at: timetable.startBy(occurrence) / 1000).map { " until \($0)" } ?? ""
        return ["due now: the next tick starts it\(end)", occurrence.note].filter { !$0.isEmpty }.joined(
            separator: "; ")
    }

    /// What the zone's clocks show then.
    public var local: String { timetable.local(occurrence) }
}
