/// What is to be done about the occurrences of one job, now.
///
/// A pure decision: whoever asks writes the answer down, under the occurrence's key, before acting on it. Skipping is
/// recoverable and sending twice is not, so everything that is not plainly on time is told and left alone.
public struct Due: Sendable {
    /// More missed occurrences than this are a clock that is wrong, not a machine that was asleep.
    public static let mostMissed = 100

    /// Since when the job's occurrences have not been looked at.
    public enum Since: Sendable, Hashable {
        /// Everything up to this instant has been decided.
        case examined(Int64)
        /// The job was not known before this instant; nothing earlier was ever promised.
        case firstSeen(Int64)

        /// The instant, in milliseconds since 1970.
        public var instant: Int64 {
            switch self {
            case .examined(let instant), .firstSeen(let instant): instant
            }
        }
    }

    /// When the job fires.
    public var timetable: Timetable
    /// Since when nobody has looked.
    public var since: Since
    /// The wall clock, in milliseconds since 1970.
    public var now: Int64
    /// The state of the job's previous run, when that is not at its end.
    public var unfinished: RunState?
    /// Keys of occurrences that have been decided before.
    public var decided: Set<String>
    /// Whether the clock can be trusted enough to send something that is late; see ``ClockCheck``.
    public var mayCatchUp: Bool

    /// Creates the question.
    public init(
        timetable: Timetable, since: Since, now: Int64, unfinished: RunState? = nil, decided: Set<String> = [],
        mayCatchUp: Bool = true
    ) {
        self.timetable = timetable
        self.since = since
        self.now = now
        self.unfinished = unfinished
        self.decided = decided
        self.mayCatchUp = mayCatchUp
    }

    /// The decisions, in the order of the occurrences; none when nothing is due.
    ///
    /// - Throws: ``DueRefusal`` when so many were missed that the clock is in doubt.
    public func decisions() throws(DueRefusal) -> [DueDecision] {
        let (found, latest) = try undecided()
        return found.map { occurrence in
            DueDecision(occurrence: occurrence, verdict: verdict(on: occurrence, isLatest: occurrence == latest))
        }
    }

    private func verdict(on occurrence: Occurrence, isLatest: Bool) -> DueVerdict {
        if let reason = occurrence.cancelled { return .skipped(.calendar(reason)) }
        let late = now - occurrence.instant
        if late <= deadline {
            guard isLatest else { return .missed(.overtaken) }
            return unfinished.map { .skipped(.previousRun($0)) } ?? .start(isCatchingUp: false)
        }
        guard occurrence.instant > since.instant else { return .missed(.beforeFirstSeen) }
        guard isLatest, mayCatchUp, timetable.schedule.catchUp == .latest else {
            return .missed(.late(seconds: Int(late / 1000)))
        }
        return unfinished.map { .skipped(.previousRun($0)) } ?? .start(isCatchingUp: true)
    }

    private var deadline: Int64 { Int64(timetable.schedule.startingDeadlineSeconds) * 1000 }

    /// Occurrences up to now that nobody has decided, and the last one that fires at all, decided or not.
    ///
    /// A single moment is looked at even when it lies before the job was known: whoever wrote it must hear that it will not
    /// happen.
    private func undecided() throws(DueRefusal) -> ([Occurrence], latest: Occurrence?) {
        var start = since.instant
        if case .at(let time) = timetable.schedule.trigger {
            start = min(start, timetable.rules.placement(of: time).instant * 1000 - 1)
        }
        var found: [Occurrence] = []
        var latest: Occurrence?
        var missed = 0
        for occurrence in timetable.occurrences(after: start, through: now) {
            if occurrence.cancelled == nil { latest = occurrence }
            guard !decided.contains(occurrence.key) else { continue }
            found.append(occurrence)
            if occurrence.cancelled == nil, now - occurrence.instant > deadline { missed += 1 }
            guard missed <= Self.mostMissed else {
                throw DueRefusal(job: timetable.job, since: since.instant, now: now)
            }
        }
        return (found, latest)
    }
}
