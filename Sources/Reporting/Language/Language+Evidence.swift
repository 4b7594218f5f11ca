public import JobModel

/// What attempts met, in the language of whoever reads it. Feishu's own words stay as they are, and stand in quotes.
extension Language {
    /// The traces of an attempt in one line; in English `AttemptEvidence.oneLine`.
    ///
    /// - Parameters:
    ///   - evidence: The traces.
    ///   - channel: By which interface it was tried, where that is known: it says what Feishu's code means.
    /// - Returns: The line.
    public func evidence(_ evidence: AttemptEvidence, on channel: DeliveryChannel? = nil) -> String {
        guard self != .english else { return evidence.oneLine }
        var parts: [String] = []
        if let code = evidence.feishuCode { parts.append(words(code, evidence.feishuSubCode, channel)) }
        if let message = evidence.message, !message.isEmpty {
            parts.append(say(EvidencePhrase.said, ["message": message]))
        }
        if let status = evidence.httpStatus, status != 200 || evidence.feishuCode == nil {
            parts.append(say(EvidencePhrase.http, ["status": String(status)]))
        }
        if let code = evidence.curlCode, code != 0 { parts.append(say(EvidencePhrase.curl, ["code": String(code)])) }
        if let id = evidence.logID { parts.append(say(EvidencePhrase.logID, ["id": id])) }
        return parts.isEmpty ? say(EvidencePhrase.noAnswer) : parts.joined(separator: "，")
    }

    /// The same of a line that is stored; as it is when it cannot be read back.
    public func evidence(_ stored: String) -> String {
        guard self != .english, let found = AttemptEvidence(oneLine: stored) else { return stored }
        return evidence(found)
    }

    /// What a batch met; in English `BatchProblem.text`, and empty when it met nothing.
    ///
    /// What was advised at that time is kept in English; in another language the meaning of Feishu's code stands in its place, and
    /// what the batch's state says already is not said again.
    public func problem(of batch: BatchSummary, on channel: DeliveryChannel) -> String {
        guard let problem = batch.problem else { return "" }
        guard self != .english else { return problem.text }
        switch problem {
        case .lastTry(let outcome, let evidence):
            let words = say(CausePhrase(.lastTry(outcome)))
            guard evidence.oneLine != AttemptEvidence().oneLine else { return words }
            let line = self.evidence(evidence, on: channel)
            return outcome.batchState == batch.state && batch.state != .pending ? line : words + "，" + line
        case .strayInvalid(let count, let logID):
            let words = say(EvidencePhrase.strayInvalid, ["count": String(count)])
            return words + (logID.map { "，" + say(EvidencePhrase.logID, ["id": $0]) } ?? "")
        case .recallRefused(let evidence):
            return say(EvidencePhrase.recallRefused, ["evidence": self.evidence(evidence, on: channel)])
        case .said(let words): return words
        }
    }

    private func words(_ code: Int, _ subCode: Int?, _ channel: DeliveryChannel?) -> String {
        let number = subCode.map { "\(code)/\($0)" } ?? String(code)
        // A doubt that came with a code of success stays one.
        guard code != 0, let channel, let known = FeishuTrouble.row(code, on: channel) else {
            return say(EvidencePhrase.code, ["code": number])
        }
        return say(EvidencePhrase.codeMeaning, ["code": number, "meaning": say(TroubleMeaning(trouble: known))])
    }
}
