/// What a batch met that was no success.
///
/// Indirect, because a run of half a million messages holds one of these for each of them.
public indirect enum BatchProblem: Sendable, Equatable {
    /// Its last try ended so; the evidence has a hint only while that still helps.
    case lastTry(AttemptOutcome, AttemptEvidence)
    /// Feishu took it and called so many invalid whom larkcast cannot find in it.
    case strayInvalid(Int, logID: String?)
    /// Feishu refused to take it back.
    case recallRefused(AttemptEvidence)
    /// Words of no known shape.
    case said(String)

    /// The problem in one line of English.
    public var text: String {
        switch self {
        case .lastTry(let outcome, let evidence): Self.text(outcome, evidence)
        case .strayInvalid(let count, let logID):
            "Feishu took it and called \(count) of its recipients invalid whom it did not name by the ids that were sent: "
                + "who has not got it is not known"
                + (logID.map { ", log id \($0)" } ?? "")
        case .recallRefused(let evidence): "recall refused, " + evidence.oneLine
        case .said(let words): words
        }
    }

    private static func text(_ outcome: AttemptOutcome, _ evidence: AttemptEvidence) -> String {
        var parts = [outcome.rawValue.replacing("_", with: " ")]
        let codes = [
            ("curl", evidence.curlCode), ("HTTP", evidence.httpStatus), ("code", evidence.feishuCode),
            ("sub-code", evidence.feishuSubCode),
        ]
        for case (let name, let code?) in codes { parts.append("\(name) \(code)") }
        if let message = evidence.message, !message.isEmpty { parts.append(message) }
        if let logID = evidence.logID { parts.append("log id \(logID)") }
        if let hint = evidence.hint { parts.append(hint) }
        return parts.joined(separator: ", ")
    }
}
