import Foundation

/// Brings a file, or the names in a folder, onto the disk.
enum DiskSync {
    /// Syncs what stands at `path`; `false` with `errno` set when that fails.
    static func sync(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        let outcome = fsync(descriptor)
        let reason = errno
        close(descriptor)
        errno = reason
        return outcome == 0
    }

    /// Syncs the folder that holds `path`: a new, replaced or removed name is safe only after that.
    static func syncFolder(of path: String) -> Bool {
        sync(PathParts(path).folder)
    }
}
