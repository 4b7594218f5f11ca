/// An accepted batch.
///
/// What has become of it is a function of the time asked about, so nothing runs in the background.
struct SentBatch {
    let id: String
    let appID: String
    /// All times are sandbox seconds.
    let acceptedAt: Double
    let startsAt: Double
    /// Everybody the call reached, once, in the order of delivery.
    let people: [PersonKey]
    /// Positions in `people`, ascending, of those the message cannot be delivered to.
    let invisible: [Int]
    private let content: BatchContent
    private(set) var recalledAt: Double?

    init(
        id: String,
        appID: String,
        acceptedAt: Double,
        startsAt: Double,
        people: [PersonKey],
        invisible: [Int],
        content: BatchContent = BatchContent()
    ) {
        self.content = content
        self.id = id
        self.appID = appID
        self.acceptedAt = acceptedAt
        self.startsAt = startsAt
        self.people = people
        self.invisible = invisible
    }

    var contentHash: String { content.hash }

    /// Who is at a position; somebody the company does not know is known by the request alone.
    func openID(at position: Int, in company: SandboxCompany) -> String? {
        if let known = people[position].companyPosition { return company.people[known].openID }
        let place = position - content.firstNamed
        return content.openIDs.indices.contains(place) ? content.openIDs[place] : nil
    }

    /// The people the message has arrived at by `now`, with the time and whether it was taken back since.
    func arrivals(at now: Double, policy: SandboxPolicy) -> [(position: Int, at: Double, isRecalled: Bool)] {
        let passed = passed(at: now, rate: policy.deliveriesPerSecond)
        let takenBack = takenBack(at: now, policy: policy)
        let unreached = Set(invisible)
        return (0..<passed).filter { !unreached.contains($0) }.map {
            ($0, startsAt + Double($0 + 1) / policy.deliveriesPerSecond, $0 < takenBack)
        }
    }

    /// A recall stops what was not delivered yet (not documented).
    ///
    /// A second one changes nothing (not documented).
    mutating func recall(at now: Double) {
        if recalledAt == nil { recalledAt = now }
    }

    /// How many of `people` the queue has passed at `now`, the invisible ones included.
    private func passed(at now: Double, rate: Double) -> Int {
        Self.count(from: startsAt, to: min(now, recalledAt ?? now), rate: rate, limit: people.count)
    }

    /// How many of `people` a recall has passed.
    private func takenBack(at now: Double, policy: SandboxPolicy) -> Int {
        guard let recalledAt else { return 0 }
        let limit = passed(at: now, rate: policy.deliveriesPerSecond)
        return Self.count(from: recalledAt + policy.recallDelay, to: now, rate: policy.recallsPerSecond, limit: limit)
    }

    /// Whole steps of `rate` per second between two times, at most `limit`; never traps, whatever the figures.
    static func count(from start: Double, to end: Double, rate: Double, limit: Int) -> Int {
        // The addend absorbs the rounding of products like 0.005 * 200.
        let steps = ((end - start) * rate + 1e-6).rounded(.down)
        guard steps > 0 else { return 0 }
        return steps < Double(limit) ? Int(steps) : limit
    }

    private func visible(among first: Int) -> Int {
        first - invisible.count { $0 < first }
    }

    func progress(at now: Double, policy: SandboxPolicy, curve: ReadCurve) -> BatchProgress {
        let passed = passed(at: now, rate: policy.deliveriesPerSecond)
        return BatchProgress(
            // Documented: 0 until the task is scheduled.
            valid: now >= startsAt ? people.count : 0,
            delivered: visible(among: passed),
            read: readers(among: passed, at: now, policy: policy, curve: curve),
            isRecalled: recalledAt != nil,
            recalled: visible(among: takenBack(at: now, policy: policy))
        )
    }

    private func readers(among passed: Int, at now: Double, policy: SandboxPolicy, curve: ReadCurve) -> Int {
        var readers = 0
        var skip = invisible[...]
        for position in 0..<passed {
            if skip.first == position {
                skip.removeFirst()
                continue
            }
            guard let delay = curve.delay(of: people[position]) else { continue }
            let readAt = startsAt + Double(position + 1) / policy.deliveriesPerSecond + delay
            if readAt <= now, readAt < goneAt(position, policy: policy) { readers += 1 }
        }
        return readers
    }

    /// When the message at `position` disappears from its reader's chat; a recalled message can no longer be read.
    private func goneAt(_ position: Int, policy: SandboxPolicy) -> Double {
        guard let recalledAt else { return .infinity }
        return recalledAt + policy.recallDelay + Double(position + 1) / policy.recallsPerSecond
    }
}

/// What a batch says, and whom its call named by open_id.
struct BatchContent {
    /// SHA-256 of the content.
    var hash = ""
    /// The open_ids of the call that reached somebody, in order, and the position of the first one's person.
    var openIDs: [String] = []
    var firstNamed = 0
}

/// One look at a batch, as get_progress tells it.
struct BatchProgress: Equatable {
    var valid: Int
    var delivered: Int
    var read: Int
    var isRecalled: Bool
    var recalled: Int
}
