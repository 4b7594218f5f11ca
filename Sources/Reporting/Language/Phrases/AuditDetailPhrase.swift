/// What else the audit says about something somebody did.
enum AuditDetailPhrase: Phrase {
    case batches, batchNumbers, recipients, cancelled, unreachable, inDoubt, occurrence, attempt, repeats, messageID,
        wave
    case warnings, sent, notSent, abandoned, test, quietHours, byNameAlone, viaDashboard, pausedAt, pausedBy

    var wording: Wording {
        switch self {
        case .batches: Wording("batches: {value}", zh: "批次数 {value}")
        case .batchNumbers: Wording("batches {value}", zh: "批次 {value}")
        case .recipients: Wording("recipients: {value}", zh: "收件对象 {value}")
        case .cancelled: Wording("stopped batches: {value}", zh: "停止批次数 {value}")
        case .unreachable: Wording("never to be taken back: batches {value}", zh: "无法撤回的批次 {value}")
        case .inDoubt: Wording("in doubt: batches {value}", zh: "结果不明的批次 {value}")
        case .occurrence: Wording("scheduled for {value}", zh: "计划时间 {value}")
        case .attempt: Wording("try {value}", zh: "第 {value} 次尝试")
        case .repeats: Wording("repeats run {value} on purpose", zh: "有意重复运行 {value}")
        case .messageID: Wording("message id {value}", zh: "消息 ID {value}")
        case .wave: Wording("wave {value}", zh: "波次 {value}")
        case .warnings: Wording("warnings: {value}", zh: "警告数 {value}")
        case .sent: Wording("it counts as sent", zh: "视为已发送")
        case .notSent: Wording("it counts as not sent", zh: "视为未发送")
        case .abandoned: Wording("given up", zh: "放弃")
        case .test: Wording("a test", zh: "测试")
        case .quietHours: Wording("within quiet hours", zh: "在免打扰时段内")
        case .viaDashboard: Wording("in the dashboard", zh: "在看板中")
        case .pausedAt: Wording("paused since {value}", zh: "自 {value} 起暂停")
        case .pausedBy: Wording("by {value}", zh: "由 {value} 暂停")
        case .byNameAlone: Wording("told apart by name alone", zh: "仅以姓名区分")
        }
    }
}
