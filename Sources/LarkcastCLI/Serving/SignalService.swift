import JobEngine
import Reporting
import ServiceLifecycle
import UnixSignals

/// Turns signals into words to the daemon: SIGHUP reads everything anew, SIGTERM and SIGINT drain, a second one ends at once.
///
/// The only handler of these signals: the service group is given none, since it would not hear the second one.
struct SignalService: Service, CustomStringConvertible {
    /// What is trapped, from before the first message to the supervisor on.
    static let trapped: [UnixSignal] = [.sigterm, .sigint, .sigquit, .sighup]

    let signals: UnixSignalsSequence
    let log: ServeLog
    let stop: StopSignal
    /// Reads everything anew.
    let reload: @Sendable () -> Void
    /// Tells the other services to come to their end.
    let shutDown: @Sendable () async -> Void

    /// Its name in the log.
    var description: String { "signals" }

    func run() async {
        var isStopping = false
        for await signal in signals.cancelOnGracefulShutdown() {
            if StopOnSignal.endsAtOnce(signal, isStopping: isStopping) {
                log.warning("ended at once; \(StopOnSignal.cost(of: stop.batchesOnTheWire, .english))")
                ProcessEnd.now(.temporary)
            }
            guard signal != .sighup else {
                reload()
                continue
            }
            isStopping = true
            log.notice("stopping; what is on the wire finishes first (again to end at once)")
            await shutDown()
        }
    }
}
