#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A system call the test server cannot do without failed.
public struct SocketFailure: Error, CustomStringConvertible {
    /// What was tried, and the system's errno.
    public let description: String

    init(_ call: String) {
        description = "\(call) failed with errno \(errno)"
    }
}

/// A TCP socket on 127.0.0.1, as far as a test server needs one.
struct TCPSocket: Sendable {
    let descriptor: Int32
    let port: UInt16

    /// Listens on a free port.
    ///
    /// Connections beyond `backlog` wait in SYN and time out.
    static func listening(backlog: Int32 = 128) throws -> TCPSocket {
        let descriptor = try open()
        var address = loopback(port: 0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, size) == 0 && listen(descriptor, backlog) == 0
                    && getsockname(descriptor, generic, &size) == 0
            }
        }
        guard isBound else { throw SocketFailure("bind") }
        return TCPSocket(descriptor: descriptor, port: UInt16(bigEndian: address.sin_port))
    }

    /// Starts connecting to a local port, without waiting for the outcome.
    static func connecting(to port: UInt16) throws -> TCPSocket {
        let descriptor = try open()
        var address = loopback(port: port)
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = connect(descriptor, generic, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return TCPSocket(descriptor: descriptor, port: port)
    }

    private static func open() throws -> Int32 {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else { throw SocketFailure("socket") }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return descriptor
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        return address
    }

    func accept() -> TCPSocket? {
        #if canImport(Darwin)
            let accepted = Darwin.accept(descriptor, nil, nil)
            var on: Int32 = 1
            setsockopt(accepted, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #else
            let accepted = Glibc.accept(descriptor, nil, nil)
        #endif
        if accepted >= 0 { _ = fcntl(accepted, F_SETFD, FD_CLOEXEC) }
        return accepted >= 0 ? TCPSocket(descriptor: accepted, port: port) : nil
    }

    /// Waits for bytes or an end; false when the gate opened first.
    func waitForInput(unless gate: PollableGate) -> Bool {
        wait(for: Int16(POLLIN), unless: gate, atMost: nil) == .ready
    }

    /// Waits until the client has ended, reading and dropping what it still sends; false when the time ran out.
    ///
    /// An open gate counts as an end.
    func waitForEnd(orUntil gate: PollableGate, atMost limit: Duration?) -> Bool {
        while true {
            switch wait(for: Int16(POLLIN), unless: gate, atMost: limit) {
            case .timedOut: return false
            case .gateOpen: return true
            case .ready: if receive() == nil { return true }
            }
        }
    }

    /// The next bytes; nil at the end or on an error.
    func receive() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16 * 1024)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// Sends everything; false when the client is gone or the gate opened.
    func send(_ bytes: [UInt8], unless gate: PollableGate) -> Bool {
        #if canImport(Darwin)
            let flags = MSG_DONTWAIT
        #else
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
        #endif
        var rest = bytes[...]
        while !rest.isEmpty {
            guard wait(for: Int16(POLLOUT), unless: gate, atMost: nil) == .ready else { return false }
            let count = rest.withUnsafeBytes { sendBytes($0, flags) }
            guard count > 0 || errno == EAGAIN else { return false }
            rest = rest.dropFirst(max(0, count))
        }
        return true
    }

    private func sendBytes(_ bytes: UnsafeRawBufferPointer, _ flags: Int32) -> Int {
        #if canImport(Darwin)
            Darwin.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #else
            Glibc.send(descriptor, bytes.baseAddress, bytes.count, flags)
        #endif
    }

    /// Sends FIN.
    func endWriting() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// Makes the coming close send RST.
    func resetOnClose() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    func close() {
        #if canImport(Darwin)
            _ = Darwin.close(descriptor)
        #else
            _ = Glibc.close(descriptor)
        #endif
    }

    private enum Waited {
        case ready, timedOut, gateOpen
    }

    private func wait(for events: Int16, unless gate: PollableGate, atMost limit: Duration?) -> Waited {
        var polled = [
            pollfd(fd: descriptor, events: events, revents: 0),
            pollfd(fd: gate.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let milliseconds = limit.map { Int32(clamping: Int64($0 / .milliseconds(1))) } ?? -1
        let count = poll(&polled, 2, milliseconds)
        if polled[1].revents != 0 { return .gateOpen }
        return count > 0 ? .ready : .timedOut
    }
}
