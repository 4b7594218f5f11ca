import Synchronization

/// The runner's lock of a store in memory: one holder at a time, as with the `flock` beside a file.
package final class MemoryLock: Sendable {
    /// How asking for it ended.
    enum Acquisition {
        /// It is held from now on, under this number.
        case tenure(Int)
        /// Somebody has it.
        case heldBy(RunnerIdentity)
    }

    private struct State {
        var holder: RunnerIdentity?
        var tenure = 0
    }

    private let state = Mutex(State())

    /// Takes the lock and gives the number of the tenure, or tells who holds it.
    func acquire(as holder: RunnerIdentity) -> Acquisition {
        state.withLock { state in
            if let other = state.holder { return .heldBy(other) }
            state.holder = holder
            state.tenure += 1
            return .tenure(state.tenure)
        }
    }

    func isHeld(by tenure: Int) -> Bool {
        state.withLock { $0.holder != nil && $0.tenure == tenure }
    }

    func release(_ tenure: Int) {
        state.withLock { state in
            if state.tenure == tenure { state.holder = nil }
        }
    }

    /// The holder's process id, if it is held.
    package var holder: Int32? { state.withLock { $0.holder?.processID } }

    /// Lets the next one in although nobody let go.
    ///
    /// The kernel does so when the holder dies, and so does whoever removes the lock file under a living one.
    package func lose() {
        state.withLock { $0.holder = nil }
    }
}
