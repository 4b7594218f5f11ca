import Foundation

/// A file lines are appended to, each with one `write(2)`, so that what was answered is on record even after `kill -9`.
final class JournalFile: Sendable {
    private let descriptor: Int32

    /// Opens or creates `path`; an existing journal is continued.
    init(path: String) throws(SandboxError) {
        descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw SandboxError.journalNotWritable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit {
        close(descriptor)
    }

    /// False when not all bytes could be written.
    func append(_ line: [UInt8]) -> Bool {
        var rest = line[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                guard errno == EINTR else { return false }
                continue
            }
            rest = rest.dropFirst(written)
        }
        return true
    }
}
