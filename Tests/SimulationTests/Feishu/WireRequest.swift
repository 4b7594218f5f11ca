/// One `batch_send` whose hook allowed the first byte, as nobody but the simulation can know it.
///
/// Unchecked, because it never leaves its timeline's thread.
final class WireRequest: @unchecked Sendable {
    /// What the service did.
    struct Deed {
        /// The id in its answer, if there was one.
        var id: String?
        /// The ids it called invalid, and did not reach.
        var invalid: [String]
    }

    let campaign: Int
    let ordinal: Int
    let run: String
    let attemptRow: Int64
    let attempt: Int
    let process: SimulatedProcess
    /// Whether the sender still waits for an answer.
    var isOpen = true
    /// `nil` while, or because, nobody got anything.
    var deed: Deed?

    init(campaign: Int, ordinal: Int, run: String, attemptRow: Int64, attempt: Int, process: SimulatedProcess) {
        self.campaign = campaign
        self.ordinal = ordinal
        self.run = run
        self.attemptRow = attemptRow
        self.attempt = attempt
        self.process = process
    }

    var name: String { "\(run)/\(ordinal) attempt \(attempt)" }
}
