/// What is to be done about the occurrences of one job, now.
///
/// A pure decision: whoever asks writes the answer down, under the occurrence's key, before acting on it. Skipping is
/// recoverable and sending twice is not, so everything that is not plainly on time is told and left alone.
public struct Due: Sendable {
    /// More missed occurrences than this are not recorded one by one: a machine that was off for days would fill the list.
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
    /// - Throws: ``DueRefusal`` when so many were missed, by a clock that something speaks against, that it is to be looked
    ///   at first.
    public func decisions() throws(DueRefusal) -> [DueDecision] {
        let undecided = try undecided()
        return undecided.found.compactMap { occurrence in
            // Of a job that was not known before only the last word counts: earlier times were promised to nobody.
            if case .firstSeen = since, occurrence.cancelled != nil, occurrence != undecided.found.last { return nil }
            let isLatest = occurrence == undecided.latest
            let verdict =
                occurrence == undecided.standsForAll
                ? .missed(.many(after: civil(since.instant)))
                : verdict(on: occurrence, isLatest: isLatest)
            return verdict.map { DueDecision(occurrence: occurrence, verdict: $0) }
        }
    }

    /// What is to be done about one occurrence; `nil` when there is nothing to say about it.
    private func verdict(on occurrence: Occurrence, isLatest: Bool) -> DueVerdict? {
        if let reason = occurrence.cancelled { return .skipped(.calendar(reason)) }
        let late = now - occurrence.instant
        if late <= deadline {
            guard isLatest else {
                // Before the job was known nobody was promised it.
                if case .firstSeen = since { return nil }
                return .missed(.overtaken)
            }
            return unfinished.map { .skipped(.previousRun($0)) } ?? .start(isCatchingUp: false)
        }
        guard occurrence.instant > since.instant else { return .missed(.beforeFirstSeen) }
        guard isLatest, mayCatchUp, timetable.schedule.catchUp == .latest else {
            return .missed(.late(seconds: Int(late / 1000)))
        }
        return unfinished.map { .skipped(.previousRun($0)) } ?? .start(isCatchingUp: true)
    }

    private var deadline: Int64 { Int64(timetable.schedule.startingDeadlineSeconds) * 1000 }

    /// Occurrences up to now.
    private struct Undecided {
        /// Those that nobody has decided.
        var found: [Occurrence] = []
        /// The last one that fires at all, decided or not.
        var latest: Occurrence?
        /// The one that is recorded for itself and for everything before it.
        var standsForAll: Occurrence?
    }

    /// - Throws: ``DueRefusal``, as ``decisions()``.
    private func undecided() throws(DueRefusal) -> Undecided {
        let start = start
        var undecided = Undecided()
        var missed = 0
        for occurrence in timetable.occurrences(after: start, through: now) {
            if occurrence.cancelled == nil { undecided.latest = occurrence }
            guard !decided.contains(occurrence.key) else { continue }
            undecided.found.append(occurrence)
            if isMissed(occurrence) { missed += 1 }
            guard missed <= Self.mostMissed else {
                guard mayCatchUp else { throw DueRefusal(job: timetable.job, since: since.instant, now: now) }
                return lastOnes(after: start)
            }
        }
        return undecided
    }

    /// A single moment is looked at even when it lies before the job was known: whoever wrote it must hear that it will not
    /// happen.
    ///
    /// A calendar may have moved it to some days before.
    private var start: Int64 {
        guard case .at(let time) = timetable.schedule.trigger else { return since.instant }
        let farthest = Int64(BusinessCalendar.farthestMove + 1) * 86_400_000
        return min(since.instant, timetable.rules.placement(of: time).instant * 1000 - farthest)
    }

    /// Of very many only the last ones: those in time, and one missed that stands for all before it.
    ///
    /// Where that one was decided earlier, so were they.
    private func lastOnes(after start: Int64) -> Undecided {
        var reach = deadline + 86_400_000
        while true {
            let all = Array(timetable.occurrences(after: max(start, now - reach), through: now))
            let latest = all.last { $0.cancelled == nil }
            var missed = all.filter(isMissed)
            // The latest one is caught up with, so that another has to stand for the rest.
            if timetable.schedule.catchUp == .latest, missed.last == latest { _ = missed.popLast() }
            if let last = missed.last {
                let found = all.filter { $0.instant >= last.instant && !decided.contains($0.key) }
                return Undecided(found: found, latest: latest, standsForAll: last)
            }
            guard now - reach > start else { return Undecided(latest: latest) }
            reach *= 8
        }
    }

    private func isMissed(_ occurrence: Occurrence) -> Bool {
        occurrence.cancelled == nil && now - occurrence.instant > deadline
    }

    private func civil(_ instant: Int64) -> String {
        timetable.rules.civilTime(at: instant / 1000).map { "\($0)" } ?? "\(instant)"
    }
}
