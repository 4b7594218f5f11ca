import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// A TCP connection to a local port that says exactly what a test wants said.
public final class RawConnection {
    private let descriptor: Int32

    /// Connects.
    ///
    /// - Throws: the system's error when nobody listens there.
    public init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard outcome == 0 else {
            close(descriptor)
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    }

    deinit { close(descriptor) }

    /// Sends bytes; `false` when the other side is gone.
    @discardableResult
    public func say(_ text: String) async -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                try? await Task.sleep(for: .milliseconds(2))
            } else {
                return false
            }
        }
        return true
    }

    /// Reads until the other side closes, `enough` has come, or the time is over.
    public func hear(
        seconds: Double = 120, until enough: (String) -> Bool = { _ in false }
    ) async -> (text: String, isClosed: Bool) {
        var bytes: [UInt8] = []
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(Int(seconds * 1000))
        while clock.now < end {
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            if count > 0 {
                bytes += buffer.prefix(count)
                if enough(String(decoding: bytes, as: UTF8.self)) { break }
            } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
                return (String(decoding: bytes, as: UTF8.self), true)
            } else {
                try? await Task.sleep(for: .milliseconds(2))
            }
        }
        return (String(decoding: bytes, as: UTF8.self), false)
    }

    /// The status line of an answer.
    public static func status(_ text: String) -> Int? {
        let parts = text.prefix { $0 != "\r\n" && $0 != "\r" }.split(separator: " ")
        return parts.count >= 2 && parts[0] == "HTTP/1.1" ? Int(parts[1]) : nil
    }
}
