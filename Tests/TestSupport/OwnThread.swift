import Foundation

/// Does blocking or long work on a thread of its own.
///
/// Swift's pool has as many threads as the machine has cores, and a test that keeps one of them busy, or comes back to it
/// late, makes every other test late too.
public func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Result { try work() }) }.start()
    }
}

extension RunningCommand {
    /// Waits, blocking the thread, until something is so or the program has ended.
    public func block(until isSo: () -> Bool) {
        while !isSo(), !hasEnded { usleep(2000) }
    }

    /// Waits, blocking the thread, until standard error says something or the program has ended.
    public func blockUntilItSays(_ words: String) {
        block { errorsSoFar.contains(words) }
    }
}
