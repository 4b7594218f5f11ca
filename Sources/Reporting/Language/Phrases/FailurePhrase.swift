import JobModel

/// What stands around the causes of failures.
enum FailurePhrase: Phrase {
    case failures, none, fix, concerned, batches, messages, feishuSaid, code, http, curl, logID, firstBatch,
        firstMessage
    case onTheWay, onTheWayCaption, cause, tries, invalidIDs, moreIDs, atThatTime

    var wording: Wording {
        switch self {
        case .failures: Wording("What went wrong", zh: "问题与处理")
        case .none: Wording("Nothing went wrong.", zh: "没有出现问题。")
        case .fix: Wording("What to do", zh: "处理办法")
        case .concerned: Wording("concerned: {people}", zh: "涉及 {people}")
        case .batches: Wording("{count} batches", one: "1 batch", zh: "{count} 个批次")
        case .messages: Wording("{count} messages", one: "1 message", zh: "{count} 条消息")
        case .feishuSaid: Wording("the answer: {message}", zh: "返回信息：{message}")
        case .code: Wording("code {code}", zh: "错误码 {code}")
        case .http: Wording("HTTP status {status}", zh: "HTTP 状态 {status}")
        case .curl: Wording("curl code {code}", zh: "curl 错误码 {code}")
        case .logID: Wording("log id {id}", zh: "日志 ID {id}")
        case .firstBatch: Wording("first in batch {number}", zh: "首见于批次 {number}")
        case .firstMessage: Wording("first in message {number}", zh: "首见于第 {number} 条消息")
        case .onTheWay: Wording("Met on the way, and overcome", zh: "途中遇到并已克服的问题")
        case .onTheWayCaption:
            Wording("Tries that did not cost anybody the message", zh: "未影响任何人收到消息的尝试")
        case .cause: Wording("Cause", zh: "原因")
        case .tries: Wording("Tries", zh: "尝试次数")
        case .invalidIDs: Wording("The ids Feishu does not know", zh: "飞书不认识的 ID")
        case .moreIDs: Wording("… and {count} more", zh: "……还有 {count} 个")
        case .atThatTime: Wording("said at that time: {hint}", zh: "当时的提示（英文）：{hint}")
        }
    }
}

/// What a cause is, where no code of Feishu's says more.
enum CausePhrase: Phrase {
    case notSent, throttled, tokenRefused, acceptedWithoutID, rejected, inDoubt, repeatable, accepted
    case abandoned, invalidIDs, resigned, frozen, unknownID, unknownAddress, excluded, duplicate, cancelled

    init(_ kind: FailureCause.Kind) {
        switch kind {
        case .lastTry(let outcome), .earlierTry(let outcome): self.init(outcome)
        case .abandoned: self = .abandoned
        case .invalidIDs: self = .invalidIDs
        case .cancelled: self = .cancelled
        case .leftOut(let reason): self.init(reason)
        }
    }

    private init(_ outcome: AttemptOutcome) {
        self =
            switch outcome {
            case .notSent: .notSent
            case .throttled: .throttled
            case .tokenRefused: .tokenRefused
            case .accepted: .accepted
            case .acceptedWithoutID: .acceptedWithoutID
            case .rejected: .rejected
            case .inDoubt: .inDoubt
            case .repeatable: .repeatable
            }
    }

    private init(_ reason: LeftOutReason) {
        self =
            switch reason {
            case .excluded, .alreadySent: .excluded
            case .resigned: .resigned
            case .frozen: .frozen
            case .duplicate: .duplicate
            case .unknownID: .unknownID
            case .unknownAddress: .unknownAddress
            }
    }

    var wording: Wording {
        switch self {
        case .notSent: Wording("Not sent: no byte left", zh: "未发送：没有发出任何字节")
        case .throttled: Wording("Not taken: too many calls", zh: "未受理：调用过于频繁")
        case .tokenRefused: Wording("Not taken: the token was refused", zh: "未受理：访问凭证被拒绝")
        case .acceptedWithoutID: Wording("Accepted, but without an id", zh: "已受理，但没有消息 ID")
        case .rejected: Wording("Refused by Feishu", zh: "被飞书拒绝")
        case .inDoubt: Wording("In doubt: nobody can know whether it was sent", zh: "结果不明：无法得知是否已发送")
        case .repeatable: Wording("No answer yet: it is repeated with the same uuid", zh: "尚无答复：将以相同 uuid 重发")
        case .accepted: Wording("Accepted", zh: "已受理")
        case .abandoned: Wording("In doubt, and given up by a person", zh: "结果不明，已由人工放弃")
        case .invalidIDs: Wording("Ids Feishu does not know", zh: "飞书不认识的 ID")
        case .resigned: Wording("People who have left the company", zh: "已离职人员")
        case .frozen: Wording("People whose account is suspended", zh: "账号已停用的人员")
        case .unknownID: Wording("Ids that Feishu's contacts do not know", zh: "通讯录中查不到的 ID")
        case .unknownAddress: Wording("Addresses and numbers that nobody has", zh: "查无此人的邮箱或手机号")
        case .excluded: Wording("People who were left out on purpose", zh: "主动排除的人员")
        case .duplicate: Wording("People named more than once", zh: "重复出现的人员")
        case .cancelled: Wording("Cancelled before it was sent", zh: "发送前已取消")
        }
    }
}

/// What to do about a cause, where no code of Feishu's says more.
enum RemedyPhrase: Phrase {
    case notSent, throttled, tokenRefused, acceptedWithoutID, rejected, inDoubt, repeatable, nothing
    case abandoned, invalidIDs, resigned, frozen, unknownID, unknownAddress, cancelled
    case resolveHost, connect, timeout, proxy, trust

