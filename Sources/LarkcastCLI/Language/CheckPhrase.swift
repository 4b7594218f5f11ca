import Reporting

/// What stands around the problems of manifests.
enum CheckPhrase: Phrase {
    case valid, more, moreOf, logID

    var wording: Wording {
        switch self {
        case .valid: Wording("{path}: valid", zh: "{path}：有效")
        case .logID: Wording("log id {id}", zh: "日志 ID {id}")
        case .more: Wording("and {count} more problems", one: "and 1 more problem", zh: "另有 {count} 个问题")
        case .moreOf:
            Wording(
                "{path}: and {count} more problems", one: "{path}: and 1 more problem", zh: "{path}：另有 {count} 个问题")
        }
    }
}
