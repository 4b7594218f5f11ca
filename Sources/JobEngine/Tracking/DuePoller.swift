public import FeishuAPI
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
    /// Calls one look costs: figures and readers.
    private static let callsALook = 2
    /// Batches in a row that Feishu does not tell about, after which it is Feishu and not the batches.
    private static let mostUnanswered = 8

    /// What one look came to.
    private enum Outcome {
        /// The batch is looked at again.
        case followed
        /// The last batch of this run that was followed is no longer.
        case ended(RunID)
        /// There was no answer, for a reason that is this batch's own as far as anybody knows.
        case unanswered(FeishuError)
    }

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
            let room = try await room(at: now)
            guard room > 0 else {
                round.isOutOfBudget = try await store.duePolls(of: appID, at: now, limit: 1).isEmpty == false
                return round
            }
            let due = try await store.duePolls(of: appID, at: now, limit: room)
            guard !due.isEmpty else { return round }
            let ended = try await look(at: due, &round, stop)
            round.looks += due.count
            for run in ended where try await settle(run) { round.settled.append(run) }
        }
        return round
    }

    /// How many batches may be looked at now: a page, or what the month's calls leave for looks.
    private func room(at now: Moment) async throws -> Int {
        guard let limit = poller.configuration.callsPerMonth else { return Self.page }
        let left = limit * Self.share.0 / Self.share.1 - (try await store.callsThisMonth(of: appID, at: now))
        return min(Self.page, max(0, left / Self.callsALook))
    }

    /// Looks at a page of batches; returns the runs none of whose batches is followed any more.
    private func look(at due: [DuePoll], _ round: inout PollRound, _ stop: StopSignal) async throws -> Set<RunID> {
        let (looks, ended, failure) = try await withThrowingTaskGroup(of: Outcome.self) { group in
            var remaining = due.makeIterator()
            for _ in 0..<max(1, poller.configuration.queryLanes) {
                guard let poll = remaining.next() else { break }
                group.addTask { try await look(at: poll, stop) }
            }
            var ended: Set<RunID> = []
            var (unanswered, inARow) = (0, 0)
            var failure: FeishuError?
            while let outcome = try await group.next() {
                switch outcome {
                case .followed: inARow = 0
                case .ended(let run):
                    inARow = 0
                    ended.insert(run)
                case .unanswered(let error):
                    unanswered += 1
                    inARow += 1
                    failure = error
                    guard inARow < Self.mostUnanswered else { throw error }
                }
                guard let poll = remaining.next() else { continue }
                group.addTask { try await look(at: poll, stop) }
            }
            return (unanswered, ended, failure)
        }
        round.unanswered += looks
        round.failure = failure ?? round.failure
        return ended
    }

    private func look(at poll: DuePoll, _ stop: StopSignal) async throws -> Outcome {
        let sample: ProgressSample?
        do {
            sample = try await poller.sample(poll.batchMessageID, poll.kind, run: poll.run, ordinal: poll.ordinal, stop)
        } catch let error as FeishuError where error.isAboutOneBatch {
            return try await schedule(poll, after: nil) ?? .unanswered(error)
        } catch let error as FeishuError where error.kind == .permission {
            // It may be lacking for one kind of message alone: the others come first the next time.
            _ = try await schedule(poll, after: nil)
            throw error
        }
        return try await schedule(poll, after: sample) ?? .followed
    }

    /// Says when the batch is looked at next, later than any other when there was no sample.
    private func schedule(_ poll: DuePoll, after sample: ProgressSample?) async throws -> Outcome? {
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
        return isLast ? .ended(poll.run) : nil
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
    /// Batches Feishu did not tell about for a reason of their own; they are looked at again when their next try has come.
    public var unanswered = 0
    /// What it said about the last of them.
    public var failure: FeishuError?
    /// Whether looks were left out because the month's calls are used up as far as polling may.
    public var isOutOfBudget = false

    /// Creates a round in which nothing happened.
    public init() {}
}

extension FeishuError {
    /// Whether it says nothing about the calls for other batches: the platform has trouble with this one, or says of it what
    /// nobody understands.
    fileprivate var isAboutOneBatch: Bool {
        guard endpoint != .tenantToken else { return false }
        switch kind {
        case .server, .malformedAnswer, .unknownCode: return true
        default: return false
        }
    }
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
