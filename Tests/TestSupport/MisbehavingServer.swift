import Foundation
import Synchronization

/// A small HTTP/1.1 server on raw sockets that breaks the protocol on request.
///
/// ```swift
/// let server = try MisbehavingServer(.json(#"{"code":0}"#, keepAlive: true), .closeWithoutAnswer)
/// defer { server.stop() }
/// // … talk to server.url("/path") …
/// #expect(server.requests.count == 2)
/// ```
///
/// The script is consumed one behaviour per request, over all connections in order of arrival; its last behaviour
/// repeats. The server listens on a free port of 127.0.0.1, runs on threads of its own (never on Swift's pool), and
/// records every request **before** it acts, so that an answer the client has seen is always in ``requests``.
/// It speaks no TLS and no chunked requests. Stopping it also ends what hangs; a released server stops itself.
public final class MisbehavingServer: Sendable {
    /// The port on 127.0.0.1.
    public let port: UInt16
    private let core: Core

    /// Starts listening.
    ///
    /// - Throws: ``SocketFailure`` when the system gives no socket.
    public convenience init(_ script: Behaviour...) throws {
        try self.init(script: script, decide: nil)
    }

    /// Starts listening, with a behaviour chosen for each request as it comes.
    ///
    /// - Parameter decide: Runs on the connection's own thread and may block.
    /// - Throws: ``SocketFailure`` when the system gives no socket.
    public convenience init(deciding decide: @escaping @Sendable (ReceivedRequest) -> Behaviour) throws {
        try self.init(script: [], decide: decide)
    }

    private init(script: [Behaviour], decide: (@Sendable (ReceivedRequest) -> Behaviour)?) throws {
        let listener = try TCPSocket.listening()
        port = listener.port
        core = try Core(listener: listener, script: script, decide: decide)
        let core = core
        Thread { core.acceptConnections() }.start()
    }

    deinit {
        stop()
    }

    /// An `http` URL of this server.
    public func url(_ path: String = "/") -> String {
        "http://127.0.0.1:\(port)\(path)"
    }

    /// Everything received so far.
    public var requests: [ReceivedRequest] {
        core.state.withLock { $0.requests }
    }

    /// How many connections were accepted so far.
    public var connectionCount: Int {
        core.state.withLock { $0.connections }
    }

    /// Waits until that many requests were received, and returns them.
    public func requests(reaching count: Int) async -> [ReceivedRequest] {
        await core.wait { $0.requests.count >= count }
        return requests
    }

    /// Waits until that many connections were accepted.
    public func connections(reaching count: Int) async {
        await core.wait { $0.connections >= count }
    }

    /// Lets every ``Behaviour/held(_:)`` go on, those to come included.
    public func release() {
        core.gate.open()
    }

    /// Closes the port and every connection.
    public func stop() {
        core.stopper.open()
    }
}

extension MisbehavingServer {
    /// What the server's threads share; it outlives the server for as long as one of them runs.
    final class Core: Sendable {
        struct State {
            var script: [Behaviour]
            var requests: [ReceivedRequest] = []
            var connections = 0
            var waiters: [(isMet: @Sendable (State) -> Bool, continuation: CheckedContinuation<Void, Never>)] = []
        }

        let listener: TCPSocket
        let stopper: PollableGate
        let gate: PollableGate
        let state: Mutex<State>
        let decide: (@Sendable (ReceivedRequest) -> Behaviour)?

        init(listener: TCPSocket, script: [Behaviour], decide: (@Sendable (ReceivedRequest) -> Behaviour)?) throws {
            self.decide = decide
            self.listener = listener
            stopper = try PollableGate()
            gate = try PollableGate()
            state = Mutex(State(script: script))
        }

        /// The accepting thread's whole life.
        func acceptConnections() {
            while listener.waitForInput(unless: stopper) {
                guard let socket = listener.accept() else { continue }
                let number = change { state in
                    state.connections += 1
                    return state.connections
                }
                Thread { [self] in
                    Connection(socket: socket, number: number, core: self).serve()
                    socket.close()
                }.start()
            }
            listener.close()
        }

        /// Takes the next behaviour; a new connection takes it only if it acts before reading.
        func nextBehaviour(forNewConnection isNew: Bool) -> Behaviour? {
            state.withLock { state in
                guard let next = state.script.first, !isNew || next.actsBeforeReading else { return nil }
                if state.script.count > 1 { state.script.removeFirst() }
                return next
            }
        }

        /// Changes the state and wakes whoever waited for that.
        func change<Result>(_ body: (inout State) -> Result) -> Result {
            let (result, met) = state.withLock { state in
                let result = body(&state)
                let present = state
                let met = present.waiters.filter { $0.isMet(present) }
                state.waiters.removeAll { $0.isMet(present) }
                return (result, met)
            }
            for waiter in met { waiter.continuation.resume() }
            return result
        }

        /// Suspends until the state is as wanted.
        func wait(until isMet: @escaping @Sendable (State) -> Bool) async {
            await withCheckedContinuation { continuation in
                let isMetAlready = state.withLock { state in
                    guard !isMet(state) else { return true }
                    state.waiters.append((isMet, continuation))
                    return false
                }
                if isMetAlready { continuation.resume() }
            }
        }
    }
}
