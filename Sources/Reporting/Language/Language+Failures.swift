import JobModel

/// Errors in the language of whoever reads them; what the catalogue does not hold is shown in English.
extension Language {
    /// A message or a hint of an error.
    public func failure(_ text: String) -> String {
        guard self != .english else { return text }
        for phrase in ErrorPhrase.allCases {
            guard let values = phrase.wording.values(in: text) else { continue }
            return say(phrase, values.reduce(into: [:]) { $0[$1.key] = shown($1.value, as: $1.key) })
        }
        if let job = text.firstRange(of: ": "),
            let alarms = HeadCountAlarm.alarms(in: String(text[job.upperBound...]))
        {
            return "\(text[..<job.lowerBound])：\(self.alarms(alarms))"
        }
        return answer(text) ?? mistake(text) ?? reason(text)
    }

    /// What Feishu said to a call, or why it said nothing: the call, the kind of trouble, its own words, and the traces.
    private func answer(_ text: String) -> String? {
        guard let call = text.firstRange(of: ": ") else { return nil }
        let behind = text[call.upperBound...]
        for kind in TroubleKind.allCases where behind.hasPrefix(kind.rawValue) {
            var rest = behind.dropFirst(kind.rawValue.count)
            var traces: String?
            if rest.hasSuffix(")"), let open = rest.lastIndex(of: "(") {
                // A status of success says nothing beside a code, and one line of evidence leaves it out.
                let inside = rest[rest.index(after: open)...].dropLast().replacing(", HTTP 200", with: "")
                guard let evidence = AttemptEvidence(oneLine: String(inside)), evidence.message == nil else {
                    return nil
                }
                traces = self.evidence(evidence, on: .batch)
                rest = rest[..<open].hasSuffix(" ") ? rest[..<open].dropLast() : rest[..<open]
            }
            guard rest.isEmpty || rest.hasPrefix(": ") else { continue }
            let said = rest.isEmpty ? nil : say(EvidencePhrase.said, ["message": String(rest.dropFirst(2))])
            let words = [say(kind), said].compactMap(\.self).joined(separator: "，")
            return "\(text[..<call.lowerBound])：\(words)" + (traces.map { "（\($0)）" } ?? "")
        }
        return nil
    }

    /// What to do about an error: by what Feishu's code means where its hint is none of the catalogue's.
    public func advice(_ hint: String, code: Int?) -> String {
        let words = failure(hint)
        guard words == hint, self != .english, let code, let row = FeishuTrouble.row(code, on: .batch) else {
            return words
        }
        let fix = say(TroubleFix(trouble: row))
        return fix.contains("{") ? words : fix
    }

    /// A value in the language, where its name says that it is one of the store's words.
    private func shown(_ value: String, as name: String) -> String {
        switch name {
        case "state": RunState(rawValue: value).map(self.name) ?? BatchState(rawValue: value).map(self.name) ?? value
        case "reason": reason(value)
        case "unit": unit(value)
        case "finding": finding(value)
        case "scope":
            EvidencePhrase.anyOf.wording.values(in: value).map {
                say(EvidencePhrase.anyOf, ["scopes": ($0["scopes"] ?? "").replacing(", ", with: "、")])
            } ?? value
        case "action": ActionWord(rawValue: value).map { say($0) } ?? value
        default: value
        }
    }
}

extension Language {
    /// What is counted, by its English word.
    private func unit(_ word: String) -> String {
        switch word {
        case "people", "person": say(RemarkPhrase.people)
        case "departments", "department": say(RemarkPhrase.departments)
        case "groups", "group": say(RemarkPhrase.chats)
        default: word
        }
    }
}

/// What cannot be done to a run, as the store names it.
enum ActionWord: String, Phrase {
    case started, paused, resumed, cancelled, expired, settled, approved

    var wording: Wording {
        switch self {
        case .started: Wording("started", zh: "开始")
        case .paused: Wording("paused", zh: "暂停")
        case .resumed: Wording("resumed", zh: "继续")
        case .cancelled: Wording("cancelled", zh: "取消")
        case .expired: Wording("expired", zh: "过期")
        case .settled: Wording("settled", zh: "完结")
        case .approved: Wording("approved", zh: "批准")
        }
    }
}

/// What a call to Feishu met, as `FeishuError` names it.
enum TroubleKind: String, Phrase {
    case cancelled, unreachable = "Feishu could not be reached", trust = "the peer could not be trusted"
    case configuration = "wrong address or set-up", throttled, quota = "quota used up", token = "token refused"
    case credentials = "credentials refused", permission = "permission missing", notFound = "unknown id"
    case invalidRequest = "invalid request", tooOldToRecall = "too old to be recalled", refusedRecall = "recall refused"
    case unknownBatch = "unknown batch", notOurs = "sent by another app", server = "internal error of the platform"
    case malformedAnswer = "malformed answer", unknownCode = "unknown code"

    var wording: Wording {
        let chinese =
            switch self {
            case .cancelled: "已取消"
            case .unreachable: "无法连接飞书"
            case .trust: "无法信任对方证书"
            case .configuration: "地址或设置有误"
            case .throttled: "调用过于频繁"
            case .quota: "限额已用完"
            case .token: "访问凭证被拒绝"
            case .credentials: "应用凭证被拒绝"
            case .permission: "缺少权限"
            case .notFound: "ID 不存在"
            case .invalidRequest: "请求无效"
            case .tooOldToRecall: "已过撤回期限"
            case .refusedRecall: "撤回被拒绝"
            case .unknownBatch: "批次不存在"
            case .notOurs: "由其他应用发送"
            case .server: "飞书平台内部错误"
            case .malformedAnswer: "返回内容格式有误"
            case .unknownCode: "未知错误码"
            }
        return Wording(rawValue, zh: chinese)
    }
}

extension Wording {
    /// The values that make this English sentence of a text; `nil` when none do.
    ///
    /// A value reaches to where the words behind it come first, and the last one to the end.
    func values(in text: String) -> [String: String]? { SentenceTemplate(english).values(in: text) }
}
