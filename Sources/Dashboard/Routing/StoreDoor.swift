import JobStore
import Synchronization

/// The way to the store, for looking: opened when it is first needed, and anew when another stands in its place.
final class StoreDoor: Sendable {
    private let open: @Sendable () throws -> JobDatabase?
    private let present = Mutex<(store: JobDatabase, watch: StoreWatch)?>(nil)

    init(open: @escaping @Sendable () throws -> JobDatabase?) {
        self.open = open
    }

    /// The store; `nil` while there is none.
    ///
    /// - Throws: `StoreError`, such as that another process holds it.
    func store() async throws -> JobDatabase? { try await look()?.store }

    /// The store with what others have written to it: the same number means that nothing has changed.
    ///
    /// Every opening has numbers of its own.
    func look() async throws -> (store: JobDatabase, commits: Int)? {
        if let (store, watch) = present.withLock({ $0 }) {
            let look = try await watch.look()
            if look.isInPlace { return (store, look.commitsOfOthers) }
            // Removed, restored or moved: what is open shows a file that nobody writes to any more.
            present.withLock { $0 = nil }
        }
        guard let store = try open() else { return nil }
        let watch = StoreWatch(store)
        let look = try await watch.look()
        present.withLock { $0 = (store, watch) }
        return (store, look.commitsOfOthers)
    }
}
