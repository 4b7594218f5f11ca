public import JobModel

/// What somebody can do with a run in a browser; the raw values stand in addresses.
public enum RunAction: String, Sendable, CaseIterable {
    case approve, pause, resume, cancel, recall

    /// Who may.
    public var role: DashboardRole { self == .approve ? .approver : .author }

    /// Whether the run is where this can be done; the store decides again, in the transaction that does it.
    public func isPossible(for run: RunSummary) -> Bool {
        switch self {
        case .approve: run.state == .awaitingApproval
        case .pause: [.planned, .sending, .halted].contains(run.state)
        case .resume: [.paused, .halted].contains(run.state)
        case .cancel: run.state.isUnfinished
        case .recall: run.people.accepted + run.people.inDoubt > 0 && run.recall != .recalled
        }
    }

    /// Whether what it does can never be taken back.
    var isFinal: Bool { self == .cancel || self == .recall }
}
