import Reporting
import Testing
import UnixSignals

@testable import LarkcastCLI

/// Which signal is a request and which an order, and what obeying the order may cost.
struct StopOnSignalTests {
    @Test(
        arguments: [
            (.sigint, false, false), (.sigterm, false, false), (.sighup, false, false), (.sigquit, false, true),
            (.sigint, true, true), (.sigterm, true, true), (.sighup, true, false), (.sigquit, true, true),
        ] as [(UnixSignal, Bool, Bool)])
    func secondWordsEnd(_ signal: UnixSignal, _ isStopping: Bool, _ ends: Bool) {
        #expect(StopOnSignal.endsAtOnce(signal, isStopping: isStopping) == ends)
    }

    @Test(
        arguments: [
            (0, "nothing was on the wire"), (1, "this may leave 1 batch in doubt"),
            (4, "this may leave 4 batches in doubt"),
        ])
    func theCostIsCounted(_ batches: Int, _ words: String) {
        #expect(StopOnSignal.cost(of: batches, .english) == words)
    }
}
