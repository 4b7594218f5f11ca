import Synchronization

/// A request to stop claiming, let what is on the wire finish, and end.
///
/// Unlike task cancellation it never cuts a request short: cutting one is what puts a batch in doubt.
public final class StopSignal: Sendable {
    private struct Listeners {
        var next = 0
        var all: [Int: AsyncStream<Void>.Continuation] = [:]
    }

    private let isRaised = Atomic<Bool>(false)
    private let onTheWire = Atomic<Int>(0)
    private let listeners = Mutex(Listeners())

    /// Creates a signal that is not raised.
    public init() {}

    /// Asks to stop.
    public func raise() {
        isRaised.store(true, ordering: .sequentiallyConsistent)
        let all = listeners.withLock { listeners in
            defer { listeners.all = [:] }
            return Array(listeners.all.values)
        }
        for listener in all { listener.finish() }
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
    @discardableResult
    func breakingOff<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (word, number) = listen()
        defer { listeners.withLock { _ = $0.all.removeValue(forKey: number) } }
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in word {}
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                // What is done is done, also when the word came at the same moment.
                if let result { return result }
                group.cancelAll()
            }
            throw CancellationError()
        }
    }

    /// A stream that ends when somebody asks to stop.
    ///
    /// One for each use: a stream whose reader is cancelled has ended for everybody who reads it later, and a daemon has one
    /// signal for all it does.
    private func listen() -> (word: AsyncStream<Void>, number: Int) {
        let (word, speak) = AsyncStream.makeStream(of: Void.self)
        let number = listeners.withLock { listeners in
            listeners.next += 1
            listeners.all[listeners.next] = speak
            return listeners.next
        }
        // Whoever asked before the entry did not find it.
        if isStopping { speak.finish() }
        return (word, number)
    }
}
