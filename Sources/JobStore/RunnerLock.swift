import Foundation

/// Who holds the runner's lock.
public struct RunnerIdentity: Sendable, Equatable {
    /// The process's id.
    public var processID: Int32
    /// The host's name.
    public var host: String
    /// A hash of the machine's own id; `nil` where there is none.
    public let machine: String?

    /// Creates an identity; of the machine's id only a hash is kept, as `machine-id(5)` asks.
    public init(processID: Int32, host: String, machineID: String? = nil) {
        self.processID = processID
        self.host = host
        machine = machineID.map { Data("larkcast machine \($0)".utf8).sha256 }
    }
}

/// The right to send, for as long as the value lives: an exclusive `flock` on the file beside the store.
///
/// The kernel lets go of it when the process dies, however it dies, so no lock is ever stale. The file stays, with the
/// last holder's name in it: it is also the witness that a store once worked here.
public final class RunnerLock: Sendable {
    /// What is locked.
    enum Place: Sendable {
        /// The file of this name.
        case file(String)
        /// A store in memory.
        case memory(MemoryLock)
    }

    private enum Hold {
        case file(descriptor: Int32, path: String)
        case memory(MemoryLock, tenure: Int)
    }

    private let hold: Hold
    /// The store the last holder sent from, as far as the file says.
    let previousStore: String?

    private init(_ hold: Hold) {
        self.hold = hold
        previousStore =
            if case .file(let descriptor, _) = hold { Self.words(in: descriptor).dropFirst(2).first } else { nil }
    }

    /// Whether the lock still stands under its name; somebody who removes the file lets a second runner in.
    public var isCurrent: Bool {
        switch hold {
        case .memory(let lock, let tenure): return lock.isHeld(by: tenure)
        case .file(let descriptor, let path):
            var held = stat()
            guard fstat(descriptor, &held) == 0, let named = StoreFile.status(of: path) else { return false }
            return held.st_ino == named.st_ino && held.st_dev == named.st_dev
        }
    }

    deinit {
        switch hold {
        case .memory(let lock, let tenure): lock.release(tenure)
        case .file(let descriptor, _):
            // A child that was just forked holds the descriptor until it executes; closing alone would leave the lock
            // with it.
            flock(descriptor, LOCK_UN)
            close(descriptor)
        }
    }

    static func acquire(_ place: Place, as holder: RunnerIdentity) throws(StoreError) -> RunnerLock {
        switch place {
        case .file(let path):
            let lock = try take(at: path)
            try lock.sign(holder, store: lock.previousStore)
            return lock
        case .memory(let lock):
            switch lock.acquire(as: holder) {
            case .tenure(let tenure): return RunnerLock(.memory(lock, tenure: tenure))
            case .heldBy(let other): throw held(by: "process \(other.processID) on \(other.host)")
            }
        }
    }

    /// Takes the lock, and leaves in the file who had it before.
    static func take(at path: String) throws(StoreError) -> RunnerLock {
        // A lock file that is replaced between open and lock locks nothing: look again, a few times.
        for _ in 0..<8 {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard descriptor >= 0 else {
                let reason = StoreFile.systemError()
                throw StoreError(
                    .cannotOpen, "the lock file \(path) cannot be opened (\(reason))",
                    hint: "check the permissions of its folder")
            }
            let lock = RunnerLock(.file(descriptor: descriptor, path: path))
            try PrivateFile.check(descriptor, path: path, name: "lock file")
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw refusal(descriptor, path) }
            if lock.isCurrent { return lock }
        }
        throw StoreError(
            .cannotOpen, "the lock file \(path) is replaced again and again", hint: "find out what removes it")
    }

    /// Whether somebody holds the lock at a path; makes no file and leaves no name.
    static func isHeld(at path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        // Closing lets go of it again.
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// Writes down who has it, and for which store once that is certain.
    func sign(_ holder: RunnerIdentity, store: String?) throws(StoreError) {
        guard case .file(let descriptor, let path) = hold else { return }
        let bytes = Array("\(holder.processID) \(holder.host)\(store.map { " " + $0 } ?? "")\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else {
            throw StoreError(
                .diskFull, "the lock file \(path) cannot be written (\(StoreFile.systemError()))",
                hint: "free some space, then run again")
        }
    }

    private static func refusal(_ descriptor: Int32, _ path: String) -> StoreError {
        guard errno == EWOULDBLOCK else {
            return StoreError(.cannotOpen, "the lock file \(path) cannot be locked (\(StoreFile.systemError()))")
        }
        let words = words(in: descriptor)
        return held(by: words.count >= 2 ? "process \(words[0]) on \(words[1])" : "another process")
    }

    private static func words(in descriptor: Int32) -> [String] {
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).map(String.init)
    }

    private static func held(by holder: String) -> StoreError {
        StoreError(
            .lockHeld, "\(holder) is already sending from this store",
            hint: "nothing was done here: let it end, then say this again; one larkcast sends from a store at a time")
    }
}

extension JobDatabase {
    /// Makes this process the runner of the store, until the lock is let go of.
    ///
    /// - Throws: ``StoreError/Code/lockHeld`` with the holder's name when another process sends.
    public func acquireRunnerLock(as holder: RunnerIdentity) throws(StoreError) -> RunnerLock {
        try RunnerLock.acquire(runnerLock, as: holder)
    }
}
