import JobModel

/// Who an audience names and nothing is sent to, and why.
enum LeftOutPhrase: Phrase {
    case excluded, resigned, frozen, duplicate, unknownID, unknownAddress

    /// The sentence of a reason.
    init(_ reason: LeftOutReason) {
        self =
            switch reason {
            case .excluded: .excluded
            case .resigned: .resigned
            case .frozen: .frozen
            case .duplicate: .duplicate
            case .unknownID: .unknownID
            case .unknownAddress: .unknownAddress
            }
    }

    var wording: Wording {
        switch self {
        case .excluded: Wording("{count} excluded: {who}", zh: "{count} 人被排除：{who}")
        case .resigned: Wording("{count} resigned: {who}", zh: "{count} 人已离职：{who}")
        case .frozen: Wording("{count} frozen: {who}", zh: "{count} 人被冻结：{who}")
        case .duplicate: Wording("{count} named more than once: {who}", zh: "{count} 人被多次列出：{who}")
        case .unknownID:
            Wording(
                "{count} with an id that Feishu does not know or the app may not see: {who}",
                zh: "{count} 个 ID 飞书不认识或应用无权查看：{who}")
        case .unknownAddress:
            Wording(
                "{count} with an address or number that Feishu does not know or the app may not see: {who}",
                zh: "{count} 个邮箱或手机号飞书不认识或应用无权查看：{who}")
        }
    }
}
