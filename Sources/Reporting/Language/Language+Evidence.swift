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
        var evidence = evidence
        // A single message is refused with 400 whatever the reason: beside a code it says nothing.
        if channel == .direct, evidence.feishuCode != nil { evidence.httpStatus = nil }
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

    /// What a batch met and what to do about it; empty when it met nothing.
    ///
    /// English of a batch is `BatchProblem.text`. What the batch's state says already is not said again. What was advised at that time is kept in English; in another
    /// language ``remedy(_:on:)`` stands in its place.
    public func problem(of batch: BatchSummary, on channel: DeliveryChannel) -> String {
        guard let problem = batch.problem else { return "" }
        if self == .english, channel == .batch { return problem.text }
        switch problem {
        case .lastTry(let outcome, let evidence):
            var parts: [String] = []
            let saysNothing = evidence.oneLine == AttemptEvidence().oneLine
            if saysNothing || outcome.batchState != batch.state || batch.state == .pending {
                parts.append(say(CausePhrase(.lastTry(outcome))))
            }
            if !saysNothing { parts.append(self.evidence(evidence, on: channel)) }
            let line = parts.joined(separator: say(EvidencePhrase.comma))
            return remedy(evidence, on: channel).map { say(EvidencePhrase.withFix, ["what": line, "fix": $0]) } ?? line
        case .strayInvalid(let count, let logID):
            let words = say(EvidencePhrase.strayInvalid, ["count": String(count)])
            return words + (logID.map { say(EvidencePhrase.comma) + say(EvidencePhrase.logID, ["id": $0]) } ?? "")
        case .recallRefused(let evidence):
            return say(EvidencePhrase.recallRefused, ["evidence": self.evidence(evidence, on: channel)])
        case .said(let words): return words
        }
    }

    /// What to do about what an attempt met: in English what was advised at that time, else by what Feishu's code means.
    ///
    /// - Returns: A sentence or two; `nil` when nothing was advised, or nothing that this language has words for.
    public func remedy(_ evidence: AttemptEvidence, on channel: DeliveryChannel) -> String? {
        guard let hint = evidence.hint, !hint.isEmpty else { return nil }
        guard self != .english else { return hint }
        if let grant = grant(in: hint) { return grant }
        guard let code = evidence.feishuCode, let row = FeishuTrouble.row(code, on: channel) else { return nil }
        let fix = say(TroubleFix(trouble: row))
        return fix.contains("{") ? nil : fix
    }

    /// Which permission to grant, and where, when what was advised names it: Feishu's own words need not.
    public func grant(in hint: String) -> String? {
        guard let start = hint.firstRange(of: "Grant ") else { return nil }
        let sentence = String(hint[start.lowerBound...])
        return ErrorPhrase.grant.wording.values(in: sentence) == nil ? nil : failure(sentence)
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
