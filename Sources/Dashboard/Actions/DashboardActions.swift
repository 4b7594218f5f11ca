public import JobModel

/// What somebody decided in a browser, with what they were shown.
public struct ActionOrder: Sendable, Equatable {
    /// What.
    public var action: RunAction
    /// Of which run.
    public var run: RunID
    /// The plan that was shown.
    public var planSHA256: String
    /// The batches in doubt that were shown, by ordinal.
    public var doubts: [Int]
    /// Whether it is meant although it is within the job's quiet hours.
    public var inQuietHours: Bool
    /// Why, in their words.
    public var reason: String?
    /// Who.
    public var user: DashboardUser

    /// Creates an order.
    public init(
        action: RunAction, run: RunID, planSHA256: String, doubts: [Int] = [], inQuietHours: Bool = false,
        reason: String? = nil, user: DashboardUser
    ) {
        self.action = action
        self.run = run
        self.planSHA256 = planSHA256
        self.doubts = doubts
        self.inQuietHours = inQuietHours
        self.reason = reason
        self.user = user
    }
}

/// What somebody has to know before they decide.
public struct ActionOutlook: Sendable, Equatable {
    /// Why it cannot be done at all; `nil` when it can.
    public var refusal: ActionRefusal?
    /// When the quiet hours end that it would fall into, in milliseconds since 1970 UTC.
    public var quietUntil: Int64?
    /// When a yes comes too late, in milliseconds since 1970 UTC.
    public var expiresAt: Int64?

    /// Creates an outlook without anything in the way.
    public init() {}
}

/// Why something was not done, in the words every command uses.
public struct ActionRefusal: Error, Sendable, Equatable {
    /// What stands in the way.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// Whether the store or its machine is in trouble, rather than the order.
    public var isTrouble: Bool
    /// Whether the decision stands all the same, and only something that follows from it was not done.
    public var isDoneInPart: Bool

    /// Creates a refusal.
    public init(message: String, hint: String? = nil, isTrouble: Bool = false, isDoneInPart: Bool = false) {
        self.message = message
        self.hint = hint
        self.isTrouble = isTrouble
        self.isDoneInPart = isDoneInPart
    }
}

/// Does what was decided in a browser: the same things that the commands do.
public protocol DashboardActions: Sendable {
    /// Looks what stands in the way, and changes nothing.
    ///
    /// - Throws: ``ActionRefusal`` when that cannot be found out.
    func outlook(_ action: RunAction, on run: RunID, by user: DashboardUser) async throws(ActionRefusal)
        -> ActionOutlook

    /// Does it; what takes long goes on after this returns, and shows on the run's page.
    ///
    /// - Throws: ``ActionRefusal`` when it was not done.
    func perform(_ order: ActionOrder) async throws(ActionRefusal)

    /// What went wrong with what was to go on by itself; `nil` when nothing did.
    func remark(on run: RunID) async -> ActionRefusal?
}
