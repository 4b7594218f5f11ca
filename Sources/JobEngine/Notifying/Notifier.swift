public import FeishuAPI
public import JobModel
public import JobStore

/// Tells people and programs what has become of runs: by webhook, and by a card to the job's owner.
///
/// It works from the store's queue alone and holds neither the runner's lock nor a lane of the dispatcher, so that nothing
/// that is sent waits for it. What may have been taken without an answer is told again: a second telling has the first
/// one's id and harms nobody, unlike a second announcement.
public struct Notifier: Sendable {
    /// Rests after each failed try, in milliseconds; after the last try it is given up.
    static let rests: [Int64] = [60_000, 300_000, 1_800_000, 7_200_000]
    /// Tries in all.
    public static let tries = rests.count + 1
    /// Milliseconds after which a round begins nothing new, so that a process that has more to do gets to it.
    public static let longestRound: Int64 = 15_000
    /// Most notifications of a round by one way.
    private static let page = 100

    private let store: JobDatabase
    private let dependencies: EngineDependencies
    private let kinds: Set<NotificationKind>
    private let webhook: WebhookClient?
    private let longestRound: Int64
    private let words: @Sendable (RunNotification) -> NotificationText
    private let cards: @Sendable (String) -> (any CardMessaging)?

    /// Creates a notifier.
    ///
    /// - Parameters:
    ///   - store: Where the queue is.
    ///   - dependencies: Time.
    ///   - kinds: What is told.
    ///   - webhook: Where it is posted; `nil` is nowhere.
    ///   - longestRound: Milliseconds after which a round begins nothing new.
    ///   - words: What cards say, in the language of those who read them. What programs get is English.
    ///   - cards: Sends cards as the app of that id; `nil` when nobody here speaks for that app.
    public init(
        store: JobDatabase, dependencies: EngineDependencies, kinds: Set<NotificationKind>, webhook: WebhookClient?,
        longestRound: Int64 = Notifier.longestRound,
        words: @escaping @Sendable (RunNotification) -> NotificationText = { NotificationText($0) },
        cards: @escaping @Sendable (String) -> (any CardMessaging)?
    ) {
        self.store = store
        self.dependencies = dependencies
        self.kinds = kinds
        self.webhook = webhook
        self.longestRound = longestRound
        self.words = words
        self.cards = cards
    }

