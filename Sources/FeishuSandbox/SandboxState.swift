/// All that changes in a sandbox, behind one lock.
///
/// Nothing here waits, reads a clock or does I/O.
struct SandboxState {
    var company: SandboxCompany
    /// Changes of the company that wait for a certain call.
    var changes = ChangePlan()
    var pageTokens: PageTokenOffice
    var apps: [String: SandboxApp]
    var tokens = TokenOffice()
    var limiter: SlidingWindowLimiter
    var quota: DailyQuota
    var queue: DeliveryQueue
    var faults = FaultPlan()
    /// Messages to single people and groups.
    var messages = MessageBook()
    var uploads = UploadBook()
    var audit: MessageAudit
    var receiverLimiter: ReceiverLimiter
    /// Seconds the control call has added to both clocks.
    var advanced = 0.0
    private var identifiers: SeededGenerator

    init(_ configuration: SandboxConfiguration, start: Double) {
        let policy = configuration.policy
        let limits = configuration.enforcesLimits
        let apps = configuration.otherApps + [configuration.app]
        self.apps = Dictionary(apps.map { ($0.id, $0) }) { _, last in last }
        company = SandboxCompany(
            seed: configuration.seed, people: configuration.people, departments: configuration.departments,
            overlap: configuration.overlap)
        pageTokens = PageTokenOffice(lifetime: policy.pageTokenLifetime)
        audit = configuration.audit
        receiverLimiter = ReceiverLimiter(limit: limits ? policy.messagesPerSecondAndReceiver : 0)
        limiter = limits ? SlidingWindowLimiter(policy) : SlidingWindowLimiter(windows: [])
        quota = DailyQuota(limit: limits ? policy.messagesPerDay : .max)
        queue = DeliveryQueue(policy: policy)
        // The start time is mixed in: a sandbox started again must not hand out an old batch id for a new batch.
        identifiers = SeededGenerator(
            seed: configuration.seed, stream: "identifiers", index: Int(exactly: (start * 1e6).rounded()) ?? 0)
    }

    /// So many bytes that do not repeat.
    mutating func freshBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: identifiers.next()) }
    }

    /// 32 hex digits that do not repeat.
    mutating func freshHex() -> String {
        identifiers.hex32()
    }
}
