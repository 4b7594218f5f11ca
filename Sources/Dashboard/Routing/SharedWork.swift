import Synchronization

/// Work that is done once for everybody who asks for it while it is being done: they get the same, also when it failed.
final class SharedWork<Value: Sendable>: Sendable {
    /// Who waits for the work under way; `nil` while there is none.
    private let waiting = Mutex<[CheckedContinuation<Value?, any Error>]?>(nil)

    /// How many wait for the work under way besides whoever does it.
    var waiters: Int { waiting.withLock { $0?.count ?? 0 } }

    /// What the work under way comes to, or this work when there is none.
    func value(_ work: () async throws -> Value) async throws -> Value {
        if let shared = try await valueOfAnother() { return shared }
        let result: Result<Value, any Error>
        do {
            result = .success(try await work())
        } catch {
            result = .failure(error)
        }
        let others = waiting.withLock { waiting in
            defer { waiting = nil }
            return waiting ?? []
        }
        for other in others { other.resume(with: result.map(Optional.some)) }
        return try result.get()
    }

    /// `nil` for the first, who has to do it.
    private func valueOfAnother() async throws -> Value? {
        try await withCheckedThrowingContinuation { continuation in
            waiting.withLock { waiting in
                guard waiting != nil else {
                    waiting = []
                    return continuation.resume(returning: Value?.none)
                }
                waiting?.append(continuation)
            }
        }
    }
}
