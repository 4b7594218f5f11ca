extension AttemptEvidence {
    /// The traces in one line for people: code, message, HTTP status, curl code, log id.
    public var oneLine: String {
        var parts: [String] = []
        if let feishuCode { parts.append(feishuSubCode.map { "code \(feishuCode)/\($0)" } ?? "code \(feishuCode)") }
        if let message, !message.isEmpty { parts.append(message) }
        if let httpStatus, httpStatus != 200 || feishuCode == nil { parts.append("HTTP \(httpStatus)") }
        if let curlCode, curlCode != 0 { parts.append("curl \(curlCode)") }
        if let logID { parts.append("log id \(logID)") }
        return parts.isEmpty ? "no answer" : parts.joined(separator: ", ")
    }
}
