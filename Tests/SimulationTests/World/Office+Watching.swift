import JobEngine
import JobModel
import JobStore

extension Office {
    /// Writes down what an engine tells; nothing depends on it.
    func notice(_ event: EngineEvent, by process: SimulatedProcess) {
        switch event {
        case .rescued(let report):
            trace(
                "\(process.name): rescued \(report.requeued.map(\.ordinal)), in doubt \(report.inDoubt.map(\.ordinal))")
        case .attempted(_, let ordinal, _, let state, _, _):
            trace("\(process.name): batch \(ordinal) is \(state.rawValue)")
        case .waiting(_, _, let reason): traceOnce("\(process.name): waits, \(reason)")
        case .recallRequested(let ordinal, let state, _):
            trace("\(process.name): recall of batch \(ordinal) is \(state.rawValue)")
        case .waveOpened(_, let number): trace("\(process.name): wave \(number) is open")
        case .waitingForWave(_, let next): traceOnce("\(process.name): waits for wave \(next.number)")
        case .started, .sampled, .polled, .recallProgress, .notPinned, .pinsPostponed: break
        }
    }

    /// Leaves out what the line before says already.
    private func traceOnce(_ text: String) {
        if lines.last?.hasSuffix(text) != true { trace(text) }
    }
}
