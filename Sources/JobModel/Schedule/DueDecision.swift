/// What is to be done about one occurrence.
public struct DueDecision: Sendable, Hashable {
    /// The occurrence.
    public var occurrence: Occurrence
    /// What is to be done.
    public var verdict: DueVerdict

    /// Creates a decision.
    public init(occurrence: Occurrence, verdict: DueVerdict) {
        self.occurrence = occurrence
        self.verdict = verdict
    }
}

/// The ways an occurrence can go.
public enum DueVerdict: Sendable, Hashable {
    /// A run starts; when it is catching up, later than its deadline and because the manifest says so.
    case start(isCatchingUp: Bool)
    /// It is recorded and not sent.
    case missed(MissedReason)
    /// It is recorded and not sent, though it is in time.
    case skipped(SkippedReason)
}

/// Why an occurrence was missed.
public enum MissedReason: Sendable, Hashable {
    /// It is later than its deadline.
    case late(seconds: Int)
    /// A later one is due at the same time, and that one starts.
    case overtaken
    /// Its moment had passed before the job was known.
    case beforeFirstSeen
    /// It stands for itself and for all others since a time of the zone's clocks: they are too many to be recorded.
    case many(after: String)

    /// The sentence for people.
    public var text: String {
        switch self {
        case .late(let seconds): "\(DurationText.text(seconds)) late, which is beyond the starting deadline"
        case .overtaken: "a later occurrence was due as well, and only the latest starts"
        case .beforeFirstSeen: "its time had passed before larkcast knew of it"
        case .many(let time):
            "more than \(Due.mostMissed) occurrences after \(time) were missed; this record stands for all of them"
        }
    }
}

/// Why an occurrence in time was skipped.
public enum SkippedReason: Sendable, Hashable {
    /// The job's previous run is not at its end.
    case previousRun(RunState)
    /// The calendar cancels it.
    case calendar(OccurrenceCancellation)

    /// The sentence for people.
    public var text: String {
        switch self {
        case .previousRun(let state): "the previous run is still \(state.rawValue)"
        case .calendar(let reason): reason.text
        }
    }
}

/// So many occurrences seem to be missed, by a clock that something speaks against, that it must be looked at first.
public struct DueRefusal: Error, Sendable, Hashable {
    /// The job's slug.
    public var job: String
    /// Since when they seem to be missed, in milliseconds since 1970.
    public var since: Int64
    /// The wall clock, in milliseconds since 1970.
    public var now: Int64

    /// The sentence for people.
    public var text: String {
        "more than \(Due.mostMissed) occurrences of \(job) seem to be missed; check this machine's clock. Nothing is started."
    }
}
