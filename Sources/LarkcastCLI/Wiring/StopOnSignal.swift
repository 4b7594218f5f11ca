import CProcess
import Foundation
import JobEngine
import UnixSignals

/// Turns SIGINT, SIGTERM and a closed terminal into an orderly stop.
enum StopOnSignal {
    /// Runs the body; the first signal raises the stop, a second one or SIGQUIT warns and ends the process.
    static func run<Value: Sendable>(
        console: Console, _ body: @escaping @Sendable (StopSignal) async throws -> Value
    ) async throws -> Value {
        let stop = StopSignal()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            let signals = await UnixSignalsSequence(trapping: trapped)
            group.addTask {
                for await signal in signals {
                    if endsAtOnce(signal, isStopping: stop.isStopping) {
                        console.warn("larkcast: ended at once; \(cost(of: stop.batchesOnTheWire))")
                        console.endLive(keeping: true)
                        ProcessEnd.now(.temporary)
                    }
                    guard !stop.isStopping else { continue }
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

    /// A terminal that closes is ignored where that was asked for: `nohup` says so before the program starts.
    private static var trapped: [UnixSignal] {
        [.sigint, .sigterm, .sigquit] + (cprocess_is_ignored(SIGHUP) == 0 ? [.sighup] : [])
    }

    /// Whether a signal is somebody's second word, or SIGQUIT, which means "now".
    ///
    /// A hang-up never is: systemd may send it right behind SIGTERM, and a closed terminal right behind ^C.
    static func endsAtOnce(_ signal: UnixSignal, isStopping: Bool) -> Bool {
        signal == .sigquit || (isStopping && signal != .sighup)
    }

    /// What ending now may cost.
    static func cost(of batches: Int) -> String {
        switch batches {
        case ...0: "nothing was on the wire"
        case 1: "this may leave 1 batch in doubt"
        default: "this may leave \(batches) batches in doubt"
        }
    }
}
