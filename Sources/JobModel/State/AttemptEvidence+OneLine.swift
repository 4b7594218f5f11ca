extension AttemptEvidence {
    /// The traces in one line for people: code, message, HTTP status, curl code, log id.
    public var oneLine: String {
        var parts: [String] = []
        if let feishuCode { parts.append(feishuSubCode.map { "code \(feishuCode)/\($0)" } ?? "code \(feishuCode)") }
        if let message, !message.isEmpty { parts.append(message) }
        if let httpStatus, httpStatus != 200 || feishuCode == nil { parts.append("HTTP \(httpStatus)") }
        if let curlCode, curlCode != 0 { parts.append("curl \(curlCode)") }
        if let logID { parts.append("log id \(logID)") }
        return parts.isEmpty ? Self.noAnswer : parts.joined(separator: ", ")
    }

    private static let noAnswer = "no answer"

    /// Reads the line back, as far as it shows: a message may end like the traces behind it and is then read as less of a message.
    ///
    /// - Returns: Traces whose line is exactly this one; `nil` when there are none.
    public init?(oneLine text: String) {
        self.init()
        guard text != Self.noAnswer else { return }
        var rest = text
        if let (code, behind) = Self.taken("code ", from: rest) {
            let numbers = code.split(separator: "/").map { Int($0) }
            if let first = numbers.first, let first {
                (feishuCode, feishuSubCode) = (first, numbers.count == 2 ? numbers[1] : nil)
                rest = behind
            }
        }
        if let (before, id) = Self.takenLast("log id ", from: rest) { (rest, logID) = (before, id) }
        if let (before, code) = Self.takenLast("curl ", from: rest), let code = Int(code) {
            (rest, curlCode) = (before, code)
        }
        if let (before, status) = Self.takenLast("HTTP ", from: rest), let status = Int(status) {
            (rest, httpStatus) = (before, status)
        }
        if !rest.isEmpty { message = rest }
        guard Array(oneLine.utf8) == Array(text.utf8) else { return nil }
    }

    /// The value behind a name at the beginning, and what follows.
    private static func taken(_ name: String, from text: String) -> (String, String)? {
        guard let rest = StoredSentence(text).inside(name) else { return nil }
        guard let parts = StoredSentence(rest).parted(by: ", ") else { return (rest, "") }
        return (parts.before, parts.behind)
    }

    /// What stands before the last value of this name, and the value.
    private static func takenLast(_ name: String, from text: String) -> (String, String)? {
        let sentence = StoredSentence(text)
        if let parts = sentence.partedAtLast(by: ", " + name) { return (parts.before, parts.behind) }
        return sentence.inside(name).map { ("", $0) }
    }
}
