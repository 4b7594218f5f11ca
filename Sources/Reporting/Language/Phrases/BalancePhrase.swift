public import JobModel

/// The places a recipient can be in, and what recipients are.
public enum BalancePhrase: Phrase {
    case targeted, accepted, invalid, rejected, excluded, duplicate, inDoubt, abandoned, cancelled, pending
    case people, departments, chats
    case peopleColumn, departmentsColumn, chatsColumn

    /// The words of what a run counts.
    public init(_ unit: AudienceUnit) {
        self =
            switch unit {
            case .people: .people
            case .departments: .departments
            case .chats: .chats
            }
    }

    /// The heading of a column of a unit; the phrase itself where it is no unit.
    var plain: BalancePhrase {
        switch self {
        case .people: .peopleColumn
        case .departments: .departmentsColumn
        case .chats: .chatsColumn
        default: self
        }
    }

    /// The words.
    public var wording: Wording {
        switch self {
        case .targeted: Wording("targeted", zh: "目标")
        case .accepted: Wording("accepted", zh: "已受理")
        case .invalid: Wording("invalid", zh: "无效")
        case .rejected: Wording("rejected", zh: "被拒绝")
        case .excluded: Wording("excluded", zh: "排除")
        case .duplicate: Wording("duplicate", zh: "重复")
        case .inDoubt: Wording("in doubt", zh: "结果不明")
        case .abandoned: Wording("abandoned", zh: "已放弃")
        case .cancelled: Wording("cancelled", zh: "已取消")
        case .pending: Wording("pending", zh: "待发送")
        case .people: Wording("{count} people", one: "{count} person", zh: "{count} 人")
        case .departments: Wording("{count} departments", one: "{count} department", zh: "{count} 个部门")
        case .chats: Wording("{count} groups", one: "{count} group", zh: "{count} 个群")
        case .peopleColumn: Wording("People", zh: "人数")
        case .departmentsColumn: Wording("Departments", zh: "部门数")
        case .chatsColumn: Wording("Groups", zh: "群数")
        }
    }
}

extension BalanceSheet {
    /// The places a recipient can be in besides ``targeted``, with their words, in the contract's order.
    public var places: [(phrase: BalancePhrase, count: Int)] {
        [
            (.accepted, accepted), (.invalid, invalid), (.rejected, rejected), (.excluded, excluded),
            (.duplicate, duplicate), (.inDoubt, inDoubt), (.abandoned, abandoned), (.cancelled, cancelled),
            (.pending, pending),
        ]
    }
}
