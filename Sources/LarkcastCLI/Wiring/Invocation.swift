import FeishuAPI
import Foundation
import HTTPTransport
import JobEngine
import JobModel
import JobStore
import Reporting

/// One call of the program: what it was told, and what it needs to do it.
///
/// The only place where live things are made.
struct Invocation {
    let options: GlobalOptions
    let environment: Environment
    let console: Console
    let dependencies: EngineDependencies
    let zone: TimeZone
    /// What Feishu's answers to this process say about the time.
    var serverClock = ServerClock()
    /// Lets go of whoever reads standard output; nobody is kept waiting for the end of this process.
    var closeOutput: @Sendable () -> Void = {}

    /// The invocation of this process.
    static func live(_ options: GlobalOptions) -> Invocation {
        let clock = ServerClock()
        var dependencies = SystemClock.dependencies
        dependencies.serverSighting = { clock.latest }
        let environment = Environment.takeLive()
        return Invocation(
            options: options, environment: environment,
            console: .live(
                isQuiet: options.quiet, isJSON: options.json, isVerbose: options.verbose,
                allowsColour: environment["NO_COLOR"] == nil && environment["TERM"] != "dumb",
                isDumb: environment["TERM"] == "dumb"),
            dependencies: dependencies, zone: .current, serverClock: clock, closeOutput: DetachedProcess.closeOutput)
    }

    /// The same under another clock.
    func with(_ dependencies: EngineDependencies) -> Invocation {
        Invocation(
            options: options, environment: environment, console: console, dependencies: dependencies, zone: zone,
            serverClock: serverClock, closeOutput: closeOutput)
    }

    /// The language of what people read.
    var language: Language { options.lang ?? environment["LARKCAST_LANG"].flatMap { Language(tag: $0) } ?? .english }

    /// For whom data is written on standard output: a terminal has columns and a present, a file has neither.
    var surface: TextSurface {
        guard console.surface.isOutputTerminal else { return file }
        return TextSurface(
            language, in: zone, columns: console.surface.outputColumns(), now: dependencies.now().wallMilliseconds)
    }

    /// For whom data is written into a file.
    var file: TextSurface { TextSurface(language, in: zone) }

    /// Says when the language that was asked for is not spoken; no message is held back over the words around it.
    func remarkOnLanguage() {
        guard options.lang == nil, let wanted = environment["LARKCAST_LANG"], Language(tag: wanted) == nil else {
            return
        }
        console.warn("LARKCAST_LANG: \"\(wanted)\" is neither en nor zh; this is English")
    }

    /// Settings for a manifest's profile, or the default one.
    func settings(profile: String? = nil) throws -> Settings {
        try SettingsLoader(environment: environment, options: options).load(manifestProfile: profile)
    }

    /// The store, made if it does not exist yet.
    func openStore(_ settings: Settings) throws -> JobDatabase {
        try JobDatabase.open(at: settings.database, witnessFolder: environment.witnessDirectory)
    }

    /// Whether there is no store any more where one was sent from.
    func isStoreMissed(_ settings: Settings) -> Bool {
        JobDatabase.isMissed(at: settings.database, witnessFolder: environment.witnessDirectory)
    }

    /// The store for looking only; a store that does not exist yet is an empty one, and stays where it is not.
    func openStoreForReading(_ settings: Settings) throws -> JobDatabase {
        guard FileManager.default.fileExists(atPath: settings.database) else {
            // "No runs" would be untrue of one that is gone; opening it says so.
            return try isStoreMissed(settings) ? openStore(settings) : JobDatabase.inMemory()
        }
        do throws(StoreError) {
            return try JobDatabase.open(at: settings.database, access: .readOnly)
        } catch {
            // Looking must work after an upgrade too, before anything was sent with the new version; and after a crash in
            // the middle of a commit, which only somebody who may write can roll back.
            guard error.code == .olderSchema || error.code == .readOnly else { throw error }
            return try openStore(settings)
        }
    }

