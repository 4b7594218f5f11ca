import Foundation
import GRDB
import Synchronization

/// Everything larkcast remembers: runs, the exact bytes of their batches, every attempt, and what became of it.
///
/// All SQL is in this module. Invariants live in the schema's constraints and in compare-and-set statements, never in
/// the memory of one process, so any number of processes may have the same file open. Writes go through one thread that
/// commits together what waits together.
public final class JobDatabase: Sendable {
    /// What a process wants to do with the file.
    public enum Access: Sendable {
        /// Everything; a missing file is created.
        case readWrite
        /// Queries only; the file must exist.
        case readOnly
    }

    /// The file without symbolic links; `nil` for a store in memory.
    public let path: String?

    let queue: DatabaseQueue
    let writer: GroupCommit
    let runnerLock: RunnerLock.Place
    let frames = BodyFrames()
    private let readsOnCallersThread: Bool
    /// The store's own name; a store in memory has no twin to be told from.
    let instanceID: String
    /// The second witness, while this process is the runner; a store in memory has none.
    let ledger = Mutex<LedgerFile?>(nil)
    /// The answers a new runner found in it.
    let answers = Mutex<[Int64: LedgerResult]>([:])

    /// The witness outside the store's folder, when there is to be one.
    let outside: OutsideWitness?

    private init(queue: DatabaseQueue, path: String?, instanceID: String = "", outside: OutsideWitness? = nil) {
        self.queue = queue
        self.path = path
        self.instanceID = instanceID
        self.outside = outside
        runnerLock = path.map { .file(StoreFile(path: $0).lockPath) } ?? .memory(MemoryLock())
        readsOnCallersThread = false
        writer = GroupCommit(queue: queue, witness: outside)
        writer.start()
    }

    /// One of several openings of a store in memory, none of which has a thread of its own.
    init(queue: DatabaseQueue, lock: MemoryLock, drive: GroupCommit.Drive) {
        self.queue = queue
        path = nil
        instanceID = ""
        outside = nil
        runnerLock = .memory(lock)
        readsOnCallersThread = true
        writer = GroupCommit(queue: queue, drive: drive)
    }

    deinit {
        writer.stop()
    }

    /// What is put behind the store's name for the file in which detached runs write what they have to say.
    public static let detachedLogEnding = ".detached.log"

    /// The file, for what stands beside it.
    var file: StoreFile? { path.map { StoreFile(path: $0) } }

    /// Opens the store at `path`, creating or migrating it when it may be written.
    ///
    /// A new file has mode 0600 and a new folder 0700. Refused are folders and files that others may write, network file
    /// systems, hard links, other programs' databases, newer schemas, and a missing or empty file whose lock, ledger or witness
    /// shows that it was in use.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - access: What is to be done with it.
    ///   - witnessFolder: A folder elsewhere, in which a small file remembers how far the store has come, so that a whole
    ///     folder that is put back is noticed; made if need be, and done without when that fails.
    /// - Returns: the open store.
    /// - Throws: ``StoreError`` with what to do about it.
    public static func open(
        at path: String, access: Access = .readWrite, witnessFolder: String? = nil
    ) throws(StoreError) -> JobDatabase {
        let file = try StoreFile.prepare(path, for: access, witnessFolder: witnessFolder)
        do {
            let configuration = StoreProfile.configuration(readOnly: access == .readOnly)
            let queue = try DatabaseQueue(path: file.path, configuration: configuration)
            try prepare(queue, access: access, file: file)
            let name = try queue.read { try String.fetchOne($0, sql: "SELECT instanceId FROM storeIdentity") } ?? ""
            let outside =
                access == .readWrite
                ? witnessFolder.map { OutsideWitness(folder: $0, store: name, at: file.path) } : nil
            if let outside { try outside.fallSilentUnlessAtHome(queue, file) }
            return JobDatabase(queue: queue, path: file.path, instanceID: name, outside: outside)
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    /// Whether a store is gone from a place from which batches were sent: there is none at `path`, and opening one is refused.
    public static func isMissed(at path: String, witnessFolder: String?) -> Bool {
        witnessFolder.map { StoreFile.isMissed(at: path, witnessFolder: $0) } ?? false
    }

    /// A store that is gone with the process; for tests.
    public static func inMemory() throws(StoreError) -> JobDatabase {
        do {
            return JobDatabase(queue: try memoryQueue(), path: nil)
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    static func memoryQueue() throws -> DatabaseQueue {
        let queue = try DatabaseQueue(configuration: StoreProfile.configuration(readOnly: false))
        try prepare(queue, access: .readWrite, file: nil)
        return queue
    }

    private static func prepare(_ queue: DatabaseQueue, access: Access, file: StoreFile?) throws {
        try queue.writeWithoutTransaction { db in
            try StoreMigrations.check(db)
            guard access == .readWrite else { return try StoreMigrations.checkReadable(db) }
            try StoreProfile.ofLibrary(db).apply(to: db, inMemory: file == nil)
        }
        guard access == .readWrite else { return }
        if let file { try StoreUpgrade.apply(to: queue, file: file) } else { try StoreMigrations.apply(to: queue) }
    }

    /// Runs queries in one snapshot, off the cooperative pool; a cancelled task still gets its answer.
    func read<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        do {
            if readsOnCallersThread { return try readHere(body) }
            return try await withCheckedThrowingContinuation { continuation in
                queue.asyncRead { result in
                    continuation.resume(with: Result { try body(result.get()) })
                }
            }
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    private func readHere<T>(_ body: (Database) throws -> T) throws -> T {
        try queue.read(body)
    }

    /// Commits `body` together with whatever else waits; returns after the commit.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws(StoreError) -> T {
        do {
            return try await writer.write(body)
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    /// Like ``write(_:)``, for a thread that may block, such as the transport's inside its pre-request callback.
    func writeBlocking<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) throws(StoreError) -> T {
        do {
            return try writer.writeBlocking(body)
        } catch {
            throw StoreError(wrapping: error)
        }
    }
}
