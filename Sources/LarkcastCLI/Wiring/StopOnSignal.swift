import JobEngine
import UnixSignals

/// Turns SIGINT, SIGTERM and a closed terminal into an orderly stop.
enum StopOnSignal {
    /// Runs the body; the first signal raises the stop, the second warns and ends the process.
    static func run<Value: Sendable>(
        console: Console, _ body: @escaping @Sendable (StopSignal) async throws -> Value
    ) async throws -> Value {
        let stop = StopSignal()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm, .sighup)
            group.addTask {
                for await _ in signals {
                    if stop.isStopping {
                        console.warn("larkcast: ended at once; batches on the wire may be left in doubt")
                        ProcessEnd.now(.temporary)
                    }
                    stop.raise()
                    console.warn("larkcast: stopping; what is on the wire finishes first (again to end at once)")
                }
                return nil
            }
            group.addTask { try await body(stop) }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }
}
