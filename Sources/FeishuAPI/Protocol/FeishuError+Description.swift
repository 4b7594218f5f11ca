import HTTPTransport

extension FeishuError: CustomStringConvertible {
    /// What failed, what was seen, and what to do next, in one line without secrets and control characters.
    public var description: String {
        hint.map { "\(finding). \(EvidenceText.escape($0))" } ?? finding
    }

    /// What failed and what was seen, without the hint: for whoever shows that beside it.
    public var finding: String {
        var seen: [String] = []
        if let code { seen.append("code \(code)") }
        if let httpStatus { seen.append("HTTP \(httpStatus)") }
        if let curlCode { seen.append("curl \(curlCode.rawValue)") }
        if let logID { seen.append("log id \(logID)") }
        var text = "\(endpoint.rawValue)\(subject.map { " " + $0 } ?? ""): \(kind.summary)"
        if let message, !message.isEmpty { text += ": \(message)" }
        if !seen.isEmpty { text += " (\(seen.joined(separator: ", ")))" }
        return EvidenceText.escape(text)
    }
}

extension FeishuError.Kind {
    /// The kind in a few words.
    public var summary: String {
        switch self {
        case .cancelled: "cancelled"
        case .unreachable: "Feishu could not be reached"
        case .trust: "the peer could not be trusted"
        case .configuration: "wrong address or set-up"
        case .throttled(let seconds): "throttled" + (seconds.map { " for \($0) s" } ?? "")
        case .quota: "quota used up"
        case .token: "token refused"
        case .credentials: "credentials refused"
        case .permission: "permission missing"
        case .notFound: "unknown id"
        case .invalidRequest: "invalid request"
        case .tooOldToRecall: "too old to be recalled"
        case .refusedRecall: "recall refused"
        case .unknownBatch: "unknown batch"
        case .notOurs: "sent by another app"
        case .server: "internal error of the platform"
        case .malformedAnswer: "malformed answer"
        case .unknownCode: "unknown code"
        }
    }
}
