import JobStore
import Synchronization

import class Foundation.Thread

/// The way to the store, for looking: opened when it is first needed, and anew when another stands in its place.
final class StoreDoor: Sendable {
    /// What a look found.
    struct Look: Sendable {
        let store: JobDatabase
        let mark: Mark
    }

    /// How far others had written: the same mark means that nothing has changed.
    struct Mark: Sendable, Equatable {
        /// Which opening it was; SQLite counts commits anew for each, from the same number.
        let opening: Int
        let commits: Int
    }

    fileprivate struct Present {
        let store: JobDatabase
        let watch: StoreWatch
        let opening: Int
    }

    private let open: @Sendable () throws -> JobDatabase?
    private let patience: Patience
    private let looks = SharedWork<Look?>()
    private let present = Mutex<Present?>(nil)
    private let openings = Mutex(0)

    init(patience: Patience, open: @escaping @Sendable () throws -> JobDatabase?) {
        self.patience = patience
        self.open = open
    }

    /// The store; `nil` while there is none.
    ///
    /// - Throws: `StoreError`, such as that another process holds it.
    func store() async throws -> JobDatabase? { try await look()?.store }

    /// The store with how far others have written to it; one look for all who want one at the same time.
    func look() async throws -> Look? {
        try await patience.wait { [self] in try await looks.value { try await self.lookOnce() } }
    }

    private func lookOnce() async throws -> Look? {
        if let there = present.withLock({ $0 }) {
            let look = try await there.watch.look()
            if look.isInPlace { return Look(there, look) }
            // Removed, restored or moved: what is open shows a file that nobody writes to any more.
            present.withLock { $0 = nil }
        }
        guard let store = try await opened() else { return nil }
        let opening = openings.withLock { number in
            number += 1
            return number
        }
        let new = Present(store: store, watch: StoreWatch(store), opening: opening)
        let look = try await new.watch.look()
        present.withLock { $0 = new }
        return Look(new, look)
    }

    /// Opens it on a thread of its own: that blocks for as long as another process holds the file, and would hold every other
    /// request up on the threads that Swift's tasks share.
    private func opened() async throws -> JobDatabase? {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { [open] in continuation.resume(with: Result { try open() }) }
            thread.name = "larkcast.opening"
            thread.start()
        }
    }
}

extension StoreDoor.Look {
    fileprivate init(_ present: StoreDoor.Present, _ look: StoreWatch.Look) {
        self.init(
            store: present.store, mark: StoreDoor.Mark(opening: present.opening, commits: look.commitsOfOthers))
    }
}
