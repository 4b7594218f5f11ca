import Foundation
import JobStore

/// Where detached runs of a store write what they have to say: a file beside the store that belongs to its user alone.
///
/// All of them append to one file. Whoever finds it larger than it should be begins it anew, so nothing has to rotate it.
final class DetachedLog: Sendable {
    /// Bytes from which on it is begun anew: some thousand batches.
    static let most: off_t = 4 << 20

    /// Its name.
    let path: String
    let descriptor: Int32

    /// Opens it.
    ///
    /// - Throws: `CommandFailure` with exit code 74 when that is not possible, or what stands there is no file of one's own.
    init(besides database: String) throws(CommandFailure) {
        path = database + JobDatabase.detachedLogEnding
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure(
                exit: .storage, type: "log",
                message: "the log \(path) cannot be opened: \(String(cString: strerror(errno)))",
                hint: "Nothing was done. Check its folder, or run without --detach.")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            fchmod(descriptor, 0o600) == 0
        else {
            throw CommandFailure(
                exit: .storage, type: "log", message: "the log \(path) is not a plain file of your own",
                hint: "Nothing was done. Move away what stands there.")
        }
        if status.st_size > Self.most { ftruncate(descriptor, 0) }
    }

    deinit { close(descriptor) }
}
