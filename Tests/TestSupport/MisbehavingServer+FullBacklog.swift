/// A port that swallows every SYN: connecting to it neither succeeds nor fails, which is how a black hole behaves.
///
/// It listens without accepting, and its queue of waiting connections is filled at once. Linux drops further SYNs then.
public final class FullBacklog: Sendable {
    /// The port on 127.0.0.1.
    public let port: UInt16
    private let sockets: [TCPSocket]

    /// Opens the port and fills its queue.
    ///
    /// - Throws: ``SocketFailure`` when the system gives no socket.
    public init() throws {
        let listener = try TCPSocket.listening(backlog: 0)
        port = listener.port
        sockets = try [listener] + (0..<4).map { _ in try TCPSocket.connecting(to: listener.port) }
    }

    deinit {
        for socket in sockets { socket.close() }
    }
}
