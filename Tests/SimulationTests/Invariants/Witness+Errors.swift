import FeishuAPI
import JobEngine
import JobModel
import JobStore

extension Witness {
    /// What a command may fail with here; anything else is a mistake in larkcast, such as a statement the schema refused.
    private static let expected: Set<StoreError.Code> = [
        .lockHeld, .wrongState, .superseded, .unfinished, .repeats, .notFound, .alreadyResolved, .badMessageID,
    ]

    func judge(_ error: any Error, of process: SimulatedProcess) {
        switch error {
        case is FeishuError, is EngineError, is CancellationError: break
        // The hook of a batch that was still connecting when somebody asked to stop.
        case _ where "\(error)" == "stopped before the first byte": break
        case let error as StoreError where Self.expected.contains(error.code): break
        default: violate("error", "\(process.name) failed with \(error)")
        }
    }
}
