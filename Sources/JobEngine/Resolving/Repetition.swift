public import JobModel
public import JobStore

/// What a plan repeats of the last seven days.
public struct Repetition: Sendable, Equatable {
    /// What is said of a run whose people may be people of the plan, though nobody can count them.
    struct Uncounted: Sendable, Equatable {
        var run: RunID
        var alarm: HeadCountAlarm
    }

    /// The run that is repeated on purpose, where the plan does repeat it.
    public var repeated: RunID?
    /// Who may have got the message already, in runs to others.
    public var remarks: [PlanRemark]
    /// The runs of the same message that were looked at, the one made last first; `nil` for a test.
    public var known: [RunID]?
    /// Recipients, by their ids in the plan, who may have got the message, and the run each may have it from.
    private var again: [String: RunID] = [:]
    /// The one of these runs that was made last.
    private var lastOfAgain: RunID?
    /// What they are.
    private var unit: AudienceUnit = .people
    /// What cannot be counted, of the run made last first.
    var uncounted: [Uncounted] = []
    /// The run whose repetition somebody has allowed.
    let allowed: RunID?

    /// Most people who may get a message a second time on a mere warning.
    static let mostUnasked = 50
    /// From so many on, more than half of an audience needs somebody's word as well: it is the earlier one, a little edited.
    static let fewest = 10

    /// Creates one that says that nothing is repeated.
    public init(known: [RunID]? = nil, allowing allowed: RunID? = nil) {
        remarks = []
        self.known = known
        self.allowed = allowed
    }

    /// What somebody should look at, and the run to be named by whoever allows it: more than a few of so many people would get
    /// the message a second time, or nobody knows how many.
    public func alarm(of all: Int) -> (alarm: HeadCountAlarm, run: RunID)? {
        if let first = uncounted.first(where: { !isAllowed($0.run) }) { return (first.alarm, first.run) }
        guard isMany(of: all), let run = lastOfAgain, !isAllowed(run) else { return nil }
        return (.alreadySent(again.count, of: all, unit: unit, run: run.rawValue), run)
    }

    /// Whether what somebody has allowed is what this plan of so many people would have needed a word for.
    public func isWanted(of all: Int) -> Bool {
        repeated != nil || (isMany(of: all) && lastOfAgain.map(isAllowed) == true)
    }

    /// In a group are as many people as in a department: one that would get it again is many.
    private func isMany(of all: Int) -> Bool {
        let count = again.count
        return unit == .chats
            ? count > 0 : count > Self.mostUnasked || (count >= Self.fewest && count * 2 > all)
    }

    /// Whether somebody has allowed to repeat a run: whoever names the one made last was told of those before it as well.
    func isAllowed(_ run: RunID) -> Bool {
        guard let allowed else { return false }
        guard run != allowed, let known, let named = known.firstIndex(of: allowed),
            let place = known.firstIndex(of: run)
        else { return run == allowed }
        return named < place
    }

    /// Notes who may have got the message in other runs.
    public mutating func note(_ overlap: RepeatOverlap?, unit: AudienceUnit) {
        guard let overlap else { return }
        remarks.append(.alreadySent(overlap.runOfRecipient.count, unit: unit, runs: overlap.runs.map(\.rawValue)))
        // Departments that were addressed before are held against each other by the people they share.
        guard unit != .departments else { return }
        self.unit = unit
        // The same person may be in two of the remarks.
        again.merge(overlap.runOfRecipient) { known, _ in known }
        lastOfAgain = [lastOfAgain, overlap.runs.first].compactMap(\.self).min { isLater($0, than: $1) }
    }

    /// Takes out those who may have got the message, with the run each may have it from, for whoever leaves them out of the plan;
    /// what cannot be counted stays.
    mutating func takeOut() -> [String: RunID] {
        defer {
            (again, lastOfAgain) = ([:], nil)
            remarks.removeAll { if case .alreadySent = $0 { true } else { false } }
        }
        return again
    }

    mutating func note(_ alarm: HeadCountAlarm, run: RunID) {
        uncounted.append(Uncounted(run: run, alarm: alarm))
        if isAllowed(run) { repeated = allowed }
    }

    /// Notes that all of an earlier audience is the plan's.
    ///
    /// - Throws: `StoreError` of code `repeats` when nobody has allowed it.
    mutating func noteAll(of run: RunID) throws(StoreError) {
        guard isAllowed(run) else { throw StoreError(repeating: [run]) }
        repeated = allowed
    }

    private func isLater(_ one: RunID, than other: RunID) -> Bool {
        (known?.firstIndex(of: one) ?? .max) < (known?.firstIndex(of: other) ?? .max)
    }
}
