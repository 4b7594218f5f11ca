import JobModel

/// Who an audience names and nothing is sent to, and why.
enum LeftOutPhrase: Phrase {
    case excluded, alreadySent, resigned, frozen, duplicate, unknownID, unknownAddress
    case excludedParts, repeatedParts, excludedByName, excludedWithDepartment
    case repeatedByName, repeatedByNameAndDepartment, repeatedInDepartments

    /// What a number of them consists of.
    init(_ origin: LeftOutOrigin) {
        self =
            switch origin {
            case .excludedByName: .excludedByName
            case .excludedWithDepartment: .excludedWithDepartment
            case .repeatedByName: .repeatedByName
            case .repeatedByNameAndDepartment: .repeatedByNameAndDepartment
            case .repeatedInDepartments: .repeatedInDepartments
            }
    }

    /// The sentence of a reason.
    init(_ reason: LeftOutReason) {
        self =
            switch reason {
            case .excluded: .excluded
            case .resigned: .resigned
            case .frozen: .frozen
            case .alreadySent: .alreadySent
            case .duplicate: .duplicate
            case .unknownID: .unknownID
            case .unknownAddress: .unknownAddress
            }
    }

    var wording: Wording {
        switch self {
        case .excluded: Wording("{count} excluded: {who}", zh: "{count} 人被排除：{who}")
        case .alreadySent:
            Wording("{count} may have the message already: {who}", zh: "{count} 个对象可能已收到该消息：{who}")
        case .resigned: Wording("{count} resigned: {who}", zh: "{count} 人已离职：{who}")
        case .frozen: Wording("{count} frozen: {who}", zh: "{count} 人的账号已停用：{who}")
        case .duplicate: Wording("{count} named more than once: {who}", zh: "{count} 人被多次列出：{who}")
        case .excludedParts: Wording("{count} excluded by the manifest: {parts}", zh: "任务文件排除 {count} 人：{parts}")
        case .repeatedParts: Wording("{count} named again: {parts}", zh: "重复 {count} 人次：{parts}")
        case .excludedByName: Wording("{count} named in exclude", zh: "在 exclude 中列名 {count} 人")
        case .excludedWithDepartment: Wording("{count} in departments of exclude", zh: "属于 exclude 中的部门 {count} 人")
        case .repeatedByName: Wording("{count} named twice themselves", zh: "本人被列名两次 {count} 人次")
        case .repeatedByNameAndDepartment:
            Wording("{count} named themselves and in a department", zh: "既被列名又属于部门 {count} 人次")
        case .repeatedInDepartments: Wording("{count} in two of the departments", zh: "同时属于两个部门 {count} 人次")
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
