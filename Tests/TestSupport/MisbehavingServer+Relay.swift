#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

extension MisbehavingServer.ReceivedRequest {
    /// Passes the request on to a well-behaved server on this machine and returns its whole answer, head included.
    ///
    /// Blocks the calling thread. Between the two servers the connection serves this one request, so the answer also ends
    /// the client's connection.
    ///
    /// - Returns: the bytes of the answer; nil when that server could not be reached or gave none.
    public func relayed(toPort upstream: UInt16) -> [UInt8]? {
        guard let socket = try? TCPSocket.connecting(to: upstream) else { return nil }
        defer { socket.close() }
        // Connecting has been started; from here on this thread waits.
        _ = fcntl(socket.descriptor, F_SETFL, fcntl(socket.descriptor, F_GETFL) & ~O_NONBLOCK)
        var polled = pollfd(fd: socket.descriptor, events: Int16(POLLOUT), revents: 0)
        while poll(&polled, 1, -1) < 0, errno == EINTR {}
        guard let gate = try? PollableGate(), socket.send(bytesToRelay(port: upstream), unless: gate) else {
            return nil
        }
        var answer: [UInt8] = []
        while let more = socket.receive() { answer += more }
        return answer.isEmpty ? nil : answer
    }

    private func bytesToRelay(port: UInt16) -> [UInt8] {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in fields where !["host", "connection"].contains(name.lowercased()) {
            head += "\(name): \(value)\r\n"
        }
        return Array((head + "\r\n").utf8) + body
    }
}
