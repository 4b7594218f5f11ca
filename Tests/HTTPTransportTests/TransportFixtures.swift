import Foundation
import HTTPTransport
import Synchronization
import TestSupport

@testable import HTTPTransport

/// Counts the runs of a hook, and can refuse or wait in one.
final class HookProbe: Sendable {
    struct Refusal: Error, Equatable {}

    private let count = Mutex(0)
    private let action: @Sendable () throws -> Void

    init(_ action: @escaping @Sendable () throws -> Void = {}) {
        self.action = action
    }

    var runs: Int {
        count.withLock { $0 }
    }

    func run() throws {
        count.withLock { $0 += 1 }
        try action()
    }
}

/// A door between a test and a thread of the transport; it opens once, for good.
///
/// A test has to suspend rather than block: the pool it runs on has as few threads as the machine has cores.
final class Door: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)
    private let opened: AsyncStream<Void>
    private let opener: AsyncStream<Void>.Continuation

    init() {
        (opened, opener) = AsyncStream.makeStream()
    }

    func open() {
        semaphore.signal()
        opener.finish()
    }

    /// For the lane's thread, inside a hook.
    func waitInHook() {
        semaphore.wait()
        semaphore.signal()
    }

    /// For the test.
    func wait() async {
        for await _ in opened {}
    }
}

/// Names for tests.
enum Host {
    /// Longer than a label may be, so that it cannot be resolved and no name server is asked.
    static let unresolvable = String(repeating: "a", count: 64) + ".invalid"
}

extension CurlTransport {
    /// A transport that may talk to the loopback servers of the tests.
    ///
    /// Its patience is longer than any test: what a busy machine takes its time for is no slow server.
    convenience init(
        reusesExclusive: Bool = false, _ adjust: (inout TransportConfiguration) -> Void
    ) throws {
        var configuration = TransportConfiguration()
        configuration.allowsPlainLoopback = true
        // A call that a server holds must outlast any pause of a busy machine: a test that waits for others to queue up
        // behind it would else wait for ever.
        configuration.totalTimeoutMilliseconds = 3_600_000
        configuration.lowSpeedSeconds = 3600
        adjust(&configuration)
        try self.init(configuration: configuration, reusesExclusive: reusesExclusive)
    }

    /// With nothing adjusted.
    static func forTests() throws -> CurlTransport {
        try CurlTransport { _ in }
    }
}

extension HTTPRequest {
    /// A POST as `batch_send` makes it.
    static func exclusive(_ url: String, body: String = #"{"n":1}"#, _ probe: HookProbe = HookProbe()) -> Self {
        Self(
            method: .post, url: url,
            fields: [Field("Content-Type", "application/json"), Field("Authorization", "Bearer t-secret")],
            body: Data(body.utf8), connection: .exclusive(beforeFirstByte: { try probe.run() }))
    }

    /// A GET that may share its connection.
    static func get(_ url: String) -> Self {
        Self(method: .get, url: url)
    }
}

extension HTTPResponse {
    var text: String {
        String(decoding: body, as: UTF8.self)
    }
}
