import CProcess
import Foundation
import JobEngine
import Reporting
import UnixSignals

/// Turns SIGINT, SIGTERM and a closed terminal into an orderly stop.
enum StopOnSignal {
    /// Runs the body; the first signal raises the stop, a second one or SIGQUIT warns and ends the process.
    static func run<Value: Sendable>(
        console: Console, _ language: Language, _ body: @escaping @Sendable (StopSignal) async throws -> Value
    ) async throws -> Value {
        let stop = StopSignal()
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            let signals = await UnixSignalsSequence(trapping: trapped)
            group.addTask {
                for await signal in signals {
                    if endsAtOnce(signal, isStopping: stop.isStopping) {
                        let cost = cost(of: stop.batchesOnTheWire, language)
                        console.warn(language.say(DecisionPhrase.endedAtOnce, ["cost": cost]))
                        console.endLive(keeping: true)
                        ProcessEnd.now(.temporary)
                    }
                    guard !stop.isStopping else { continue }
                    stop.raise()
                    console.warn(language.say(DecisionPhrase.stopping))
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
    static func cost(of batches: Int, _ language: Language) -> String {
        batches > 0
            ? language.say(DecisionPhrase.doubts, count: batches) : language.say(DecisionPhrase.nothingOnTheWire)
    }
}
