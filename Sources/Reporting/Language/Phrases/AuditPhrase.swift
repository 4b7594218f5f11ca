/// What people and the program did, in words.
public enum AuditPhrase: Phrase {
    case audit, caption, when, who, what, detail, batch, earlier, verify, program
    case freeze, start, awaitApproval, approve, pause, resume, halt, cancel, expired, missed, skipped, void
    case sent, settle, recall, recallConcluded, resolve, rescue, lateResult, wave, gateFailed, notPinned
    case notificationGivenUp, outlived, allowResend, adopt, distrust
    case pauseAll, resumeAll

    /// The words of an action of the audit; `nil` for one that has none yet.
    public init?(action: String) {
        guard let phrase = Self.actions[action] else { return nil }
        self = phrase
    }

    private static let actions: [String: AuditPhrase] = [
        "freeze": .freeze, "start": .start, "await_approval": .awaitApproval, "approve": .approve, "pause": .pause,
        "resume": .resume, "halt": .halt, "cancel": .cancel, "expired": .expired, "expire": .expired, "missed": .missed,
        "skipped": .skipped, "void": .void, "sent": .sent, "settle": .settle, "recall": .recall,
        "recall_concluded": .recallConcluded, "resolve": .resolve, "rescue": .rescue, "late_result": .lateResult,
        "wave": .wave, "gate_failed": .gateFailed, "not_pinned": .notPinned,
        "notification_given_up": .notificationGivenUp, "outlived": .outlived, "allow_resend": .allowResend,
        "adopt": .adopt, "distrust": .distrust, "pause_all": .pauseAll, "resume_all": .resumeAll,
    ]

    /// The words.
    public var wording: Wording {
        switch self {
        case .audit: Wording("Who did what", zh: "操作记录")
        case .caption: Wording("The audit of this run, oldest first", zh: "本次运行的操作记录，按时间先后")
        case .when: Wording("When", zh: "时间")
        case .who: Wording("Who", zh: "操作者")
        case .what: Wording("What", zh: "操作")
        case .detail: Wording("Detail", zh: "详情")
        case .batch: Wording("batch {number}", zh: "批次 {number}")
        case .earlier:
            Wording(
                "{count} earlier entries are left out here; larkcast audit shows them.",
                one: "1 earlier entry is left out here; larkcast audit shows it.",
                zh: "此处略去较早的 {count} 条记录；可用 larkcast audit 查看。")
        case .verify:
            Wording(
                "Every entry covers the one before it; larkcast audit checks that nobody changed any.",
                zh: "每条记录都包含前一条的摘要；larkcast audit 可核查记录是否被改动。")
        case .program: Wording("larkcast itself", zh: "larkcast 自动")
        case .freeze: Wording("planned it", zh: "制定计划")
        case .start: Wording("started sending", zh: "开始发送")
        case .awaitApproval: Wording("asked for approval", zh: "提请批准")
        case .approve: Wording("approved it", zh: "批准")
        case .pause: Wording("paused it", zh: "暂停")
        case .resume: Wording("went on", zh: "继续")
        case .halt: Wording("halted it: a batch is in doubt", zh: "停住：有批次结果不明")
        case .cancel: Wording("cancelled it", zh: "取消")
        case .expired: Wording("let it expire", zh: "过期")
        case .missed: Wording("missed its time", zh: "错过时间")
        case .skipped: Wording("skipped it", zh: "跳过")
        case .void: Wording("took back what a wrong clock had decided", zh: "撤销因时钟错误作出的决定")
        case .sent: Wording("everything is sent", zh: "全部发送完毕")
        case .settle: Wording("figures stand still", zh: "数据已稳定")
        case .recall: Wording("asked for it back", zh: "要求撤回")
        case .recallConcluded: Wording("finished the recall", zh: "撤回结束")
        case .resolve: Wording("decided a doubt", zh: "判定结果不明的批次")
        case .rescue: Wording("cleared up after an interruption", zh: "中断后清理")
        case .lateResult: Wording("heard an answer late", zh: "收到迟到的答复")
        case .wave: Wording("opened the next wave", zh: "开放下一波次")
        case .gateFailed: Wording("stopped before the next wave", zh: "在下一波次前停住")
        case .notPinned: Wording("could not pin a message", zh: "未能 Pin 消息")
        case .notificationGivenUp: Wording("could not tell somebody", zh: "通知未能送达")
        case .outlived: Wording("put a message in doubt: its hour is over", zh: "超过一小时，消息列为结果不明")
        case .allowResend: Wording("allowed the rest to be sent again", zh: "允许重发其余部分")
        case .pauseAll: Wording("paused everything", zh: "全部暂停")
        case .resumeAll: Wording("let everything go on", zh: "解除全部暂停")
        case .adopt: Wording("adopted the store", zh: "接管数据库")
        case .distrust: Wording("distrusted the store", zh: "对数据库存疑")
        }
    }
}
