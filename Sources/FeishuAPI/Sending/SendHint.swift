/// What to do next about one send, in a sentence or two.
struct SendHint: Sendable {
    /// The sentences.
    let text: String

    /// Puts the sentences together: what was seen, what it means, and what Feishu's code asks for.
    init(verdict: SendVerdict, code: Int?, reason: String? = nil) {
        var sentences: [String] = []
        if let reason { sentences.append(reason.prefix(1).uppercased() + reason.dropFirst() + ".") }
        sentences.append(Self.meaning(of: verdict))
        // The advice for 11246 is to correct the content, which an internal error does not call for.
        let isInternalContentError = if case .inDoubt = verdict { code == 11_246 } else { false }
        if let code, code != 0, !isInternalContentError {
            sentences.append(FeishuCode.hint(for: code, at: .batchSend))
        }
        text = sentences.joined(separator: " ")
    }

    private static func meaning(of verdict: SendVerdict) -> String {
        switch verdict {
        case .notSent(let reason): "Nothing was sent: " + why(reason)
        case .throttled(.rate): "Not taken for the rate of calls; the batch waits and is sent later."
        case .throttled(.dailyQuota): "Not taken: the app's messages of the day are used up."
        case .throttled(.monthlyQuota): "Not taken: the tenant's API calls of the month are used up."
        case .tokenRefused: "Not taken: the token was refused and is gone; a new one is fetched for the next try."
        case .accepted(_, let invalid):
            "Feishu took the batch" + unknown(invalid) + "; get_progress shows how far it is."
        case .acceptedWithoutID(let invalid):
            "Feishu took the batch" + unknown(invalid)
                + " but gave no usable id: it cannot be followed or recalled, and must not be sent again."
        case .rejected(.request): "Refused without effect: other batches with this content may meet the same."
        case .rejected(.configuration): "Refused without effect: every other batch would meet the same."
        case .inDoubt(let leaning): doubt(leaning)
        }
    }

    /// Why nothing was sent, as the end of a sentence.
    static func why(_ reason: SendVerdict.NotSentReason) -> String {
        switch reason {
        case .connection: "no connection came about; another try may help."
        case .trust: "the peer could not be trusted; check the clock, the certificate authorities and the proxy."
        case .refused: "the run's own check refused it right before the first byte."
        case .cancelled: "the call was cancelled."
        case .setup: "the transport is set up wrongly; check the base URL, the proxy and the certificate file."
        case .tokenUnavailable: "no tenant token could be had; another try may help."
        case .credentials: "Feishu refused the app's credentials."
        }
    }

    private static func doubt(_ leaning: SendVerdict.Leaning) -> String {
        let lean =
            switch leaning {
            case .unknown: ""
            case .probablySent: ", and more likely it was"
            case .probablyNotSent: ", and more likely it was not"
            }
        return
            "It cannot be known whether the batch was sent\(lean). Ask one of its recipients, or Feishu's support by "
            + "the log id, then resolve it."
    }

    private static func unknown(_ invalid: InvalidRecipients) -> String {
        let lists = [invalid.departmentIDs, invalid.openIDs, invalid.userIDs, invalid.unionIDs]
        let count = lists.reduce(0) { $0 + $1.count }
        return count == 0 ? "" : " without \(count) id\(count == 1 ? "" : "s") it does not know"
    }
}
