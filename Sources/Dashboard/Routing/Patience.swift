import JobStore

/// How long a request waits for the store: as long as SQLite itself waits for a lock, however many wait before it.
struct Patience: Sendable {
    let milliseconds: Int64
    let sleep: @Sendable (Duration) async throws -> Void

    /// Waits for work that looks at the store and changes nothing.
    ///
    /// SQLite cannot be called back from waiting for a lock: what is not waited for any more ends by itself, unheard.
    ///
    /// - Throws: the work's error, or `StoreError.Code.locked` when it takes too long.
    func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let (outcomes, tell) = AsyncStream.makeStream(
            of: Result<Value, any Error>.self, bufferingPolicy: .bufferingOldest(1))
        let working = Task {
            do {
                tell.yield(.success(try await work()))
            } catch {
                tell.yield(.failure(error))
            }
        }
        let waiting = Task {
            do { try await sleep(.milliseconds(milliseconds)) } catch { return }
            tell.yield(
                .failure(
                    StoreError(
                        .locked, "the store did not answer within \(milliseconds) ms", hint: "try again in a moment")))
        }
        defer {
            working.cancel()
            waiting.cancel()
        }
        for await outcome in outcomes { return try outcome.get() }
        throw CancellationError()
    }
}
