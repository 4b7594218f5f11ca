import Hummingbird
import Logging
import NIOCore

/// A running fake Feishu, for tests and demonstrations: strict, in this process, on a port of its own.
///
/// ```swift
/// try await SandboxServer.withServer { server in
///     let client = Client(baseURL: server.baseURL, appID: server.appID, secret: server.appSecret)
///     …
///     let journal = await server.journal()
/// }
/// ```
/// Any number of servers can run side by side; they share nothing.
public final class SandboxServer: Sendable {
    /// `http://127.0.0.1:PORT`, without a slash at the end.
    public let baseURL: String

    let core: SandboxCore

    private init(core: SandboxCore, port: Int) {
        self.core = core
        baseURL = "http://\(core.configuration.host):\(port)"
    }

    /// The id of the application under test.
    public var appID: String { core.configuration.app.id }

    /// Its secret.
    public var appSecret: String { core.configuration.app.secret }

    /// The company the server invented, with what has changed in it since.
    public var company: SandboxCompany { core.company }

    /// Starts a server, hands it to `body`, and stops it when `body` returns or throws.
    ///
    /// - Parameters:
    ///   - configuration: what to start with; the port may stay 0.
    ///   - body: the use of the server; requests are answered while it runs.
    /// - Returns: what `body` returns.
    /// - Throws: ``SandboxError``, an error of the network when the address cannot be bound, or what `body` throws.
    public static func withServer<Value: Sendable>(
        _ configuration: SandboxConfiguration = SandboxConfiguration(),
        body: (SandboxServer) async throws -> Value
    ) async throws -> Value {
        let core = try SandboxCore(configuration)
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = application(core) { continuation.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { continuation.finish() }
                try await application.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else {
                // The server's own error, such as an address in use, says more than ours.
                try await group.next()
                throw SandboxError.didNotStart
            }
            defer { group.cancelAll() }
            return try await body(SandboxServer(core: core, port: port))
        }
    }

    /// Runs a server until SIGTERM or SIGINT arrives or the task is cancelled.
    ///
    /// - Parameters:
    ///   - configuration: what to start with.
    ///   - onReady: called once with the base URL, when requests are being answered.
    /// - Throws: as ``withServer(_:body:)`` does.
    public static func run(
        _ configuration: SandboxConfiguration,
        onReady: @escaping @Sendable (String) -> Void
    ) async throws {
        let core = try SandboxCore(configuration)
        let application = application(core) { onReady(SandboxServer(core: core, port: $0).baseURL) }
        try await application.runService()
    }

    static func application(
        _ core: SandboxCore,
        onPort: @escaping @Sendable (Int) -> Void
    ) -> Application<SandboxResponder> {
        let configuration = core.configuration
        return Application(
            responder: SandboxResponder(core: core),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port),
                serverName: "feishu-sandbox",
                backlog: 1024
            ),
            onServerRunning: { onPort($0.localAddress?.port ?? configuration.port) },
            // Standard output belongs to the one line that says where the sandbox listens.
            logger: Logger(label: "feishu-sandbox") { _ in SwiftLogNoOpLogHandler() }
        )
    }
}
