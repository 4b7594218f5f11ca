import Dispatch
import Synchronization

/// A place where one thread leaves a result and another waits for it.
final class Slot<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    private let filled = DispatchSemaphore(value: 0)

    /// Leaves the result; once.
    func fill(_ value: Result<Value, any Error>) {
        result.withLock { $0 = value }
        filled.signal()
    }

    /// Blocks until there is a result.
    func wait() throws -> Value {
        filled.wait()
        guard let result = result.withLock({ $0 }) else {
            throw StoreError(.inputOutput, "the store gave no answer")
        }
        return try result.get()
    }
}
