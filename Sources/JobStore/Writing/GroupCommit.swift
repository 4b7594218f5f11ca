import Dispatch
import Foundation
import GRDB
import Synchronization

/// The one writer: everything that waits is committed together, so that many batches share the price of one sync.
///
/// A thread of its own runs the transactions, unless somebody else drives them. Neither Swift's cooperative pool nor a
/// thread of the transport may hold the database while the disk works, and a caller inside libcurl's callback has to
/// block without occupying that pool.
/// Each operation runs in a savepoint: its failure takes back only itself. Nobody is answered before `COMMIT` returned;
/// when that fails, everybody gets the error.
final class GroupCommit: Sendable {
    /// Tells the caller how it ended; called exactly once, with the error that undid the transaction, if any.
    typealias Answer = @Sendable ((any Error)?) -> Void

    /// Who runs the transactions.
    enum Drive: Sendable {
        /// A thread of the store's own: the disk may take its time.
        case ownThread
        /// Whoever is handed the work, once for every group and whenever it likes; for a store without a disk.
        case handedOut(@Sendable (_ commitGroup: @escaping @Sendable () -> Void) -> Void)
    }

    /// Most operations in one transaction: bounds how long the first one waits.
    static let largestGroup = 256

    private struct Pending: Sendable {
        /// Runs inside the transaction.
        var operation: @Sendable (Database) -> Step
        /// Answers in place of an operation that never ran.
        var abandon: Answer
    }

    private struct Step: Sendable {
        /// What the operation threw; only its own savepoint is rolled back.
        var failure: (any Error)?
        var answer: Answer
    }

    private struct State {
        var waiting: [Pending] = []
        var isStopped = false
        /// A commit failed below SQLite: what the disk holds is unknown, so nothing more is written.
        ///
        /// After a failed `fsync` a second one may succeed although the pages are gone; see the study of how applications
        /// recover from it (USENIX ATC 2020).
        var failure: (any Error)?
    }

    private let queue: DatabaseQueue
    private let drive: Drive
    private let witness: OutsideWitness?
    private let state = Mutex(State())
    private let work = DispatchSemaphore(value: 0)
    private let commitCount = Mutex(0)

    init(queue: DatabaseQueue, drive: Drive = .ownThread, witness: OutsideWitness? = nil) {
        self.queue = queue
        self.drive = drive
        self.witness = witness
    }

    /// Transactions committed so far.
    var commits: Int { commitCount.withLock { $0 } }

    /// Starts the writer's thread, if it has one, which lives until ``stop()``.
    func start() {
        guard case .ownThread = drive else { return }
        let thread = Thread { [self] in
            while let group = nextGroup() { run(group) }
        }
        thread.name = "larkcast.store"
        thread.start()
    }

    /// Ends the thread after what already waits.
    func stop() {
        state.withLock { $0.isStopped = true }
        work.signal()
    }

    /// Queues an operation and suspends until it is committed.
    func write<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            submit(body) { continuation.resume(with: $0) }
        }
    }

    /// Queues an operation and blocks the calling thread until it is committed.
    ///
    /// A thread that drives the transactions itself commits everything that waits instead of waiting for itself.
    func writeBlocking<T: Sendable>(_ body: @escaping @Sendable (Database) throws -> T) throws -> T {
        let slot = Slot<T>()
        submit(body) { slot.fill($0) }
        if case .handedOut = drive {
            while let group = takeGroup() { run(group) }
        }
        return try slot.wait()
    }

    /// Queues an operation; `answer` is called on the writer's thread once it is committed, or has failed.
    func submit<T: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> T, answer: @escaping @Sendable (Result<T, any Error>) -> Void
    ) {
        let pending = Pending(
            operation: { db in
                let result = Result { try body(db) }
                if case .failure(let own) = result {
                    return Step(failure: own, answer: { _ in answer(.failure(own)) })
                }
                return Step(failure: nil, answer: { error in answer(error.map { .failure($0) } ?? result) })
            },
            abandon: { error in answer(.failure(error ?? Self.closed)) })
        let (isStopped, isFirst) = state.withLock { state in
            let isFirst = state.waiting.isEmpty
            if !state.isStopped { state.waiting.append(pending) }
            return (state.isStopped, isFirst)
        }
        guard !isStopped else { return answer(.failure(Self.closed)) }
        switch drive {
        case .ownThread: work.signal()
        case .handedOut(let handOut):
            guard isFirst else { return }
            handOut { [self] in
                while let group = takeGroup() { run(group) }
            }
        }
    }

    private static let closed = StoreError(.cannotOpen, "the store has been closed")

    /// Waits for work; `nil` ends the thread.
    private func nextGroup() -> [Pending]? {
        while true {
            work.wait()
            let group = takeGroup()
            let isStopped = state.withLock { $0.isStopped }
            if let group {
                // The rest of a large group has its own signals; the stop signal may have been consumed here.
                if isStopped { work.signal() }
                return group
            }
            if isStopped { return nil }
        }
    }

    /// What is to be committed together next; `nil` when nothing waits.
    private func takeGroup(upTo limit: Int = largestGroup) -> [Pending]? {
        state.withLock { state in
            let group = Array(state.waiting.prefix(limit))
            state.waiting.removeFirst(group.count)
            return group.isEmpty ? nil : group
        }
    }

    private func run(_ first: [Pending]) {
        if let failure = state.withLock({ $0.failure }) {
            for pending in first { pending.abandon(failure) }
            return
        }
        let (group, answers, failure) = queue.writeWithoutTransaction { db in commit(first, in: db) }
        if let error = failure as? DatabaseError, error.resultCode == .SQLITE_IOERR {
            state.withLock { $0.failure = error }
        }
        if let failure, answers.count < group.count {
            for pending in group[answers.count...] { pending.abandon(failure) }
        }
        for answer in answers { answer(failure) }
    }

    /// Commits a group and whatever comes in while it runs: waiting for a commit of its own would cost that one more sync.
    ///
    /// Returns everything that was taken, the answers of the operations that ran, and the error that undid them all.
    private func commit(_ first: [Pending], in db: Database) -> ([Pending], [Answer], (any Error)?) {
        var group = first
        var answers: [Answer] = []
        do {
            try db.beginTransaction(.immediate)
            while answers.count < group.count {
                answers.append(try runSaved(group[answers.count].operation, in: db))
                if answers.count == group.count, let more = takeGroup(upTo: Self.largestGroup - group.count) {
                    group += more
                }
            }
            let reached = try witness.map { _ in try StoreProgress.fetch(db) }
            try db.commit()
            // Before anybody is answered, so that nothing leaves of which the witness does not know.
            if let reached { witness?.note(reached) }
            commitCount.withLock { $0 += 1 }
            return (group, answers, nil)
        } catch {
            if db.isInsideTransaction {
                // A failed rollback leaves nothing to do: the connection refuses the next BEGIN and says so.
                try? db.rollback()
            }
            return (group, answers, error)
        }
    }

    private func runSaved(_ operation: @Sendable (Database) -> Step, in db: Database) throws -> Answer {
        try db.cachedStatement(sql: "SAVEPOINT operation").execute()
        let step = operation(db)
        // After some errors, such as a full disk, SQLite undoes the whole transaction by itself.
        guard db.isInsideTransaction else { throw step.failure ?? Self.undone }
        if step.failure != nil {
            try db.cachedStatement(sql: "ROLLBACK TO operation").execute()
        }
        try db.cachedStatement(sql: "RELEASE operation").execute()
        return step.answer
    }

    private static let undone = StoreError(.inputOutput, "SQLite undid the transaction")
}