    /// Tells everything that is due, once, by every way at the same time.
    ///
    /// A way that fails is left alone for the rest of the round, so that an address that hangs costs one time-out, and nobody
    /// else anything.
    ///
    /// - Parameter stop: Ends the round early.
    /// - Returns: what was told, and what was given up.
    /// - Throws: `StoreError`.
    public func tell(stop: StopSignal = StopSignal()) async throws(StoreError) -> NotificationRound {
        let began = dependencies.now()
        let wish = NotificationWish(kinds: kinds, hasWebhook: webhook != nil)
        let queued = try await store.notifications(wish, at: began, limit: Self.page)
        let ways = Dictionary(grouping: queued) { $0.channel == .webhook ? "webhook" : "app \($0.appID)" }
        let results = await withTaskGroup(of: Result<NotificationRound, StoreError>.self) { group in
            for way in ways.values {
                group.addTask {
                    do throws(StoreError) { return .success(try await tell(way, since: began, stop)) } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        var round = NotificationRound()
        for result in results {
            let part = try result.get()
            round.told += part.told
            round.givenUp += part.givenUp
        }
        return round
    }

    /// Tells what is due by one way, until it fails or the round has lasted long enough.
    private func tell(
        _ due: [QueuedNotification], since began: Moment, _ stop: StopSignal
    ) async throws(StoreError) -> NotificationRound {
        var round = NotificationRound()
        for (place, queued) in due.enumerated() {
            let now = dependencies.now()
            let isLate = now.monotonicMilliseconds - began.monotonicMilliseconds > longestRound
            // Each way has one try, however long another has hung meanwhile.
            if stop.isStopping || (isLate && place > 0) { break }
            if now.wallMilliseconds - queued.notification.at > JobDatabase.longestNews || queued.attempts >= Self.tries
            {
                try await giveUp(queued, "it could not be told in time", &round)
                continue
            }
            guard let post = carrier(queued) else { continue }
            let rest = Self.rests[min(queued.attempts, Self.rests.count - 1)]
            // What was told of is written down first: a death now costs one try, not the notification.
            guard try await store.claim(queued, nextTryAt: now.wallMilliseconds + rest, at: now) else { continue }
            var tried = queued
            tried.attempts += 1
            guard let failure = await post() else {
                try await store.noteDelivered(tried)
                round.told += 1
                continue
            }
            if failure.isFinal || tried.attempts >= Self.tries {
                try await giveUp(tried, failure.text, &round)
            } else {
                try await store.noteFailed(tried, problem: failure.text)
            }
            guard failure.isAboutThisOne else { break }
        }
        return round
    }

    private func giveUp(
        _ queued: QueuedNotification, _ problem: String, _ round: inout NotificationRound
    ) async throws(StoreError) {
        try await store.giveUp(queued, problem: problem, at: dependencies.now())
        round.givenUp.append(
            NotificationRound.GivenUp(
                job: queued.notification.run.job, run: queued.notification.run.id, kind: queued.notification.kind,
                channel: queued.channel, problem: problem))
    }

    /// How one notification leaves; `nil` when there is no way for it here.
    private func carrier(_ queued: QueuedNotification) -> (() async -> TellingFailure?)? {
        let notification = queued.notification
        switch queued.channel {
        case .webhook:
            guard let webhook else { return nil }
            return { [now = dependencies.now, words] in
                let body =
                    webhook.address.isCustomBot
                    ? NotificationCard.customBotBytes(
                        notification, saying: words(notification), secret: webhook.secret?.reveal(),
                        at: now().wallMilliseconds)
                    : NotificationDocument.bytes(notification)
                do throws(WebhookFailure) {
                    try await webhook.post(body)
                    return nil
                } catch {
                    return TellingFailure(text: error.description)
                }
            }
        case .owner:
            guard let owner = queued.owner, let cards = cards(queued.appID) else { return nil }
            return { [words] in
                do throws(FeishuError) {
                    let card = NotificationCard.bytes(notification, saying: words(notification))
                    try await cards.sendCard(card, to: owner, uuid: notification.id)
                    return nil
                } catch {
                    return TellingFailure(error)
                }
            }
        }
    }
}

/// What one round came to.
public struct NotificationRound: Sendable, Equatable {
    /// A notification that nobody will get.
    public struct GivenUp: Sendable, Equatable {
        /// The job it was about.
        public var job: String
        /// The run it was about.
        public var run: RunID
        /// What it would have told.
        public var kind: NotificationKind
        /// By which way.
        public var channel: NotificationChannel
        /// What the last try met.
        public var problem: String

        /// Creates one.
        public init(job: String, run: RunID, kind: NotificationKind, channel: NotificationChannel, problem: String) {
            self.job = job
            self.run = run
            self.kind = kind
            self.channel = channel
            self.problem = problem
        }
    }

    /// How many were taken.
    public var told = 0
    /// Those that are not tried again.
    public var givenUp: [GivenUp] = []

    /// Creates a round in which nothing happened.
    public init() {}

    /// What was given up, as problems of a tick.
    public var problems: [TickReport.Problem] {
        givenUp.map { .init(about: $0.job, error: TickProblem.notTold($0)) }
    }
}

/// Why one try came to nothing.
private struct TellingFailure {
    var text: String
    /// Whether another try would meet the same.
    var isFinal = false
    /// Whether others may fare better by the same way.
    var isAboutThisOne = false

    init(text: String) {
        self.text = text
    }

    init(_ error: FeishuError) {
        text = error.description
        switch error.kind {
        case .notFound, .invalidRequest:
            isFinal = true
            isAboutThisOne = true
        default: break
        }
    }
}
