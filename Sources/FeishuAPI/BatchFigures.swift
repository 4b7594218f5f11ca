/// Feishu's figures about one batch at one instant; `nil` means that the answer did not say.
///
/// Source: Feishu, "Query batch message push and read progress" (`get_progress`).
public struct BatchProgress: Sendable, Equatable {
    /// People resolved from the request, those outside the bot's range included; 0 also before it is scheduled.
    public var valid: Int?
    /// People delivered to so far.
    public var delivered: Int?
    /// People who have read it.
    public var read: Int?
    /// Whether a recall was executed.
    public var isRecalled: Bool?
    /// Messages taken back so far.
    public var recalled: Int?

    /// Creates figures.
    public init(
        valid: Int? = nil, delivered: Int? = nil, read: Int? = nil, isRecalled: Bool? = nil, recalled: Int? = nil
    ) {
        self.valid = valid
        self.delivered = delivered
        self.read = read
        self.isRecalled = isRecalled
        self.recalled = recalled
    }
}

/// The answer of `read_user`, whose counts arrive as strings.
public struct BatchReaders: Sendable, Equatable {
    /// People who have read it.
    public var read: Int?
    /// People it was pushed to.
    public var total: Int?

    /// Creates figures.
    public init(read: Int? = nil, total: Int? = nil) {
        self.read = read
        self.total = total
    }
}

/// What the bot says of itself (`GET /open-apis/bot/v3/info`).
public struct BotInfo: Sendable, Equatable {
    /// 2 is enabled; 0 initial, 1 disabled, 3 installed but not enabled, 4 upgrade pending, 5 and 6 licence or plan expired.
    public var activateStatus: Int?
    /// The app's name.
    public var appName: String?
    /// The bot's own open id.
    public var openID: String?

    /// Creates bot information.
    public init(activateStatus: Int? = nil, appName: String? = nil, openID: String? = nil) {
        self.activateStatus = activateStatus
        self.appName = appName
        self.openID = openID
    }
}
