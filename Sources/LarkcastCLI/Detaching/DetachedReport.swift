import StrictJSON

/// What a detached larkcast says once to the one that has started it.
enum DetachedReport {
    /// It has taken the run over.
    case sending
    /// Somebody else sends at the moment; the words name who.
    case waiting(String)
    /// There was nothing to do any more.
    case ended
    /// It could not.
    case failed(CommandFailure)

    /// The document on its standard output; a failure's is the contract's error document.
    var json: JSONValue {
        switch self {
        case .sending: ["detached": "sending"]
        case .waiting(let words): ["detached": "waiting", "because": .string(words)]
        case .ended: ["detached": "ended"]
        case .failed(let failure): failure.json
        }
    }

    /// Reads the document.
    ///
    /// - Parameter bytes: Everything the process has said; one that died may have said nothing, or half of it.
    init?(_ bytes: [UInt8]) {
        guard let document = JSONReader().readStrictly(bytes) else { return nil }
        switch (document["detached"]?.string, document["error"]) {
        case ("sending", nil): self = .sending
        case ("waiting", nil): self = .waiting(document["because"]?.string ?? "another process sends")
        case ("ended", nil): self = .ended
        case (nil, .some(let error)):
            guard let type = error["type"]?.string, let message = error["message"]?.string,
                let exit = error["exit_code"]?.integer.flatMap({ Int32(exactly: $0) }).flatMap(ExitStatus.init),
                exit != .done
            else { return nil }
            self = .failed(
                CommandFailure(
                    exit: exit, type: type, code: error["code"]?.integer, message: message,
                    hint: error["hint"]?.string, logID: error["log_id"]?.string))
        default: return nil
        }
    }
}
