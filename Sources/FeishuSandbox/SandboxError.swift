/// Why a sandbox cannot start or a control request makes no sense.
public enum SandboxError: Error, Equatable, CustomStringConvertible {
    /// The journal cannot be opened for appending.
    case journalNotWritable(path: String, reason: String)
    /// A figure of the configuration is out of its range.
    case invalidConfiguration(String)
    /// The server ended before it listened.
    case didNotStart
    /// A control request was not understood.
    case invalidControl(String)

    /// What is wrong, for a person.
    public var description: String {
        switch self {
        case .journalNotWritable(let path, let reason): "the journal \(path) cannot be written: \(reason)"
        case .invalidConfiguration(let reason): reason
        case .didNotStart: "the server ended before it was listening"
        case .invalidControl(let reason): reason
        }
    }
}
