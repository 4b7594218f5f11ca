import Foundation
import GRDB

extension StoreError {
    /// Translates whatever an operation threw; SQLite's words are kept, its statements are not.
    init(wrapping error: any Error) {
        if let error = error as? StoreError {
            self = error
        } else if let error = error as? DatabaseError {
            self.init(sqlite: error)
        } else {
            self.init(.inputOutput, "the store failed: \(error)")
        }
    }

    private init(sqlite error: DatabaseError) {
        let words = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(.diskFull, "the store could not be written: \(words)", hint: "free some space, then run again")
        case .SQLITE_READONLY, .SQLITE_PERM:
            self.init(
                .readOnly, "the store cannot be written: \(words)",
                hint:
                    "check the permissions of the file and its folder, and whether the file system is mounted read-only"
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .locked, "another process is using the store: \(words)",
                hint:
                    "wait for it, or find it with `fuser` on the database file; one that is stopped (T in ps) holds it until it ends"
            )
        case .SQLITE_CORRUPT:
            self.init(.corrupt, "the store is damaged: \(words)", hint: "restore it from a backup before sending")
        case .SQLITE_NOTADB:
            self.init(.notADatabase, "the file is not a database: \(words)", hint: "check the path given with --db")
        case .SQLITE_CANTOPEN:
            self.init(.cannotOpen, "the store cannot be opened: \(words)", hint: "check the path and its permissions")
        case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_RANGE:
            self.init(
                .constraint, "the store refused a change: \(words)",
                hint: "this is a mistake in larkcast; nothing was changed")
        case .SQLITE_IOERR where Self.hasFileSizeLimit:
            self.init(
                .inputOutput, "the store failed: \(words)",
                hint:
                    "check whether its file has reached the limit of this process (ulimit -f), then the disk and the system's log"
            )
        default:
            self.init(.inputOutput, "the store failed: \(words)", hint: "check the disk and the system's log")
        }
    }

    /// Whether files may not grow beyond a size, which SQLite tells from no other trouble of the disk.
    private static var hasFileSizeLimit: Bool {
        var limit = rlimit()
        #if canImport(Darwin)
            guard getrlimit(RLIMIT_FSIZE, &limit) == 0 else { return false }
        #else
            guard getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0 else { return false }
        #endif
        return limit.rlim_cur < rlim_t(Int64.max)
    }
}
