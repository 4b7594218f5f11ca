import JobModel
import JobStore

/// One tenure of the runner's lock: looks, starts, sends and polls side by side until nothing it has begun is left.
///
/// One loop takes one event after the other, so that what is in hand is known without any lock. Sending goes on in tasks of
/// its own; they are never cancelled, for a request that is cut short is a doubt. An error of the store lets nothing new
/// begin and ends the shift once everything on its way has come to its end.
struct WorkingShift {
    /// What the loop waits for.
    enum Event: Sendable {
        case rested
        case prepared(appID: String, [DueOccurrence], (any Error)?)
        case started(RunStarter.Work, RunStarter.Ended)
        case sent(SendQueue.Entry, Result<DispatchEnd, any Error>, isTurnOver: Bool)
        case polled(appID: String, Result<PollRound, any Error>)
        case recalled(OpenRecall, Result<RecallState, any Error>)
    }

    /// Runs that are frozen side by side: they share their commits.
    static let startsAtOnce = 32

    var ticker: Ticker
    let shift: Engine.Shift
    let stop: StopSignal
    var queue: SendQueue
    /// What is to be started when there is room.
    var starts: [RunStarter.Work] = []
    /// What is to be started for apps whose token is not certain yet.
    var unprepared: [String: [DueOccurrence]] = [:]
    /// Jobs and runs that are being started: no look decides about them again.
    var startingJobs: Set<String> = []
    var startingRuns: Set<RunID> = []
    /// Those among them about which a look had nothing to say for that reason: there is one to come when the start has ended.
    var passedOver: Set<String> = []
    var startsUnderWay = 0
    /// Apps with a batch to look at, those that are looked at now, and those that are left alone until the next look.
    var pollsDue: Set<String> = []
    var polling: Set<String> = []
    var pollsResting: Set<String> = []
    /// Pages of batches that were looked at since everything was, by app.
    var pagesPolled: [String: Int] = [:]
    /// Recalls that nobody is at any more, and those that are gone on with now.
    var recallsDue: [OpenRecall] = []
    var recalling: Set<RunID> = []
    var news = TickNews()
    private var hasToldOfTheClock = false
    /// Tasks on their way, but for the rest.
    private var underWay = 0
    private var isResting = false
    private var failure: (any Error)?

    init(_ ticker: Ticker, _ shift: Engine.Shift, _ stop: StopSignal) {
        self.ticker = ticker
        self.shift = shift
        self.stop = stop
        queue = SendQueue(lanes: ticker.lanes)
    }

    /// Works through a first look and whatever follows from it.
    ///
    /// - Throws: the first `StoreError` that concerns the store itself, and what the lookout throws, when everything has ended.
    mutating func work(_ first: TickLook, _ lookout: inout some TickLookout) async throws {
        await withTaskGroup(of: Event.self) { group in
            do { try await look(first, &lookout) } catch { failure = error }
            while true {
                begin(in: &group)
                if underWay == 0 {
                    // What was just sent may be due to be looked at.
                    await noticePolls()
                    begin(in: &group)
                    guard underWay > 0 else { break }
                }
                rest(in: &group, &lookout)
                guard let event = await group.next() else { break }
                if case .rested = event { isResting = false } else { underWay -= 1 }
                do {
                    try await take(event, &lookout)
                    try await tell(&lookout)
                } catch { failure = failure ?? error }
            }
            // Nothing but the rest is left.
            group.cancelAll()
        }
        if let failure { throw failure }
        for entry in queue.giveUp() where entry.isNew { note(entry, .drained) }
        try await ticker.keepServerClock(&news.report, isTold: hasToldOfTheClock)
        try await tell(&lookout)
    }

    // MARK: What goes on by itself

    private var mayBegin: Bool { failure == nil && !stop.isStopping }

