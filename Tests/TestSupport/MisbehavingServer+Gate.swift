import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Opens once, for good; any number of threads can wait for it beside a socket.
///
/// It is a pipe whose writing end is closed on opening, so that `poll` sees it.
final class PollableGate: Sendable {
    /// Readable as soon as the gate is open.
    let descriptor: Int32
    private let writingEnd: Mutex<Int32?>

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SocketFailure("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        writingEnd = Mutex(ends[1])
    }

    deinit {
        open()
        close(descriptor)
    }

    /// Lets everybody through; may be called again.
    func open() {
        writingEnd.withLock { end in
            if let end { close(end) }
            end = nil
        }
    }

    /// Blocks until this gate, or the other one, is open.
    func wait(unless other: PollableGate? = nil) {
        var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
        if let other { polled.append(pollfd(fd: other.descriptor, events: Int16(POLLIN), revents: 0)) }
        while poll(&polled, nfds_t(polled.count), -1) < 0, errno == EINTR {}
    }
}
