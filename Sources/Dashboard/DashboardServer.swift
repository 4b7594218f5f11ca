import Hummingbird
import HummingbirdCore
public import Logging
import NIOCore
public import ServiceLifecycle

/// Shows in a browser what the store knows, and lets those who may decide.
///
/// A service of its own: when it fails, nothing else does.
public struct DashboardServer: Service, CustomStringConvertible {
    let desk: FrontDesk
    private let logger: Logger
    private let onListening: @Sendable (Int) -> Void

    /// Creates a dashboard; it listens once it runs.
    ///
    /// - Parameters:
    ///   - configuration: How it is set up.
    ///   - sources: What it shows.
    ///   - logger: Where it says what goes wrong, and nothing else.
    ///   - onListening: Called with the port as soon as it can be spoken to.
    public init(
        _ configuration: DashboardConfiguration, _ sources: DashboardSources, logger: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        desk = FrontDesk(configuration, sources)
        var quiet = logger
        // Hummingbird tells where it listens, by the name it was given instead of the address it got.
        quiet.logLevel = max(logger.logLevel, .warning)
        self.logger = quiet
        self.onListening = onListening
    }

    /// Changes who may log in; whoever may not any more, or may do something else, is logged out at once.
    ///
    /// - Throws: ``DashboardSetupError/otherKind`` when a dashboard that needs a login would need none any more, or the other way
    ///   round: that takes a new start.
    public func changeUsers(to users: [DashboardUser]) throws(DashboardSetupError) {
        guard users.isEmpty != desk.configuration.needsLogin else { throw .otherKind }
        desk.users.change(to: users)
    }

    /// Its name in the log.
    public var description: String { "dashboard" }

    /// Listens and answers until a graceful shutdown.
    ///
    /// - Throws: ``DashboardSetupError/cannotListen(_:errno:)``, or what ended it while it was running.
    public func run() async throws {
        let application = application
        let live = desk.live
        live.open()
        try await withGracefulShutdownHandler {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { await live.run() }
                defer { live.close() }
                do {
                    try await application.run()
                } catch let error as IOError {
                    throw DashboardSetupError.cannotListen(desk.configuration.listen, errno: error.errnoCode)
                }
            }
        } onGracefulShutdown: {
            // Open pages would keep their connections, and with them the program.
            live.close()
        }
    }

    /// The application, for tests too.
    var application: Application<FrontDesk> {
        let configuration = desk.configuration
        let limits = configuration.limits
        let places = ConnectionPlaces(limits)
        var decoder = HTTP1Channel.Configuration.DecoderConfiguration()
        decoder.maxHeaderFieldSize = limits.headBytes
        decoder.maxHeaderListSize = limits.headBytes
        decoder.maxHeaderFieldCount = 64
        return Application(
            responder: desk,
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(limits, places: places)],
                    httpDecoderConfiguration: decoder)),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.listen.host, port: configuration.listen.port), serverName: nil,
                backlog: 1024,
                // What comes in beyond waits in the kernel: descriptors are for whoever sends, too.
                availableConnectionsDelegate: MaximumAvailableConnections(limits.mostConnections, logger: logger)),
            onServerRunning: { [desk, onListening] channel in
                let port = channel.localAddress?.port ?? configuration.listen.port
                desk.listens(on: port)
                onListening(port)
            }, logger: logger)
    }
}
