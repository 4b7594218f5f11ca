/// The batches of all apps.
///
/// Each app has one queue and its batches are delivered in the order they were accepted (documented); two apps do not
/// wait for each other.
struct DeliveryQueue {
    private(set) var batches: [SentBatch] = []
    private var positions: [String: Int] = [:]
    private var freeAt: [String: Double] = [:]
    let policy: SandboxPolicy

    init(policy: SandboxPolicy) {
        self.policy = policy
    }

    /// Takes a batch at `now` (sandbox seconds), behind whatever the app's queue still holds.
    mutating func enqueue(
        id: String,
        appID: String,
        people: [PersonKey],
        invisible: [Int],
        content: BatchContent = BatchContent(),
        now: Double
    ) {
        let startsAt = max(now + policy.schedulingDelay, freeAt[appID] ?? 0)
        freeAt[appID] = startsAt + Double(people.count) / policy.deliveriesPerSecond
        positions[id] = batches.count
        batches.append(
            SentBatch(
                id: id, appID: appID, acceptedAt: now, startsAt: startsAt, people: people, invisible: invisible,
                content: content)
        )
    }

    func batch(id: String) -> SentBatch? {
        positions[id].map { batches[$0] }
    }

    mutating func recall(id: String, at now: Double) {
        guard let position = positions[id] else { return }
        batches[position].recall(at: now)
    }
}
