import JobModel

/// What is shown while a run moves.
enum LivePhrase: Phrase {
    case sent, delivered, read, takenBack, pace, doubt, waiting, because, wave, limits, figures
    case batches, messages, valid, readOf, takenBackOf
    case batchesPerSecond, messagesPerSecond, peoplePerSecond, left, leftBetween
    case lastSecond, lastMinute, month, monthWithoutLimit
    case waveOf, waveNext, waveLast, batchesInDoubt, messagesInDoubt, waitFor, nextLook, watching, notAsked
    case batchesLookedAt, messagesLookedAt

    var wording: Wording {
        switch self {
        case .sent: Wording("Sent", zh: "已发送")
        case .delivered: Wording("Delivered", zh: "已送达")
        case .read: Wording("Read", zh: "已读")
        case .takenBack: Wording("Taken back", zh: "已撤回")
        case .pace: Wording("Pace", zh: "速度")
        case .doubt: Wording("In doubt", zh: "结果不明")
        case .waiting: Wording("Waiting", zh: "等待")
        case .because: Wording("Because", zh: "原因")
        case .wave: Wording("Wave", zh: "波次")
        case .limits: Wording("Limits", zh: "限额")
        case .figures: Wording("Figures", zh: "数据")
        case .batches: Wording("{part} of {whole} batches", zh: "{part} / {whole} 批")
        case .messages: Wording("{part} of {whole} messages", zh: "{part} / {whole} 条")
        case .valid: Wording("{part} of {whole} valid", zh: "{part} / {whole} 有效")
        case .readOf: Wording("at least {part} of {whole}", zh: "至少 {part} / {whole}")
        case .takenBackOf: Wording("{part} of {whole} delivered", zh: "{part} / {whole} 已送达")
        case .batchesPerSecond: Wording("{rate} batches/s", zh: "每秒 {rate} 批")
        case .messagesPerSecond: Wording("{rate} messages/s", zh: "每秒 {rate} 条")
        case .peoplePerSecond: Wording("{rate} people/s", zh: "每秒 {rate} 人")
        case .lastSecond: Wording("last second {part} of {whole}", zh: "最近一秒 {part} / {whole}")
        case .lastMinute: Wording("last minute {part} of {whole}", zh: "最近一分钟 {part} / {whole}")
        case .month: Wording("this month {part} of {whole}", zh: "本月 {part} / {whole}")
        case .monthWithoutLimit: Wording("this month {part}", zh: "本月 {part}")
        case .left: Wording("about {time} left", zh: "约剩 {time}")
        case .leftBetween: Wording("{from} to {to} left", zh: "剩 {from} 至 {to}")
        case .waveOf: Wording("{number} of {count}", zh: "第 {number} 波，共 {count} 波")
        case .waveNext: Wording("the next leaves {time}", zh: "下一波{time}发出")
        case .waveLast: Wording("the last", zh: "最后一波")
        case .batchesInDoubt:
            Wording(
                "{count} batches, never sent again by themselves", one: "{count} batch, never sent again by itself",
                zh: "{count} 批，不会自动重发")
        case .messagesInDoubt:
            Wording(
                "{count} messages, never sent again by themselves", one: "{count} message, never sent again by itself",
                zh: "{count} 条，不会自动重发")
        case .waitFor: Wording("{time}: {reason}", zh: "还要 {time}：{reason}")
        case .notAsked: Wording("not asked yet", zh: "尚未查询")
        case .batchesLookedAt: Wording("of {part} of {whole} batches", zh: "来自 {part} / {whole} 批")
        case .messagesLookedAt: Wording("of {part} of {whole} messages", zh: "来自 {part} / {whole} 条")
        case .nextLook: Wording("next look {time}", zh: "{time}再查看")
        case .watching: Wording("Ctrl-C ends watching, not the run", zh: "按 Ctrl-C 只结束查看，运行照常进行")
        }
    }

    /// The unit of what is sent.
    static func sent(by channel: DeliveryChannel) -> LivePhrase { channel == .batch ? .batches : .messages }

    /// The unit of how fast it is sent.
    static func perSecond(by channel: DeliveryChannel) -> LivePhrase {
        channel == .batch ? .batchesPerSecond : .messagesPerSecond
    }
}
