/// What an attempt met, in one line.
///
/// English is `AttemptEvidence.oneLine` and `BatchProblem.text`, which are stored and searched for.
enum EvidencePhrase: Phrase {
    case noAnswer, code, codeMeaning, said, http, curl, logID, strayInvalid, recallRefused, comma, withFix, anyOf

    var wording: Wording {
        switch self {
        case .noAnswer: Wording("no answer", zh: "没有答复")
        case .code: Wording("code {code}", zh: "错误码 {code}")
        case .codeMeaning: Wording("code {code} ({meaning})", zh: "错误码 {code}（{meaning}）")
        case .said: Wording("“{message}”", zh: "返回信息“{message}”")
        case .http: Wording("HTTP {status}", zh: "HTTP 状态 {status}")
        case .curl: Wording("curl {code}", zh: "curl 错误码 {code}")
        case .logID: Wording("log id {id}", zh: "日志 ID {id}")
        case .strayInvalid:
            Wording(
                "called {count} of its recipients invalid whom it did not name by the ids that were sent: who has not got it is "
                    + "not known",
                zh: "飞书已受理，但称其中 {count} 个接收者无效，且所给 ID 不在本批之内：不知道谁没有收到")
        case .comma: Wording(", ", zh: "，")
        case .withFix: Wording("{what}. {fix}", zh: "{what}。{fix}")
        case .anyOf: Wording("one of {scopes}", zh: "{scopes} 之一")
        case .recallRefused: Wording("recall refused: {evidence}", zh: "撤回被拒绝：{evidence}")
        }
    }
}
