extension SandboxServer {
    /// The last requests, oldest first; as many as ``SandboxConfiguration/journalCapacity`` allows.
    public func journal() async -> [JournalEntry] {
        core.journal.entries()
    }

    /// Plans a fault.
    ///
    /// - Returns: the number by which the journal names the rule.
    @discardableResult
    public func addFault(_ rule: FaultRule) async -> Int {
        core.withState { $0.faults.add(rule) }
    }

    /// Plans a fault from its parts.
    ///
    /// - Parameters:
    ///   - api: the API it is about; nil for any.
    ///   - nth: the first matching request that is hit, counted from 1 from now on.
    ///   - count: how many in a row are hit; nil for all that follow.
    ///   - effect: what happens to them.
    /// - Returns: the number by which the journal names the rule.
    @discardableResult
    public func addFault(
        on api: SandboxAPI?,
        nth: Int = 1,
        count: Int? = 1,
        _ effect: FaultEffect
    ) async -> Int {
        await addFault(FaultRule(api: api, nth: nth, count: count, effect: effect))
    }

    /// Forgets one fault, by the number that ``addFault(_:)`` gave, and answers those whom its delay keeps waiting.
    public func removeFault(_ id: Int) async {
        core.withState { $0.faults.remove(id) }
    }

    /// Forgets all faults, and answers those whom a delay keeps waiting.
    public func removeFaults() async {
        core.withState { $0.faults.removeAll() }
    }

    /// Moves sandbox time and the tokens' clock on.
    ///
    /// Rate limits stay on real time.
    ///
    /// - Throws: ``SandboxError/invalidControl(_:)`` for a negative or absurd number.
    public func advance(seconds: Double) async throws {
        try core.advance(seconds: seconds)
    }

    /// The counts of everything sent so far.
    public func state() async -> SandboxSnapshot {
        core.snapshot()
    }

    /// Everything that was uploaded, oldest first.
    public func uploads() async -> [SandboxUpload] {
        core.withState { $0.uploads.all }
    }

    /// Ends all tokens at once.
    public func revokeTokens() async {
        core.withState { $0.tokens.revokeAll() }
    }

    /// Changes the rights of an app; nil leaves a part as it is.
    ///
    /// - Parameters:
    ///   - id: the app; nil for the one under test.
    ///   - scopes: the scopes it shall have.
    ///   - hasBot: whether its bot capability is on.
    /// - Throws: ``SandboxError/invalidControl(_:)`` for an unknown app.
    public func changeApp(_ id: String? = nil, scopes: Set<String>? = nil, hasBot: Bool? = nil) async throws {
        try core.change(appID: id ?? appID, scopes: scopes, hasBot: hasBot)
    }
}
