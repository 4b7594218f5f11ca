/// Several runs beside each other: those of a job, or those since an instant.
public struct RunSeries: Sendable, Equatable {
    /// The job they are of; `nil` for those of all jobs.
    public var job: String?
    /// The instant since which they were made, in milliseconds since 1970 UTC; `nil` for all of them.
    public var since: Int64?
    /// The runs without their batches, newest first, missed and skipped ones too.
    public var runs: [RunSummary]

    /// Creates a series.
    public init(job: String? = nil, since: Int64? = nil, runs: [RunSummary]) {
        self.job = job
        self.since = since
        self.runs = runs
    }

    /// The runs that count people and are no tests: those that can be added up.
    public var countable: [RunSummary] { runs.filter { $0.unit == .people && !$0.isTest } }

    /// The balance sheets of the countable runs together; a person who was in two of them counts twice.
    public var people: BalanceSheet {
        countable.reduce(into: BalanceSheet()) { sum, run in
            sum.targeted += run.people.targeted
            sum.accepted += run.people.accepted
            sum.invalid += run.people.invalid
            sum.rejected += run.people.rejected
            sum.excluded += run.people.excluded
            sum.duplicate += run.people.duplicate
            sum.inDoubt += run.people.inDoubt
            sum.abandoned += run.people.abandoned
            sum.cancelled += run.people.cancelled
            sum.pending += run.people.pending
        }
    }

    /// How much of the countable runs the figures are about.
    public var looked: LookedAt {
        countable.reduce(into: LookedAt()) { sum, run in
            sum.known += run.looked.known
            sum.taken += run.looked.taken
        }
    }

    /// The newest figures of the countable runs together; what is unknown of one is left out.
    public var progress: ProgressFigures {
        let all = countable.map(\.progress)
        func sum(_ figure: KeyPath<ProgressFigures, Int?>) -> Int? {
            let known = all.compactMap { $0[keyPath: figure] }
            return known.isEmpty ? nil : known.reduce(0, +)
        }
        return ProgressFigures(
            valid: sum(\.valid), delivered: sum(\.delivered), read: sum(\.read), readOf: sum(\.readOf),
            recalled: sum(\.recalled), sampledAt: all.compactMap(\.sampledAt).max())
    }
}
