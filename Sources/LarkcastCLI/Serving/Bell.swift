import Synchronization

/// What the daemon's rest is interrupted by: a word to stop, or to read everything anew.
final class Bell: Sendable {
    private struct State {
        var wasRung = false
        var isReloadWanted = false
        var sleeper: AsyncStream<Void>.Continuation?
    }

    private let state = Mutex(State())

    /// Ends the present rest, or the next one.
    func ring(reload: Bool = false) {
        let sleeper = state.withLock { state in
            state.wasRung = true
            state.isReloadWanted = state.isReloadWanted || reload
            return state.sleeper
        }
        sleeper?.finish()
    }

    /// Whether everything is to be read anew; asking answers it.
    func takeReload() -> Bool {
        state.withLock { state in
            defer { state.isReloadWanted = false }
            return state.isReloadWanted
        }
    }

    /// Rests until the bell rings, or `sleep` has ended.
    func rest(_ sleep: @escaping @Sendable () async throws -> Void) async {
        // A stream of its own each time: one whose reader is cancelled has ended for good.
        let (rings, sleeper) = AsyncStream.makeStream(of: Void.self)
        let isOver = state.withLock { state in
            state.sleeper = sleeper
            defer { state.wasRung = false }
            return state.wasRung
        }
        if !isOver {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await sleep() }
                group.addTask { for await _ in rings {} }
                await group.next()
                group.cancelAll()
            }
        }
        state.withLock { state in
            state.sleeper = nil
            state.wasRung = false
        }
    }
}
