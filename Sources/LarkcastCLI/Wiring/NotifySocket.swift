import Foundation

/// The supervisor's ear: `sd_notify(3)` without libsystemd, one datagram a message.
///
/// Nothing is waited for and no failure matters: a service that nobody supervises does its work all the same.
struct NotifySocket: Sendable {
    private let descriptor: Int32
    private let address: sockaddr_un
    private let length: socklen_t

    /// The socket at a path, or with `@` in front at an abstract name; `nil` for anything else.
    init?(_ name: String) {
        guard name.hasPrefix("/") || name.hasPrefix("@"), name.utf8.count > 1 else { return nil }
        var bytes = Array(name.utf8)
        if name.hasPrefix("@") { bytes[0] = 0 }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let hasRoom = withUnsafeMutableBytes(of: &address.sun_path) { room in
            // A path ends in a zero byte; an abstract name ends where its length says.
            guard bytes.count < room.count else { return false }
            room.copyBytes(from: bytes)
            return true
        }
        guard hasRoom else { return nil }
        #if canImport(Darwin)
            let descriptor = socket(AF_UNIX, SOCK_DGRAM, 0)
        #else
            let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        self.descriptor = descriptor
        self.address = address
        length = socklen_t((MemoryLayout<sockaddr_un>.offset(of: \.sun_path) ?? 2) + bytes.count)
    }

    /// Sends assignments, one a line.
    func send(_ assignments: [String]) {
        let bytes = Array(assignments.joined(separator: "\n").utf8)
        var address = address
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                _ = sendto(descriptor, bytes, bytes.count, 0, generic, length)
            }
        }
    }
}

extension SystemClock {
    /// Microseconds of `CLOCK_MONOTONIC`, which stands still while the host sleeps: what `RELOADING=1` has to name.
    static func supervisorMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
