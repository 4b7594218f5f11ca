import GRDB

/// A store in memory that several runners open, as processes open a file; for simulations.
///
/// There is no disk to wait for, so no opening has a thread: reads run on the caller's, and each group of writes whenever
/// and wherever the opening's owner wants. With that, and a clock and a network of one's own, everything that happens
/// happens in an order somebody chose.
package final class SharedMemoryStore: Sendable {
    /// The lock its openings contend for.
    package let lock = MemoryLock()
    let queue: DatabaseQueue

    /// An empty store of the current schema.
    package init() throws(StoreError) {
        do {
            queue = try JobDatabase.memoryQueue()
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    /// A store with the content of another one, much quicker than migrating a new one.
    package init(copying other: SharedMemoryStore) throws(StoreError) {
        do {
            queue = try DatabaseQueue(configuration: StoreProfile.configuration(readOnly: false))
            try other.queue.backup(to: queue)
        } catch {
            throw StoreError(wrapping: error)
        }
    }

    /// Opens it once more, as one more process.
    ///
    /// - Parameter handOut: Is given the commit of a group when its first operation waits, and runs it when it likes; what
    ///   is submitted meanwhile joins the group. What it never runs is never committed.
    /// - Returns: the opening; its owner's death is ``MemoryLock/lose()`` and nothing handed out being run any more.
    package func open(
        handingOut handOut: @escaping @Sendable (_ commitGroup: @escaping @Sendable () -> Void) -> Void
    ) -> JobDatabase {
        JobDatabase(queue: queue, lock: lock, drive: .handedOut(handOut))
    }

    /// Ends it: whatever any opening still wants fails.
    package func close() {
        try? queue.close()
    }
}