    init(_ cause: FailureCause) {
        switch cause.kind {
        case .lastTry(let outcome), .earlierTry(let outcome): self.init(outcome, curlCode: cause.curlCode)
        case .abandoned: self = .abandoned
        case .invalidIDs: self = .invalidIDs
        case .cancelled: self = .cancelled
        case .leftOut(let reason): self.init(reason)
        }
    }

    private init(_ outcome: AttemptOutcome, curlCode: Int?) {
        switch outcome {
        case .notSent: self = curlCode.flatMap(Self.init(curlCode:)) ?? .notSent
        case .throttled: self = .throttled
        case .tokenRefused: self = .tokenRefused
        case .accepted: self = .nothing
        case .acceptedWithoutID: self = .acceptedWithoutID
        case .rejected: self = .rejected
        case .inDoubt: self = .inDoubt
        case .repeatable: self = .repeatable
        }
    }

    /// libcurl's own numbers; see `curl(1)`, "Exit codes".
    private init?(curlCode: Int) {
        switch curlCode {
        case 5, 97: self = .proxy
        case 6: self = .resolveHost
        case 7: self = .connect
        case 28: self = .timeout
        case 35, 51, 53, 54, 58, 59, 60, 66, 77, 80, 82, 83, 90, 91: self = .trust
        default: return nil
        }
    }

    private init(_ reason: LeftOutReason) {
        self =
            switch reason {
            case .excluded, .alreadySent, .duplicate: .nothing
            case .resigned: .resigned
            case .frozen: .frozen
            case .unknownID: .unknownID
            case .unknownAddress: .unknownAddress
            }
    }

    var wording: Wording {
        switch self {
        case .notSent:
            Wording(
                "Nothing left, so nothing is lost: larkcast resume {run} sends what is unsent.",
                zh: "没有任何内容发出，不会有损失：larkcast resume {run} 会继续发送未发部分。")
        case .throttled:
            Wording(
                "Nothing to do: larkcast waits and goes on. Another program with the same app shares the limit.",
                zh: "无需处理：larkcast 会等待后继续。使用同一应用的其他程序会共享限额。")
        case .tokenRefused:
            Wording(
                "A new token is fetched by itself. If it comes back, check that app id and secret belong together.",
                zh: "会自动获取新的访问凭证。若再次出现，请检查 App ID 与 App Secret 是否属于同一应用。")
        case .acceptedWithoutID:
            Wording(
                "It counts as sent and cannot be followed or recalled. Do not send it again.",
                zh: "视为已发送，但无法跟踪或撤回。请勿再次发送。")
        case .rejected:
            Wording(
                "Correct what the answer names. While the message stays the same, larkcast run MANIFEST --skip-sent reaches those "
                    + "who have not got it.",
                zh: "按返回信息修正。若消息内容不变，可用 larkcast run MANIFEST --skip-sent 发给尚未收到的人。")
        case .inDoubt:
            Wording(
                "Ask one of the recipients, or Feishu's support by the log id; then larkcast resolve {run} {batch} decides it.",
                zh: "询问其中一位收件人，或凭日志 ID 咨询飞书技术支持；然后用 larkcast resolve {run} {batch} 判定。")
        case .repeatable:
            Wording(
                "Nothing to do: the same request does no harm within an hour of the first try.",
                zh: "无需处理：首次尝试后一小时内，相同请求不会重复送达。")
        case .nothing: Wording("Nothing to do.", zh: "无需处理。")
        case .abandoned:
            Wording(
                "Some of them may have it. Whoever sends it again has to live with some getting it twice.",
                zh: "其中可能有人已收到。若重新发送，可能有人会收到两次。")
        case .invalidIDs:
            Wording(
                "Correct or drop them in the audience; an open_id is valid for one app only.",
                zh: "在收件名单中更正或删除；open_id 仅对一个应用有效。")
        case .resigned: Wording("Drop them from the audience.", zh: "从收件名单中删除。")
        case .frozen:
            Wording(
                "Nothing to do, unless an administrator should give the account back.", zh: "无需处理，除非管理员应恢复其账号。")
        case .unknownID:
            Wording(
                "Correct the id, or widen the app's contact range in the developer console.",
                zh: "更正 ID，或在开发者后台扩大应用的通讯录权限范围。")
        case .unknownAddress:
            Wording(
                "Correct the e-mail address or number, or widen the app's contact range.",
                zh: "更正邮箱或手机号，或扩大应用的通讯录权限范围。")
        case .cancelled:
            Wording(
                "If they should have it after all, larkcast run MANIFEST --skip-sent reaches those who have not got it.",
                zh: "如仍需发送，可用 larkcast run MANIFEST --skip-sent 发给尚未收到的人。")
        case .resolveHost:
            Wording(
                "The name of Feishu's host was not found: check DNS and the base URL, then larkcast resume {run}.",
                zh: "找不到飞书服务器的域名：请检查 DNS 和 base URL，然后 larkcast resume {run}。")
        case .connect:
            Wording(
                "No connection came about: check the network and the firewall, then larkcast resume {run}.",
                zh: "无法建立连接：请检查网络和防火墙，然后 larkcast resume {run}。")
        case .timeout:
            Wording(
                "The connection took too long: check the network, then larkcast resume {run}.",
                zh: "连接超时：请检查网络，然后 larkcast resume {run}。")
        case .proxy:
            Wording(
                "The proxy failed: check its address and its credentials, then larkcast resume {run}.",
                zh: "代理失败：请检查代理地址和凭据，然后 larkcast resume {run}。")
        case .trust:
            Wording(
                "The peer could not be trusted: check the clock, the certificate authorities and the proxy.",
                zh: "无法信任对方证书：请检查系统时间、证书颁发机构和代理。")
        }
    }
}
