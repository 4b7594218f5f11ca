/// Everything configurable, merged: command line over environment over configuration file over defaults.
struct Settings: Sendable, Equatable {
    /// The store's file.
    var database: String
    /// The configuration file that was read, if any.
    var configurationFile: String?
    /// The profile in use.
    var profile: String
    /// The app's id, `cli_…`.
    var appID: String?
    /// Where the app secret is.
    var secret: SecretSource?
    /// Feishu's address.
    var baseURL = "https://open.feishu.cn"
    /// A PEM file of certificate authorities to trust instead of the system's.
    var caFile: String?
    /// The proxy's URL; none by default, whatever the environment says.
    var proxy: String?
    /// `batch_send` calls a second.
    var perSecond = 50
    /// `batch_send` calls a minute.
    var perMinute = 1000
    /// Looks at delivery a minute, and as many at reads.
    var pollsPerMinute = 100
    /// Recipients the app addresses within 24 hours, at most.
    var recipientsPerDay = 500_000
    /// Calls the app may make in a month, by its tenant's plan; `nil` when that is not limited.
    var callsPerMonth: Int?
    /// Tries of a request that provably never left.
    var tries = 6
    /// Longest time for a connection, in milliseconds.
    var connectMilliseconds = 10_000
    /// Longest time for a whole request, in milliseconds; what has no answer by then is in doubt.
    var totalMilliseconds = 30_000
    /// Seconds between the looks at delivery and reads, the last repeated.
    var pollIntervals: [Int]?
    /// People above which a head-count must be typed.
    var confirmAbove = 500
    /// Who is told of what.
    var notify = NotifySettings()
    /// Who may use the dashboard, and under which names it is spoken to.
    var dashboard = DashboardSettings()
    /// The profiles the configuration file defines.
    var profileNames: [String] = []
}

/// Where the app secret is; the secret itself is read at the last moment and never kept in settings.
enum SecretSource: Sendable, Equatable {
    /// The variable `LARKCAST_APP_SECRET`.
    case environment
    /// A file of mode 0600 or stricter.
    case file(String)
}
