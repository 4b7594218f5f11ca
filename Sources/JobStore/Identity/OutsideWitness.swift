import Foundation
import GRDB
import Synchronization

/// A small file outside the store's folder that remembers how far the store has come.
///
/// Whoever puts the whole folder back puts store, lock and ledger back together, and may even get the file's number again:
/// nothing in there can tell. The line is written after each commit with plain `pwrite(2)`, which the page cache keeps
/// through a `kill -9`, and never before the commit it tells of is on the disk, so it is never ahead of the store by itself.
/// It can be missing or behind, which proves nothing.
final class OutsideWitness: Sendable {
    private struct State {
        /// Whether this store has to be told from the one that wrote the line: then the line stays as it is.
        var isSilent = false
        var noted: StoreProgress?
        /// Whether the file names the place of this store by now.
        var hasPlace = false
        var trouble: String?
    }

    let path: String
    private let store: String
    /// Where the store lies, without symbolic links.
    private let place: String
    private let descriptor: Int32
    private let state: Mutex<State>

    /// Opens the witness of a store, and makes file and folder if need be; a failure is kept as ``trouble``.
    init(folder: String, store: String, at place: String) {
        self.store = store
        self.place = place
        path = folder + "/" + store
        var trouble: String?
        do throws(StoreError) {
            descriptor = try Self.opened(path, in: folder, store: store)
        } catch {
            descriptor = -1
            trouble = error.message
        }
        state = Mutex(State(trouble: trouble))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Why there is no witness; `nil` when there is one.
    var trouble: String? { state.withLock { $0.trouble } }

    /// What it remembers; `nil` when nothing legible of this store is there.
    func read() -> StoreProgress? {
        guard descriptor >= 0 else { return nil }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return WitnessLine.progress(Array(bytes.prefix(max(0, count))), store: store)
    }

    /// Leaves the line as it is when this is a copy, or was put back: what somebody does there says nothing about the
    /// store the line is about, and must not make it forget.
    func fallSilentUnlessAtHome(_ queue: DatabaseQueue, _ file: StoreFile) throws {
        let known = read()
        let isAtHome = try queue.read { db in
            let home = try StoreHome.fetch(db)
            return try home.suspicion == nil
                && StoreExamination.ofPlace(home, inode: StoreHome.inode(of: file), machine: nil) == nil
                && !(known?.isUnknown(to: db) ?? false)
        }
        state.withLock { state in
            state.isSilent = !isAtHome
            guard isAtHome, known != nil else { return }
            // A witness of an earlier version names no place, and a folder may have been moved since.
            lock()
            defer { flock(descriptor, LOCK_UN) }
            notePlace(&state)
        }
    }

    /// Remembers what was committed, beside what other processes have committed.
    func note(_ progress: StoreProgress) {
        state.withLock { state in
            guard !state.isSilent, descriptor >= 0, state.noted != progress else { return }
            lock()
            defer { flock(descriptor, LOCK_UN) }
            write(read()?.merged(with: progress) ?? progress, &state)
            notePlace(&state)
            state.noted = progress
        }
    }

    /// Forgets what it knew: from now on this is the store.
    func begin(_ progress: StoreProgress) {
        state.withLock { state in
            guard descriptor >= 0 else { return }
            lock()
            defer { flock(descriptor, LOCK_UN) }
            write(progress, &state)
            notePlace(&state)
            state.isSilent = false
            state.noted = progress
        }
        sync()
    }

    /// Brings the line onto the disk.
    func sync() {
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
    }

    /// Several processes keep one line; each holds it for a few microseconds.
    private func lock() {
        while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
    }

    private func write(_ progress: StoreProgress, _ state: inout State) {
        let bytes = WitnessLine.bytes(progress, store: store)
        let written = pwrite(descriptor, bytes, bytes.count, 0)
        state.trouble =
            written == bytes.count
            ? nil : "the witness \(path) cannot be written (\(written < 0 ? StoreFile.systemError() : "no room"))"
    }

    /// Brings the store's place into the file, behind the line: once a process, and only where another one stands there.
    private func notePlace(_ state: inout State) {
        guard !state.hasPlace else { return }
        state.hasPlace = true
        guard let line = WitnessedPlace.bytes(place, store: store) else { return }
        let start = off_t(WitnessLine.length(store: store))
        var present = [UInt8](repeating: 0, count: line.count + 1)
        let count = pread(descriptor, &present, present.count, start)
        guard count != line.count || Array(present.prefix(line.count)) != line else { return }
        // A line that is cut short names no place, which refuses nothing.
        guard pwrite(descriptor, line, line.count, start) == line.count else { return }
        _ = ftruncate(descriptor, start + off_t(line.count))
    }

    private static func opened(_ path: String, in folder: String, store: String) throws(StoreError) -> Int32 {
        guard store.utf8.count == 32, store.allSatisfy(\.isHexDigit) else {
            throw StoreError(.cannotOpen, "the store's own name cannot name a witness")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw StoreError(.cannotOpen, "the folder \(folder) cannot be created")
        }
        if let network = NetworkFileSystem.name(at: folder) {
            throw StoreError(.cannotOpen, "the folder \(folder) is on \(network), where locks cannot be trusted")
        }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            throw StoreError(.cannotOpen, "the witness \(path) cannot be opened (\(StoreFile.systemError()))")
        }
        do {
            try PrivateFile.check(descriptor, path: path, name: "witness")
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }
}
