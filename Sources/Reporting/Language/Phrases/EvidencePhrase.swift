/// What an attempt met, in one line.
///
/// English is `AttemptEvidence.oneLine` and `BatchProblem.text`, which are stored and searched for.
enum EvidencePhrase: Phrase {
    case noAnswer, code, codeMeaning, said, http, curl, logID, recallRefused, comma, withFix, anyOf

    var wording: Wording {
        switch self {
        case .noAnswer: Wording("no answer", zh: "没有答复")
        case .code: Wording("code {code}", zh: "错误码 {code}")
        case .codeMeaning: Wording("code {code} ({meaning})", zh: "错误码 {code}（{meaning}）")
        case .said: Wording("“{message}”", zh: "返回信息“{message}”")
        case .http: Wording("HTTP {status}", zh: "HTTP 状态 {status}")
        case .curl: Wording("curl {code}", zh: "curl 错误码 {code}")
        case .logID: Wording("log id {id}", zh: "日志 ID {id}")
        case .comma: Wording(", ", zh: "，")
        case .withFix: Wording("{what}. {fix}", zh: "{what}。{fix}")
        case .anyOf: Wording("one of {scopes}", zh: "{scopes} 之一")
        case .recallRefused: Wording("recall refused: {evidence}", zh: "撤回被拒绝：{evidence}")
        }
    }
}
