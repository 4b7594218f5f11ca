import JobModel

/// What a list of everybody who gets nothing says of one of them besides the reason.
enum LeftOutDetail: Phrase {
    case byName, withDepartment, twiceByName, byNameAndDepartment, twiceInDepartments
    case alreadySent, resigned, frozen, unknownID, unknownAddress, unavailable

    /// `nil` where the reason says everything that is known.
    init?(_ cause: LeftOutEntry.Cause) {
        switch cause {
        case .unavailable: self = .unavailable
        case .leftOut(_, .excludedByName): self = .byName
        case .leftOut(_, .excludedWithDepartment): self = .withDepartment
        case .leftOut(_, .repeatedByName): self = .twiceByName
        case .leftOut(_, .repeatedByNameAndDepartment): self = .byNameAndDepartment
        case .leftOut(_, .repeatedInDepartments): self = .twiceInDepartments
        case .leftOut(.alreadySent, nil): self = .alreadySent
        case .leftOut(.resigned, nil): self = .resigned
        case .leftOut(.frozen, nil): self = .frozen
        case .leftOut(.unknownID, nil): self = .unknownID
        case .leftOut(.unknownAddress, nil): self = .unknownAddress
        case .leftOut(.excluded, nil), .leftOut(.duplicate, nil): return nil
        }
    }

    var wording: Wording {
        switch self {
        case .byName: Wording("named in exclude", zh: "在 exclude 中列名")
        case .withDepartment: Wording("in a department of exclude", zh: "属于 exclude 中的部门")
        case .twiceByName: Wording("named twice themselves", zh: "本人被列名两次")
        case .byNameAndDepartment: Wording("named themselves and in a department", zh: "既被列名又属于部门")
        case .twiceInDepartments: Wording("in two of the departments", zh: "同时属于两个部门")
        case .alreadySent: Wording("may have got the message by this run", zh: "可能已通过该运行收到此消息")
        case .resigned: Wording("has left the company", zh: "已离职")
        case .frozen: Wording("the account is suspended", zh: "账号已停用")
        case .unknownID:
            Wording("Feishu does not know the id, or the app may not see the person", zh: "飞书不认识此 ID，或应用无权查看此人")
        case .unknownAddress:
            Wording(
                "Feishu does not know the address or number, or the app may not see the person",
                zh: "飞书不认识此邮箱或手机号，或应用无权查看此人")
        case .unavailable:
            Wording(
                "is a recipient, but the app is not available to them: nothing is delivered",
                zh: "在收件名单中，但不在应用的可用范围内：不会送达")
        }
    }
}
