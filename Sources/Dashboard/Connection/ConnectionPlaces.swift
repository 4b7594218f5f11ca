import Synchronization

/// How many connections there are, counted over all of them.
final class ConnectionPlaces: Sendable {
    /// What a connection counts as.
    enum Kind: Sendable {
        /// One that asks and is answered.
        case ordinary
        /// One that keeps a page up to date.
        case live
    }

    private struct Counts {
        var ordinary = 0
        var live = 0
        var refused = 0
    }

    private let limits: DashboardLimits
    private let counts = Mutex(Counts())

    init(_ limits: DashboardLimits) {
        self.limits = limits
    }

    /// Takes a place; `false` when there is none.
    func enter() -> Bool {
        counts.withLock { counts in
            guard counts.ordinary < limits.connections else { return false }
            counts.ordinary += 1
            return true
        }
    }

    /// Makes room for another one, since this connection keeps a page up to date from now on; `false` when as many do as may.
    ///
    /// ``LiveHub`` has said before how many may listen; but whoever gets in by another way must not come on top of them.
    func becomeLive() -> Bool {
        counts.withLock { counts in
            guard counts.live < limits.livePages else { return false }
            counts.ordinary -= 1
            counts.live += 1
            return true
        }
    }

    /// Gives a place back.
    func leave(_ kind: Kind) {
        counts.withLock { counts in
            switch kind {
            case .ordinary: counts.ordinary -= 1
            case .live: counts.live -= 1
            }
        }
    }

    /// Whether a refused connection may stay a moment, so that it can read why; a flood of them may not.
    func lingers() -> Bool {
        counts.withLock { counts in
            guard counts.refused < limits.connections else { return false }
            counts.refused += 1
            return true
        }
    }

    /// A refused connection is gone.
    func leaveRefused() {
        counts.withLock { $0.refused -= 1 }
    }
}
