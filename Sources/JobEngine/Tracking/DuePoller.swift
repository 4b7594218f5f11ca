import FeishuAPI
public import JobModel
import JobStore

/// Looks at every batch whose time has come, whatever run it belongs to, and says when it is looked at next.
///
/// What it does is written down batch by batch, so a poller that is killed loses one look at most.
struct DuePoller {
    /// Batches read from the store at a time.
    private static let page = 200
    /// The part of a month's calls that polling may use up; the rest is for sending and taking back.
    private static let share = (4, 5)

    let poller: ProgressPoller
    let appID: String

    private var store: JobDatabase { poller.store }

    /// Looks until nothing is due any more, or so many pages are through.
    ///
    /// - Throws: `FeishuError` when Feishu cannot be asked at all, `StoreError`, `CancellationError` once somebody asks to stop.
    func poll(pages: Int = .max, _ stop: StopSignal) async throws -> PollRound {
        var round = PollRound()
        for _ in 0..<pages {
            let now = poller.dependencies.now()
            if let limit = poller.configuration.callsPerMonth {
                let used = try await store.callsThisMonth(of: appID, at: now)
                guard used * Self.share.1 < limit * Self.share.0 else {
                    round.isOutOfBudget = try await store.duePolls(of: appID, at: now, limit: 1).isEmpty == false
                    return round
                }
            }
            let due = try await store.duePolls(of: appID, at: now, limit: Self.page)
            guard !due.isEmpty else { return round }
            let settled = try await look(at: due, stop)
            round.looks += due.count
            for run in settled where try await settle(run) { round.settled.append(run) }
        }
        return round
    }

    /// Looks at a page of batches; returns the runs none of whose batches is followed any more.
    private func look(at due: [DuePoll], _ stop: StopSignal) async throws -> Set<RunID> {
        try await withThrowingTaskGroup(of: RunID?.self) { group in
            var remaining = due.makeIterator()
            for _ in 0..<max(1, poller.configuration.queryLanes) {
                guard let poll = remaining.next() else { break }
                group.addTask { try await look(at: poll, stop) }
            }
            var ended: Set<RunID> = []
            while let run = try await group.next() {
                if let run { ended.insert(run) }
                guard let poll = remaining.next() else { continue }
                group.addTask { try await look(at: poll, stop) }
            }
            return ended
        }
    }

    private func look(at poll: DuePoll, _ stop: StopSignal) async throws -> RunID? {
        let sample = try await poller.sample(
            poll.batchMessageID, poll.kind, run: poll.run, ordinal: poll.ordinal, stop)
        let now = poller.dependencies.now().wallMilliseconds
        // A clock that was set back must not stop the following.
        let elapsed = max(0, now - poll.acceptedAt)
        let schedule = poller.configuration.schedule(of: poll.channel)
        let wait =
            if let sample {
                schedule.nextPoll(
                    afterSamples: poll.samples + 1, newest: poll.newest + [sample.figures(sampledAt: now)],
                    elapsed: elapsed, follow: poll.follow)
            } else {
                schedule.nextTry(elapsed: elapsed, follow: poll.follow)
            }
        let isLast = try await store.schedulePoll(poll.run, ordinal: poll.ordinal, at: wait.map { now + $0 })
        return isLast ? poll.run : nil
    }

    /// A run that still sends settles later, with the last batch it sends.
    private func settle(_ run: RunID) async throws -> Bool {
        guard try await store.summary(of: run).state == .sent else { return false }
        try await store.settle(run, at: poller.dependencies.now())
        return true
    }
}

/// What one round of looking at what is due did.
public struct PollRound: Sendable, Equatable {
    /// Batches looked at.
    public var looks = 0
    /// Runs in which nothing is to be expected any more.
    public var settled: [RunID] = []
    /// Whether looks were left out because the month's calls are used up as far as polling may.
    public var isOutOfBudget = false

    /// Creates a round in which nothing happened.
    public init() {}
}

extension Engine {
    /// Looks at every batch of the app that is due, in whatever run.
    ///
    /// - Throws: as ``poll(_:stop:)``.
    public func pollDue(stop: StopSignal) async throws -> PollRound {
        try await pinWhatIsLeft(stop)
        return try await DuePoller(poller: poller, appID: messaging.appID).poll(stop)
    }

    /// Looks at no more than so many pages of what is due.
    func pollDue(pages: Int, stop: StopSignal) async throws -> PollRound {
        try await pinWhatIsLeft(stop)
        return try await DuePoller(poller: poller, appID: messaging.appID).poll(pages: pages, stop)
    }
}
