/// Everything a sandbox can be told before it starts.
///
/// The defaults are those of the `feishu-sandbox` command.
public struct SandboxConfiguration: Sendable {
    /// The address to listen on.
    ///
    /// Default: loopback, and nothing else is meant.
    public var host = "127.0.0.1"

    /// The port to listen on; 0, the default, lets the system choose a free one.
    public var port = 0

    /// What the company is invented from.
    ///
    /// Default 1.
    public var seed: UInt64 = 1

    /// How many people the company has.
    ///
    /// Default 1000.
    public var people = 1000

    /// How many departments the company has; nil, the default, for the usual tree of three levels.
    public var departments: Int?

    /// The share of people in up to four further departments; nil, the default, for the usual few.
    public var overlap: Double?

    /// Sandbox seconds per real second, for deliveries, reads, recall and the daily quota.
    ///
    /// Default 60.
    ///
    /// 0 stops sandbox time, so that it moves only through ``SandboxServer/advance(seconds:)``. Tokens and rate limits
    /// are not accelerated: at 60 a token would otherwise be dead after two minutes.
    public var speed = 60.0

    /// Where to append one JSON line per API request; nil, the default, keeps the journal in memory only.
    public var journalPath: String?

    /// How many of the last journal entries stay in memory.
    ///
    /// Default 10,000.
    public var journalCapacity = 10_000

    /// Real milliseconds by which each API answer is delayed, after the work is done and journaled.
    ///
    /// Default 0.
    public var latencyMilliseconds = 0

    /// Whether the rate limits and the daily quota hold.
    ///
    /// Default true.
    public var enforcesLimits = true

    /// The application under test.
    public var app = SandboxApp(id: "cli_sandbox", secret: "sandbox-secret-not-real")

    /// Further applications of the tenant; a batch of one is not another's to watch or recall (230012).
    public var otherApps = [SandboxApp(id: "cli_sandbox_other", secret: "sandbox-secret-not-real")]

    /// Treats any open_id of the right shape that the company does not know as a visible person.
    ///
    /// Default false.
    ///
    /// For tests with more people than are worth inventing; such a person is computed from the id, not stored.
    public var acceptsUnknownIDs = false

    /// What the tenant's audit refuses.
    ///
    /// Default: nothing.
    public var audit = MessageAudit()

    /// Figures Feishu does not publish, or that a test wants smaller.
    public var policy = SandboxPolicy()

    /// The clock; tests put their own.
    public var clock = SandboxClock.live()

    /// The configuration the `feishu-sandbox` command starts with when it is given no option.
    public init() {}
}

/// An application registered in the sandbox's tenant.
public struct SandboxApp: Sendable, Equatable {
    /// The app id, `cli_…`.
    public var id: String
    /// The app secret; never journaled.
    public var secret: String
    /// The granted scopes.
    ///
    /// Default: all that the sandbox's calls ask for.
    public var scopes: Set<String>
    /// Whether the bot capability is on; off gives 11205 (batch_send) or 230006 (im/v1).
    ///
    /// Default true.
    public var hasBot: Bool
    /// Whom the app's contact calls may see.
    ///
    /// Default: everybody. It has nothing to do with whom its messages reach.
    public var contactRange = ContactRange.everyone

    /// An application with all scopes and the bot capability unless told otherwise.
    public init(id: String, secret: String, scopes: Set<String> = SandboxApp.allScopes, hasBot: Bool = true) {
        self.id = id
        self.secret = secret
        self.scopes = scopes
        self.hasBot = hasBot
    }

    /// The scopes the sandbox knows.
    public static let allScopes: Set<String> = [
        "im:message", "im:message:send_as_bot", "im:message:send_multi_users", "im:message:send_multi_depts",
        "im:message:readonly", "im:message:recall", "im:message.urgent", "im:message.pins:read",
        "im:message.pins:write_only", "im:resource",
        "contact:contact.base:readonly", "contact:department.base:readonly", "contact:department.organize:readonly",
        "contact:user.base:readonly", "contact:user.basic_profile:readonly", "contact:user.department:readonly",
        "contact:user.email:readonly", "contact:user.employee:readonly", "contact:user.employee_id:readonly",
        "contact:user.id:readonly", "contact:user.phone:readonly",
        "admin:app.info:readonly", "application:application:self_manage",
    ]
}

/// The figures behind the sandbox's behaviour.
///
/// Where Feishu publishes one, it is the default.
public struct SandboxPolicy: Sendable {
    /// Calls per sliding minute, API and app (tier 4).
    ///
    /// Default 1000.
    public var callsPerMinute = 1000
    /// Calls per sliding second, API and app (tier 4).
    ///
    /// Default 50.
    public var callsPerSecond = 50
    /// Calls per sliding minute, API and app, of the tier "special".
    ///
    /// Not published; default 100.
    public var specialCallsPerMinute = 100
    /// Messages per sliding second to one person (of one app) or one group (of all apps), on im/v1; then 230020.
    ///
    /// Default 5.
    public var messagesPerSecondAndReceiver = 5
    /// How many sub-departments a recursive listing reaches before it is refused (43010).
    ///
    /// Default 500.
    public var recursionLimit = 500
    /// Seconds after which a page token is refused; they pass as tokens age, in real time.
    ///
    /// Not published; default 1800.
    public var pageTokenLifetime = 1800.0
    /// Messages (people) one app may send by batch per sandbox day; then 11247.
    ///
    /// Default 500,000.
    public var messagesPerDay = 500_000
    /// Sandbox seconds between acceptance and the first delivery of an idle queue.
    ///
    /// Not published; default 1.
    public var schedulingDelay = 1.0
    /// People per sandbox second one app's queue delivers to.
    ///
    /// Not published; default 200.
    public var deliveriesPerSecond = 200.0
    /// Messages per sandbox second a recall takes back.
    ///
    /// Not published; default 500.
    public var recallsPerSecond = 500.0
    /// Sandbox seconds between a recall and its first effect.
    ///
    /// Not published; default 1.
    public var recallDelay = 1.0
    /// Age in sandbox seconds after which a recall is refused (230009).
    ///
    /// Default 24 h, the tenants' default.
    public var recallWindow = 86_400.0
    /// Age in sandbox seconds after which a batch is no longer known.
    ///
    /// Default 30 days.
    public var batchLifetime = 30.0 * 86_400
    /// The share of people who ever read a message.
    ///
    /// Invented; default 0.85.
    public var readShare = 0.85

    /// The documented figures, and moderate ones where there are none.
    public init() {}
}
