/// The contract's exit codes: coarse on purpose, since the fine type is in the JSON error.
enum ExitStatus: Int32, CaseIterable {
    /// Done, and everyone accounted for as reached.
    case done = 0
    /// Finished, but some were invalid, rejected or not taken back.
    case finishedWithLosses = 1
    /// A person has to decide: in doubt, approval, repetition, confirmation.
    case needsDecision = 3
    /// The command line is wrong (`EX_USAGE`).
    case usage = 64
    /// A manifest or other input is wrong (`EX_DATAERR`).
    case data = 65
    /// Feishu cannot be reached (`EX_UNAVAILABLE`).
    case unreachable = 69
    /// The store cannot do its work (`EX_IOERR`).
    case storage = 74
    /// Try again later: throttled, quota, paused, another runner (`EX_TEMPFAIL`).
    case temporary = 75
    /// Credentials or permission (`EX_NOPERM`).
    case permission = 77
    /// The configuration is wrong (`EX_CONFIG`).
    case configuration = 78
}
