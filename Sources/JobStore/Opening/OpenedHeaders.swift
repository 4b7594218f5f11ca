import Foundation
import Synchronization

/// Reads the first bytes of stores without ever closing one.
///
/// POSIX takes away all locks a process has on a file as soon as it closes any descriptor of it, those of SQLite's connections too
/// (<https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_>). A daemon whose
/// dashboard opens the store once more must not end the transaction of the first opening with that. So one descriptor stays open
/// for each file that was ever looked at.
enum OpenedHeaders {
    private struct File: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private static let opened = Mutex<[File: Int32]>([:])

    /// The first bytes of a file, as many as there are up to `count`.
    ///
    /// - Returns: the bytes; `nil` with `errno` set when it cannot be read.
    static func read(_ path: String, count: Int) -> [UInt8]? {
        opened.withLock { opened in
            guard let status = StoreFile.status(of: path) else { return nil }
            let file = File(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
            let descriptor: Int32
            if let known = opened[file] {
                descriptor = known
            } else {
                descriptor = open(path, O_RDONLY | O_CLOEXEC)
                guard descriptor >= 0 else { return nil }
                opened[file] = descriptor
            }
            var bytes = [UInt8](repeating: 0, count: count)
            let read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
            return read < 0 ? nil : Array(bytes.prefix(read))
        }
    }
}
