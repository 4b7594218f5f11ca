import Synchronization

/// A request to stop claiming, let what is on the wire finish, and end.
///
/// Unlike task cancellation it never cuts a request short: cutting one is what puts a batch in doubt.
public final class StopSignal: Sendable {
    private let isRaised = Atomic<Bool>(false)
    private let onTheWire = Atomic<Int>(0)
    private let word: AsyncStream<Void>
    private let speak: AsyncStream<Void>.Continuation

    /// Creates a signal that is not raised.
    public init() {
        (word, speak) = AsyncStream.makeStream()
    }

    /// Asks to stop.
    public func raise() {
        isRaised.store(true, ordering: .sequentiallyConsistent)
        speak.finish()
    }

    /// Whether somebody asked.
    public var isStopping: Bool { isRaised.load(ordering: .sequentiallyConsistent) }

    /// Batches between their first byte and the record of their end: what an end at once would leave in doubt.
    public var batchesOnTheWire: Int { onTheWire.load(ordering: .sequentiallyConsistent) }

    /// Counts a batch whose first byte may leave now.
    func batchLeaves() { onTheWire.add(1, ordering: .sequentiallyConsistent) }

    /// Counts a batch whose end is recorded.
    func batchIsRecorded() { onTheWire.subtract(1, ordering: .sequentiallyConsistent) }

    /// Does something that may be broken off at any time, and breaks it off when somebody asks to stop.
    func breakingOff(_ work: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await work()
                return true
            }
            group.addTask { [word] in
                for await _ in word {}
                return false
            }
            defer { group.cancelAll() }
            // What is done is done, also when the word came at the same moment.
            while let isDone = try await group.next(), !isDone { group.cancelAll() }
        }
    }
}
