/// An occurrence with the timetable it comes from and what people call its job.
public struct Firing: Sendable {
    /// The occurrence.
    public let occurrence: Occurrence
    /// Where it comes from.
    public let timetable: Timetable
    /// What people call the job.
    public let title: String

    /// Creates a firing.
    public init(occurrence: Occurrence, timetable: Timetable, title: String) {
        self.occurrence = occurrence
        self.timetable = timetable
        self.title = title
    }

    /// Whether anything is sent.
    public var takesPlace: Bool { occurrence.cancelled == nil }

    /// What the zone's clocks show then.
    public var local: String { timetable.local(occurrence) }
}