    private mutating func begin(in group: inout TaskGroup<Event>) {
        guard mayBegin else { return }
        let (ticker, shift, stop) = (ticker, shift, stop)
        for (appID, due) in unprepared {
            underWay += 1
            group.addTask {
                // Once for all of them: where Feishu is away, it is away for everybody.
                let engine = due.first?.job.engine
                let prepared = await Result.of { try await stop.breakingOff { try await engine?.calls.prepare(stop) } }
                return .prepared(appID: appID, due, prepared.error)
            }
        }
        unprepared = [:]
        while startsUnderWay < Self.startsAtOnce, !starts.isEmpty {
            let (work, starter) = (starts.removeFirst(), ticker.starter(stop))
            startsUnderWay += 1
            underWay += 1
            group.addTask { .started(work, await starter.carryOut(work)) }
        }
        while let entry = queue.next() {
            underWay += 1
            let turn = SendTurn(of: entry.run.appID, in: queue.line, now: ticker.dependencies.now)
            group.addTask {
                let end = await Result.of { try await ticker.send(entry.run, shift, stop, turn) }
                return .sent(entry, end, isTurnOver: turn.isOver())
            }
        }
        for recall in recallsDue {
            guard let engine = ticker.engines.first(where: { $0.messaging.appID == recall.appID }) else { continue }
            recalling.insert(recall.run)
            underWay += 1
            group.addTask {
                .recalled(recall, await Result.of { try await engine.goOnRecalling(recall.run, stop: stop) })
            }
        }
        recallsDue = []
        for engine in ticker.engines where pollsDue.remove(engine.messaging.appID) != nil {
            let appID = engine.messaging.appID
            polling.insert(appID)
            underWay += 1
            group.addTask { .polled(appID: appID, await Result.of { try await engine.pollDue(pages: 1, stop: stop) }) }
        }
    }

    private mutating func rest(in group: inout TaskGroup<Event>, _ lookout: inout some TickLookout) {
        guard mayBegin, !isResting else { return }
        isResting = true
        let rest = lookout.nextRest()
        group.addTask {
            await rest()
            return .rested
        }
    }

    /// Finds the apps of which a batch is to be looked at.
    mutating func noticePolls() async {
        guard mayBegin else { return }
        let now = ticker.dependencies.now().wallMilliseconds
        do {
            for appID in ticker.engines.map(\.messaging.appID)
            where !polling.contains(appID) && !pollsResting.contains(appID) {
                if let next = try await ticker.store.nextPoll(of: appID), next <= now { pollsDue.insert(appID) }
            }
        } catch { failure = error }
    }

    // MARK: What happens

    private mutating func take(_ event: Event, _ lookout: inout some TickLookout) async throws {
        switch event {
        case .rested:
            guard mayBegin else { return }
            switch try await lookout.lookAround() {
            case .nothing: break
            case .commits: try await pickUpUnfinished()
            case .everything(let next): try await look(next, &lookout)
            }
            await noticePolls()
        case .prepared(_, let due, let error):
            guard let error else {
                starts += due.map { .occurrence($0) }
                return
            }
            for due in due {
                forget(.occurrence(due))
                guard !(error is CancellationError && stop.isStopping) else { continue }
                try note(.failed(about: due.job.job, error))
            }
        case .started(let work, let ended):
            startsUnderWay -= 1
            forget(work)
            try note(ended)
        case .sent(let entry, let end, let isTurnOver):
            if case .success(.drained) = end, isTurnOver, mayBegin { return queue.giveBack(entry) }
            queue.end(entry)
            try note(entry, end)
        case .recalled(let recall, let end):
            recalling.remove(recall.run)
            try note(recall, end)
        case .polled(let appID, let round):
            polling.remove(appID)
            try note(round, of: appID)
            await noticePolls()
        }
    }

    private mutating func forget(_ work: RunStarter.Work) {
        switch work {
        case .occurrence(let due):
            startingJobs.remove(due.job.job)
            startingRuns.remove(due.run)
            guard passedOver.remove(due.job.job) != nil else { return }
            news.nextAt = min(news.nextAt ?? .max, ticker.dependencies.now().wallMilliseconds)
        case .planned(let run): startingRuns.remove(run.id)
        }
    }

    /// Tells what there is to tell.
    mutating func tell(_ lookout: inout some TickLookout) async throws {
        guard news.isLook || !news.report.isEmpty || news.nextAt != nil else { return }
        hasToldOfTheClock = hasToldOfTheClock || news.report.tellsOfTheClock
        let told = news
        news = TickNews()
        try await lookout.hear(told)
    }
}

extension Result where Failure == any Error {
    /// How something ended.
    fileprivate static func of(_ body: () async throws -> Success) async -> Self {
        do { return .success(try await body()) } catch { return .failure(error) }
    }

    fileprivate var error: (any Error)? { if case .failure(let error) = self { error } else { nil } }
}