    /// What a connection is for, which decides how long it is waited for.
    enum Purpose {
        /// Campaigns, with the configured patience.
        case campaigns
        /// Notifications, for which nobody waits long.
        case notifications(TellingPatience)
    }

    /// A client for the configured app.
    func makeClient(
        _ settings: Settings, lanes: Int = DeliveryOptions().inFlight, _ purpose: Purpose = .campaigns
    ) throws -> FeishuClient {
        guard let appID = settings.appID else {
            throw CommandFailure(
                exit: .configuration, type: "configuration", message: "no app id is configured",
                hint: "Name the configuration, --config DIR/config.yaml or LARKCAST_CONFIG, and write app_id into it "
                    + "(larkcast init writes one); or set LARKCAST_APP_ID.")
        }
        let secret = try SecretReader(environment: environment).read(settings.secret)
        let address = try FeishuBaseURL(settings.baseURL)
        var retries = TokenRetryPolicy()
        if case .notifications = purpose { retries.tries = 1 }
        return FeishuClient(
            configuration: try FeishuConfiguration(baseURL: address, appID: appID, appSecret: secret),
            dependencies: FeishuDependencies(
                transport: DatedTransport(
                    transport: try makeTransport(settings, purpose, lanes: lanes), clock: serverClock,
                    now: dependencies.now),
                monotonicMilliseconds: { [now = dependencies.now] in now().monotonicMilliseconds },
                sleep: dependencies.sleep,
                jitter: { [unit = dependencies.randomUnit] range in
                    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
                }), tokenRetries: retries)
    }

    /// A way to the network, by the profile's proxy and certificate authorities.
    func makeTransport(_ settings: Settings, _ purpose: Purpose, lanes: Int = 1) throws -> CurlTransport {
        var transport = TransportConfiguration()
        transport.certificateAuthorityFile = settings.caFile
        transport.proxy = settings.proxy
        transport.exclusiveLanes = lanes
        transport.connectTimeoutMilliseconds = settings.connectMilliseconds
        transport.totalTimeoutMilliseconds = settings.totalMilliseconds
        if case .notifications(let patience) = purpose {
            transport.connectTimeoutMilliseconds = min(settings.connectMilliseconds, patience.connectMilliseconds)
            transport.totalTimeoutMilliseconds = min(settings.totalMilliseconds, patience.totalMilliseconds)
            transport.sharedLanes = 1
            transport.responseCap = 64 * 1024
        }
        transport.allowsPlainLoopback = true
        return try CurlTransport(configuration: transport)
    }

    /// An engine over a store, a client and an observer.
    func makeEngine(
        _ settings: Settings, store: JobDatabase, client: FeishuClient, observe: @escaping EngineObserver
    ) -> Engine {
        var configuration = EngineConfiguration()
        configuration.sendLimits.perSecond = settings.perSecond
        configuration.sendLimits.perMinute = settings.perMinute
        configuration.callLimits.setPolls(perMinute: settings.pollsPerMinute)
        configuration.recipientsPerDay = settings.recipientsPerDay
        configuration.callsPerMonth = settings.callsPerMonth
        configuration.retry.tries = settings.tries
        if let intervals = settings.pollIntervals {
            configuration.pollSchedule = PollSchedule(intervals: intervals.map { Int64($0) * 1000 })
        }
        return Engine(
            store: store, messaging: client, direct: client, contacts: client, uploader: client,
            configuration: configuration,
            dependencies: dependencies, observe: observe)
    }

    private static var terminal: String? {
        var buffer = [CChar](repeating: 0, count: 256)
        guard ttyname_r(STDIN_FILENO, &buffer, buffer.count) == 0 else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Who is at work, for the audit.
    var actor: AuditActor {
        let uid = getuid()
        let name = getpwuid(uid).map { String(cString: $0.pointee.pw_name) } ?? "uid \(uid)"
        let sudo = environment["SUDO_USER"].map { " (sudo by \($0))" } ?? ""
        return AuditActor(name: name + sudo, userID: Person.live(environment) ?? Int64(uid), terminal: Self.terminal)
    }
}
