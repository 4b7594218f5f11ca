import TestSupport

/// What the server does with the one request it treats badly.
enum ServerBehaviour: String, CaseIterable {
    /// Carries it out and answers.
    case ok
    /// Carries it out, and closes without an answer.
    case close
    /// Carries it out, and a gateway in between answers 504.
    case gateway = "504"
    /// Carries it out, and never answers.
    case hang
    /// Carries it out, and resets the connection.
    case reset
    /// Carries it out, and answers something that is no HTTP.
    case garbage
    /// Carries it out, and half of the answer arrives.
    case truncate
    /// Does not carry it out, and closes without an answer.
    case drop

    /// What happens on the wire once the sandbox gave `answer`.
    func behaviour(after answer: [UInt8]) -> MisbehavingServer.Behaviour {
        switch self {
        case .ok: .rawBytes(answer)
        case .close, .drop: .closeWithoutAnswer
        case .gateway: .respond(status: 504, body: "<html>504 Gateway Time-out</html>")
        case .hang: .hang
        case .reset: .reset
        case .garbage: .raw("SSH-2.0-OpenSSH_9.2\r\n")
        case .truncate: .rawBytes(Array(answer.dropLast(answer.count / 4)))
        }
    }
}
