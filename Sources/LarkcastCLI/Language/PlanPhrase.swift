import Reporting

/// What `plan` shows, and `run` before it asks.
enum PlanPhrase: Phrase {
    case people, departments, chats, leftOut, contacts, defaults, wholeDepartments, uploads, uploadOf, test, testOf
    case next, plan, batches, batchesOf, channel, channelBatch, messages, toPeople, toChats, toChatsPinned
    case directToPeople, directToChats, directMore, directMoreToChats, waves, waveAtOnce, waveAfter
    case calls, callsToAsk, callsForAvailability, callsToUpload, callsToSend, callsToPin, callsToFollow, comma, time,
        atLimits,
        asLastRun, asLastRuns,
        betweenWaves, afterAsking, done, about, quota, quotaOf, taken
    case month, monthOf, made, firstRequest
    case jobFact, peopleFact, batchesFact, messagesFact, planFact

    var wording: Wording {
        switch self {
        case .jobFact: Wording("Job {job}", zh: "任务 {job}")
        case .peopleFact: Wording("{unit}: {equation}", zh: "{unit}：{equation}")
        case .batchesFact:
            Wording(
                "{count} batches of at most {size} ids", one: "{count} batch of at most {size} ids",
                zh: "{count} 批，每批最多 {size} 个 ID")
        case .messagesFact: Wording("{count} direct messages", one: "{count} direct message", zh: "{count} 条单发消息")
        case .planFact: Wording("Plan {hash}", zh: "计划 {hash}")
        case .people: Wording("People", zh: "人员")
        case .departments: Wording("Departments", zh: "部门")
        case .chats: Wording("Groups", zh: "群")
        case .leftOut: Wording("Left out", zh: "未包含")
        case .contacts: Wording("Contacts", zh: "通讯录")
        case .defaults: Wording("Defaults", zh: "默认值")
        case .wholeDepartments:
            Wording(
                "every department includes its sub-departments; how many people is known after sending",
                zh: "每个部门都包含其下级部门；发送后才知道有多少人")
        case .uploads: Wording("Uploads", zh: "上传")
        case .uploadOf: Wording("{name}, {count} bytes, not at Feishu yet", zh: "{name}，{count} 字节，尚未上传到飞书")
        case .test: Wording("Test", zh: "测试")
        case .testOf: Wording("the campaign's own audience gets nothing", zh: "任务本身的收件名单不会收到任何内容")
        case .next: Wording("Next", zh: "下次")
        case .plan: Wording("Plan", zh: "计划")
        case .batches: Wording("Batches", zh: "批次")
        case .batchesOf: Wording("{count} of at most {size} ids", zh: "{count} 批，每批最多 {size} 个 ID")
        case .channel: Wording("Channel", zh: "通道")
        case .channelBatch:
            Wording(
                "batch: few calls, totals of delivery and reads; \"direct\" tells who has read",
                zh: "batch：调用少，只有送达和已读总数；\"direct\" 可知道谁已读")
        case .messages: Wording("Messages", zh: "消息")
        case .toPeople: Wording("{count}, one for each person", zh: "{count} 条，每人一条")
        case .toChats: Wording("{count}, one for each group", zh: "{count} 条，每群一条")
        case .toChatsPinned: Wording("{count}, one for each group, pinned there", zh: "{count} 条，每群一条，并在群内 Pin")
        case .directToPeople:
            Wording(
                "direct: a call for each person, a safe second try within the hour, who has read it, can be",
                zh: "direct：每人一次调用，一小时内可安全重试，可知道谁已读，")
        case .directToChats:
            Wording(
                "direct: a call for each group, a safe second try within the hour, who has read it, can be",
                zh: "direct：每群一次调用，一小时内可安全重试，可知道谁已读，")
        case .directMore:
            Wording(
                "marked urgent and edited; \"batch\" takes one call for 200 people",
                zh: "可加急、可编辑；\"batch\" 一次调用可发 200 人")
        case .directMoreToChats:
            Wording(
                "marked urgent, edited and pinned; \"batch\" does not go to groups", zh: "可加急、可编辑、可 Pin；\"batch\" 不能发到群"
            )
        case .waves: Wording("Waves", zh: "波次")
        case .waveAtOnce: Wording("{number}: {count} {unit}, at once", zh: "第 {number} 波：{count} {unit}，立即发出")
        case .waveAfter:
            Wording(
                "{number}: {count} {unit}, {wait} after wave {before}, if its gate is open",
                zh: "第 {number} 波：{count} {unit}，在第 {before} 波后 {wait}，且其关口开放时")
        case .calls: Wording("Calls", zh: "调用")
        case .callsForAvailability:
            Wording("{count} to ask to whom the app is available", zh: "查询应用可用范围 {count} 次")
        case .callsToAsk: Wording("{count} to ask the contacts", zh: "查询通讯录 {count} 次")
        case .callsToUpload: Wording("{count} to upload", zh: "上传 {count} 次")
        case .callsToSend: Wording("{count} to send", zh: "发送 {count} 次")
        case .callsToPin: Wording("{count} to pin", zh: "Pin {count} 次")
        case .callsToFollow: Wording("at most {count} to follow", zh: "跟踪最多 {count} 次")
        case .comma: Wording(", ", zh: "，")
        case .time: Wording("Time", zh: "耗时")
        case .atLimits: Wording("about {time} at the limits", zh: "按限额约 {time}")
        case .asLastRun: Wording(", {time} as the last run went", zh: "，按上次运行的速度 {time}")
        case .asLastRuns: Wording(", {time} as the last {count} runs went", zh: "，按最近 {count} 次运行的速度 {time}")
        case .betweenWaves: Wording(", and {time} between the waves", zh: "，另加各波之间 {time}")
        case .afterAsking: Wording(", after about {time} of asking the contacts", zh: "，此前查询通讯录约 {time}")
        case .done: Wording("Done", zh: "完成")
        case .about: Wording("about {time}", zh: "约 {time}")
        case .quota: Wording("Quota", zh: "日限额")
        case .quotaOf: Wording("{share} of the app's {limit} messages a day", zh: "占应用每日 {limit} 条消息的 {share}")
        case .taken: Wording("; {count} are taken already", zh: "；已占用 {count} 条")
        case .month: Wording("Month", zh: "月限额")
        case .monthOf: Wording("at most {share} of the {limit} calls a month", zh: "最多占每月 {limit} 次调用的 {share}")
        case .made: Wording("; {count} are made already", zh: "；已调用 {count} 次")
        case .firstRequest: Wording("First request ({count} bytes): POST {path}", zh: "第一个请求（{count} 字节）：POST {path}")
        }
    }
}
