/// What to do next about one message to one recipient, in a sentence or two.
enum DirectSendHint {
    /// What the verdict means, and what Feishu's code asks for.
    static func text(verdict: DirectSendVerdict, code: Int?) -> String {
        let meaning = meaning(of: verdict)
        guard let code, code != 0 else { return meaning }
        return meaning + " " + FeishuCode.hint(for: code, at: .sendMessage)
    }

    private static func meaning(of verdict: DirectSendVerdict) -> String {
        switch verdict {
        case .notSent(let reason): "Nothing was sent: " + SendHint.why(reason)
        case .throttled(.rate): "Not taken for the rate of calls; the message waits and is sent later."
        case .throttled(.dailyQuota): "Not taken: the app's messages of the day are used up."
        case .throttled(.monthlyQuota): "Not taken: the tenant's API calls of the month are used up."
        case .recipientBusy: "Not taken: this recipient gets too many messages at once; the message is sent later."
        case .tokenRefused: "Not taken: the token was refused and is gone; a new one is fetched for the next try."
        case .accepted: "Feishu sent the message."
        case .acceptedWithoutID:
            "Feishu sent the message but gave no usable id: it cannot be followed or recalled, and must not be sent again."
        case .refused: "Refused without effect for this recipient; the others are not concerned."
        case .rejected(.request): "Refused without effect: other messages with this content may meet the same."
        case .rejected(.configuration): "Refused without effect: every other message would meet the same."
        case .unknown:
            "It is not known whether the message was sent. The same request with the same uuid does no harm within an hour "
                + "of the first try; after that it must not be sent again."
        }
    }
}
