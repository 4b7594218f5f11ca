import Reporting

/// What `resolve` shows of a batch in doubt; programs get the English.
enum DoubtPhrase: Phrase {
    case batch, whatToSay, whereToLook, recipients, departments, chats
    case to, attempt, firstByte, ended, phase, libcurl, http, feishu, message, answer, logID, peer, hint, hintInEnglish
    case lateAnswer, decided, claimed, more, code, decision, saidSent, saidNotSent, saidAbandoned
    case connecting, answered, hookUnknown, hookNothing, requested
    case probablySent, probablyNotSent
    case sentMeans, abandonMeans, notSentOver, notSentAgain
    case countsAsSent, sentOnceMore, takenBack, runIsOver, doubtToo, goesOnBatches

    var wording: Wording {
        switch self {
        case .batch:
            Wording(
                "Batch {number} of {all}, {label}: {count}, {state}",
                zh: "第 {number} 批（共 {all} 批），{label}：{count}，{state}")
        case .whatToSay: Wording("What you can say", zh: "可作出的判定")
        case .whereToLook:
            Wording(
                "Feishu's developer console finds the request by its log id or its time.",
                zh: "可在飞书开发者后台按日志 ID 或时间查找该请求。")
        case .recipients: Wording("{count} people", one: "{count} person", zh: "{count} 人")
        case .departments: Wording("{count} departments", one: "{count} department", zh: "{count} 个部门")
        case .chats: Wording("{count} groups", one: "{count} group", zh: "{count} 个群")
        case .to: Wording("To", zh: "收件对象")
        case .attempt: Wording("Try", zh: "尝试")
        case .firstByte: Wording("First byte", zh: "首字节")
        case .ended: Wording("Ended", zh: "结束")
        case .phase: Wording("Phase", zh: "进展")
        case .libcurl: Wording("libcurl", zh: "libcurl")
        case .http: Wording("HTTP", zh: "HTTP")
        case .feishu: Wording("Feishu", zh: "飞书")
        case .message: Wording("Message", zh: "返回信息")
        case .answer: Wording("Answer", zh: "返回内容")
        case .logID: Wording("Log id", zh: "日志 ID")
        case .peer: Wording("Peer", zh: "对方地址")
        case .hint: Wording("Hint", zh: "建议")
        case .hintInEnglish: Wording("Hint", zh: "英文提示")
        case .lateAnswer: Wording("Late answer", zh: "迟到的答复")
        case .decided: Wording("Decided", zh: "已判定")
        case .claimed: Wording("{number}, claimed {time}", zh: "第 {number} 次，开始于 {time}")
        case .more: Wording(" and {count} more (--json names all)", zh: "，另有 {count} 个（--json 列出全部）")
        case .code: Wording("code {code}", zh: "错误码 {code}")
        case .decision:
            Wording("try {number}: {verdict}, {who}: {reason}", zh: "第 {number} 次尝试：{verdict}，{who}：{reason}")
        case .saidSent: Wording("sent", zh: "视为已发送")
        case .saidNotSent: Wording("not_sent", zh: "视为未发送")
        case .saidAbandoned: Wording("abandoned", zh: "放弃")
        case .connecting: Wording("no byte of the request was allowed out", zh: "请求未获准发出任何字节")
        case .answered:
            Wording(
                "the request was out and an answer came: {count} bytes of it were kept",
                zh: "请求已发出并收到答复：保留了其中 {count} 字节")
        case .hookUnknown:
            Wording(
                "the intent was committed right before the first byte; how much left after it is unknown",
                zh: "在发出首字节前已记录发送意图；其后发出了多少无从得知")
        case .hookNothing:
            Wording(
                "the intent was committed; libcurl counted no byte of the request", zh: "已记录发送意图；libcurl 没有统计到发出的字节")
        case .requested:
            Wording("{count} request bytes were handed to the socket, no answer came", zh: "已向网络写出请求的 {count} 字节，未收到答复")
        case .probablySent: Wording("probably sent", zh: "很可能已发送")
        case .probablyNotSent: Wording("probably not sent", zh: "很可能未发送")
        case .sentMeans:
            Wording(
                "it was sent: counted as accepted; only with its id can it be followed and recalled",
                zh: "已发送：计为已受理；有消息 ID 才能跟踪和撤回")
        case .abandonMeans:
            Wording(
                "nobody will know: counted as abandoned, possibly not reached, never sent again",
                zh: "无从得知：计为已放弃，可能未送达，不再发送")
        case .notSentOver:
            Wording(
                "it was not sent: the run is {state}, so it is cancelled and never sent",
                zh: "未发送：运行{state}，因此该批取消，不再发送")
        case .notSentAgain:
            Wording(
                "it was not sent: the next resume sends it to these {count}, who get it twice if you are wrong; needs --confirm "
                    + "\"{words}\"",
                zh: "未发送：下一次 resume 会再发给这 {count}，如判定有误，他们会收到两次；需要 --confirm \"{words}\"")
        case .countsAsSent:
            Wording(
                "batch {batch} counts as sent; without its id it can be neither followed nor recalled",
                zh: "第 {batch} 批视为已发送；没有消息 ID，无法跟踪或撤回")
        case .sentOnceMore:
            Wording("batch {batch} is sent once more when the run goes on", zh: "运行继续时会再次发送第 {batch} 批")
        case .takenBack:
            Wording("batch {batch} was taken back meanwhile; it is not sent again", zh: "第 {batch} 批其间已撤回；不会再发送")
        case .runIsOver:
            Wording("the run is {state}: batch {batch} is not sent again", zh: "运行{state}：第 {batch} 批不会再发送")
        case .doubtToo:
            Wording(
                "batch {batch} is in doubt too: larkcast resolve {run} {batch}",
                zh: "第 {batch} 批也结果不明：larkcast resolve {run} {batch}"
            )
        case .goesOnBatches:
            Wording(
                "the run is {state}: larkcast resume {run} goes on with {count} batches",
                one: "the run is {state}: larkcast resume {run} goes on with {count} batch",
                zh: "运行{state}：larkcast resume {run} 会继续发送其余 {count} 批")
        }
    }
}
