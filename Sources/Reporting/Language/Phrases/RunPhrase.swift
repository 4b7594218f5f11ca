/// What a terminal is told of one run, and of many.
enum RunPhrase: Phrase {
    case test, run, runs, recall, because, people, departments, chats, leftOut, warnings, everybody
    case delivery, notAsked, delivered, read, takenBack, ofValid, atLeast, ofDelivered, stillThere, asOf
    case batchesLookedAt, messagesLookedAt, more, unknownToFeishu, batchHas, problemOfBatch, problemOfMessage, to
    case number, batch, state, ids, invalid, tries, messageID, wave, batches, leaves, atTheStart
    case department, messages, job, started, targetedPeople, accepted, recallState, title

    var wording: Wording {
        switch self {
        case .test: Wording("test", zh: "测试")
        case .run: Wording("run", zh: "运行")
        case .runs: Wording("Run", zh: "运行")
        case .recall: Wording("recall {state}", zh: "撤回：{state}")
        case .because: Wording("because {reason}", zh: "原因：{reason}")
        case .people: Wording("People", zh: "人员")
        case .departments: Wording("Departments", zh: "部门")
        case .chats: Wording("Groups", zh: "群")
        case .leftOut: Wording("Left out", zh: "未包含")
        case .warnings: Wording("Warnings", zh: "警告")
        case .everybody: Wording("everybody", zh: "全部")
        case .delivery: Wording("Delivery", zh: "送达")
        case .notAsked: Wording("not asked yet; larkcast poll {run}", zh: "尚未查询；可用 larkcast poll {run}")
        case .delivered: Wording("Delivered", zh: "已送达")
        case .read: Wording("Read", zh: "已读")
        case .takenBack: Wording("Taken back", zh: "已撤回")
        case .ofValid: Wording("of {whole} valid", zh: "/ 有效 {whole}")
        case .atLeast: Wording("at least", zh: "（至少）")
        case .ofDelivered: Wording("of the delivered", zh: "（占已送达）")
        case .stillThere:
            Wording(
                "of {whole}, {count} still have it", one: "of {whole}, 1 still has it", zh: "/ {whole}，{count} 人仍能看到")
        case .asOf: Wording("as of {time}", zh: "截至 {time}")
        case .batchesLookedAt: Wording(", of {known} of {all} batches looked at", zh: "，已查询 {known} / {all} 批")
        case .messagesLookedAt: Wording(", of {known} of {all} messages looked at", zh: "，已查询 {known} / {all} 条")
        case .more: Wording("… and {count} more (see --json)", zh: "……另有 {count} 项（见 --json）")
        case .unknownToFeishu: Wording("Feishu does not know:", zh: "飞书不认识：")
        case .batchHas: Wording("batch {batch}: {id}", zh: "第 {batch} 批：{id}")
        case .problemOfBatch: Wording("batch {batch}{to} {state}: {problem}", zh: "第 {batch} 批{to}{state}：{problem}")
        case .problemOfMessage:
            Wording("message {batch}{to} {state}: {problem}", zh: "第 {batch} 条{to}{state}：{problem}")
        case .to: Wording(" to {id}", zh: "（发给 {id}）")
        case .number: Wording("#", zh: "#")
        case .batch: Wording("Batch", zh: "批次")
        case .state: Wording("State", zh: "状态")
        case .ids: Wording("Ids", zh: "ID 数")
        case .invalid: Wording("Invalid", zh: "无效")
        case .tries: Wording("Tries", zh: "尝试")
        case .messageID: Wording("Message id", zh: "消息 ID")
        case .wave: Wording("Wave", zh: "波次")
        case .batches: Wording("Batches", zh: "批次")
        case .leaves: Wording("Leaves", zh: "发出时间")
        case .atTheStart: Wording("at the start", zh: "开始时")
        case .department: Wording("Department", zh: "部门")
        case .messages: Wording("Messages", zh: "消息")
        case .job: Wording("Job", zh: "任务")
        case .started: Wording("Started", zh: "开始")
        case .targetedPeople: Wording("Targeted", zh: "目标")
        case .accepted: Wording("Accepted", zh: "已受理")
        case .recallState: Wording("Recall", zh: "撤回")
        case .title: Wording("Title", zh: "标题")
        }
    }
}
