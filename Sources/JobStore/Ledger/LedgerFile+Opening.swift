import Foundation

extension LedgerFile {
    /// What stands under a ledger's name.
    enum Found: Sendable {
        /// Nothing, or an empty file.
        case missing
        /// Something that is no whole ledger.
        case damaged(LedgerContents.Damage)
        /// A ledger.
        case ledger(LedgerContents)
    }

    /// Reads what stands at `path`.
    ///
    /// - Throws: ``StoreError`` when it is not safe to use, or cannot be read.
    static func look(at path: String) throws(StoreError) -> Found {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT { return .missing }
            throw unusable(path, "cannot be opened (\(StoreFile.systemError()))")
        }
        defer { close(descriptor) }
        try PrivateFile.check(descriptor, path: path, name: "ledger")
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { break }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw unusable(path, "cannot be read (\(StoreFile.systemError()))")
            }
            bytes += buffer.prefix(count)
        }
        guard !bytes.isEmpty else { return .missing }
        do {
            return .ledger(try LedgerContents(bytes))
        } catch {
            return .damaged(error)
        }
    }

    /// Opens a ledger that was looked at, to go on behind its last sound line.
    static func goOn(_ contents: LedgerContents, at path: String) throws(StoreError) -> LedgerFile {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { throw unusable(path, "cannot be opened (\(StoreFile.systemError()))") }
        let file = LedgerFile(path: path, descriptor: descriptor, used: contents.soundLength)
        if contents.isTorn, ftruncate(descriptor, off_t(contents.soundLength)) != 0 {
            throw unusable(path, "ends in half a line that cannot be cut off (\(StoreFile.systemError()))")
        }
        return file
    }

    /// Begins a new file and puts it in the place of the old one, which stays beside it under `oldPath`.
    ///
    /// The new one is whole and on the disk before it gets the name, so that there is a ledger at every moment.
    static func begin(
        at path: String, keepingOldAt oldPath: String, _ opening: LedgerOpening
    ) throws(StoreError) -> LedgerFile {
        let fresh = path + ".new"
        unlink(fresh)
        let descriptor = open(fresh, O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw unusable(path, "cannot be begun (\(StoreFile.systemError()))") }
        let file = LedgerFile(path: path, descriptor: descriptor, used: 0)
        try file.append(.opening(opening))
        guard file.sync() else { throw unusable(path, "cannot be brought onto the disk (\(StoreFile.systemError()))") }
        if StoreFile.status(of: path) != nil {
            unlink(oldPath)
            // A file system without hard links loses nothing the store does not know, only the way back to an old copy.
            _ = link(path, oldPath)
        }
        guard rename(fresh, path) == 0 else {
            throw unusable(path, "cannot be replaced (\(StoreFile.systemError()))")
        }
        guard DiskSync.syncFolder(of: path) else {
            throw unusable(path, "has a folder that cannot be brought onto the disk (\(StoreFile.systemError()))")
        }
        return file
    }

    private static func unusable(_ path: String, _ words: String) -> StoreError {
        StoreError(
            errno == ENOSPC || errno == EDQUOT ? .diskFull : .cannotOpen, "the ledger \(path) \(words)",
            hint: "check the permissions of its folder and the room on the disk; nothing is sent before that")
    }
}
