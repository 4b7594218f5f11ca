/// Carries requests over libcurl: one thread per lane, exclusive and shared calls apart.
///
/// **Exclusive calls** get a fresh HTTP/1.1 connection that is closed afterwards, and their hook runs at most once, on
/// the lane's thread, right before the first request byte. Cancelling the task has an effect only up to the hook:
/// before it, nothing is sent; once it allowed the request, the call runs to its end (the total timeout bounds it),
/// because cutting it would turn a likely answer into certain doubt. **Shared calls** keep connections alive, may be
/// re-sent by libcurl, and end at once when cancelled.
///
/// More calls than lanes wait first in, first out; waiting does not count against a call's timeouts. Threads start
/// with the first call that needs them and end after ``shutdown()`` or when the transport is released.
///
/// Building the first transport makes the whole process ignore `SIGPIPE` (unless it has a handler), since libcurl
/// writes to sockets the peer may have closed, and removes `SSLKEYLOGFILE` from the environment.
public final class CurlTransport: Transport {
    private let configuration: TransportConfiguration
    let exclusive: CallQueue
    private let shared: CallQueue

    /// Checks libcurl and tries every option it will need.
    ///
    /// - Throws: ``TransportSetupError`` when libcurl is too old, lacks TLS or refuses an option, or when a
    ///   configuration value is out of range.
    public convenience init(configuration: TransportConfiguration) throws(TransportSetupError) {
        try self.init(configuration: configuration, reusesExclusive: false)
    }

    /// `reusesExclusive` exists for one test: it drops the fresh connection, so that libcurl re-sends into the guard.
    init(configuration: TransportConfiguration, reusesExclusive: Bool) throws(TransportSetupError) {
        try configuration.check()
        try CurlLibrary.start()
        self.configuration = configuration
        func queue(_ kind: CallState.Kind, _ name: String, _ limit: Int) throws(TransportSetupError) -> CallQueue {
            let settings = LaneSettings(kind: kind, configuration: configuration, reusesExclusive: reusesExclusive)
            try settings.probe()
            return CallQueue(name: name, laneLimit: limit) { CurlLane.run($0, settings: settings) }
        }
        exclusive = try queue(.exclusive, "exclusive lane", configuration.exclusiveLanes)
        shared = try queue(.shared, "shared lane", configuration.sharedLanes)
    }

    deinit {
        shutdown()
    }

    /// Performs one exchange; see ``Transport``.
    ///
    /// A request that fails the checks (URL, scheme, header fields) is answered without connecting.
    public func perform(_ request: HTTPRequest) async -> HTTPExchange {
        let checked: CheckedRequest
        do throws(CheckedRequest.Refusal) {
            checked = try CheckedRequest(request, allowsPlainLoopback: configuration.allowsPlainLoopback)
        } catch {
            return HTTPExchange(firstByte: .notReached, curlCode: error.code, failure: error.reason)
        }
        let call = CurlCall(checked, connection: request.connection)
        let queue = if case .exclusive = request.connection { exclusive } else { shared }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard call.wait(with: continuation) else { return }
                if !queue.add(call) { call.finish(.shutDown) }
            }
        } onCancel: {
            call.cancel()
        }
    }

    /// Takes no more calls and lets the threads end.
    ///
    /// Calls that wait for a lane are answered as not reached; those under way run to their end. Returns at once and
    /// may be called again.
    public func shutdown() {
        for call in exclusive.close() + shared.close() { call.finish(.shutDown) }
    }

    /// Blocks until every thread has ended; for tests.
    func waitForLanesToEnd() {
        exclusive.waitForLanesToEnd()
        shared.waitForLanesToEnd()
    }

    /// How many threads are alive; for tests.
    var laneCount: Int {
        exclusive.laneCount + shared.laneCount
    }

    /// How many calls wait for a lane; for tests.
    var waitingCount: Int {
        exclusive.waitingCount + shared.waitingCount
    }
}

extension HTTPExchange {
    /// The answer to a call the transport no longer takes.
    static var shutDown: Self {
        Self(firstByte: .notReached, curlCode: .abortedByCallback, failure: "the transport is shut down")
    }
}
