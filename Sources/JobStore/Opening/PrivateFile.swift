import Foundation

/// Whether a file that decides about sending is this user's alone.
///
/// Store, lock and ledger hold names and decide what leaves; who else can write one can cause a second send, and who else
/// can open the lock can hold it.
enum PrivateFile {
    /// Refuses an open file that is not regular, not this user's, or open to others.
    static func check(_ descriptor: Int32, path: String, name: String) throws(StoreError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw StoreError(.cannotOpen, "the \(name) \(path) cannot be looked at (\(StoreFile.systemError()))")
        }
        try check(status, path: path, name: name, user: geteuid())
    }

    /// Refuses by a status.
    static func check(_ status: stat, path: String, name: String, user: uid_t) throws(StoreError) {
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw StoreError(
                .cannotOpen, "the \(name) \(path) is no regular file", hint: "find out what put it there")
        }
        guard status.st_uid == user else {
            throw StoreError(
                .cannotOpen, "the \(name) \(path) belongs to another user", hint: "run larkcast as that user")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw StoreError(
                .cannotOpen, "others may read or write the \(name) \(path)", hint: "run `chmod 600` on it")
        }
        guard status.st_nlink <= 1 || name == "ledger" else {
            throw StoreError(
                .cannotOpen, "the \(name) \(path) has a second name (hard link)",
                hint: "remove the other name: two names are two journals and two locks for one file")
        }
    }
}
