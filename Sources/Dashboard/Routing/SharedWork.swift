import Synchronization

/// Work that is done once for everybody who asks for it while it is being done: they get the same, also when it failed.
final class SharedWork<Value: Sendable>: Sendable {
    private let underWay = Mutex<Task<Value, any Error>?>(nil)

    /// What the work under way comes to, or this work when there is none.
    ///
    /// It goes on for the others when one who waits is gone.
    func value(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let task = underWay.withLock { present in
            if let present { return present }
            let task = Task {
                defer { underWay.withLock { $0 = nil } }
                return try await work()
            }
            present = task
            return task
        }
        return try await task.value
    }
}
