import Reporting

/// A run's page.
enum RunPhrase: Phrase {
    case whatNow, nothingToDo, mayNot, figures, sending, delivered, read, recalled, asOf, batches, batchesCaption
    case batch, label, state, recipients, problem, olderBatches, laterBatches, facts, job, id, created, started, sentAt
    case occurrence, plan, channel, batchChannel, directChannel, because, isRecalled, done, wentWrong, recallAbandoned

    var wording: Wording {
        switch self {
        case .whatNow: Wording("What can be done now", zh: "当前可执行的操作")
        case .nothingToDo: Wording("Nothing is to be done.", zh: "无需操作。")
        case .mayNot: Wording("Your role is for looking only.", zh: "您的角色仅可查看。")
        case .figures: Wording("Progress", zh: "进度")
        case .sending: Wording("Handed to Feishu", zh: "已交飞书")
        case .delivered: Wording("Delivered", zh: "已送达")
        case .read: Wording("Read, at least", zh: "已读（至少）")
        case .recalled: Wording("Taken back", zh: "已撤回")
        case .asOf: Wording("Feishu's figures as of {time}", zh: "飞书数据截至 {time}")
        case .batches: Wording("Batches", zh: "批次")
        case .batchesCaption: Wording("Batches {first} to {last} of {all}", zh: "第 {first} 至 {last} 批，共 {all} 批")
        case .batch: Wording("No.", zh: "序号")
        case .label: Wording("Name", zh: "名称")
        case .state: Wording("State", zh: "状态")
        case .recipients: Wording("Ids", zh: "人数")
        case .problem: Wording("What it met", zh: "遇到的问题")
        case .olderBatches: Wording("Earlier batches", zh: "前面的批次")
        case .laterBatches: Wording("Later batches", zh: "后面的批次")
        case .facts: Wording("About this run", zh: "基本信息")
        case .job: Wording("Job", zh: "任务")
        case .id: Wording("Run id", zh: "运行编号")
        case .created: Wording("Made", zh: "创建时间")
        case .started: Wording("Started", zh: "开始时间")
        case .sentAt: Wording("Sent", zh: "发送完成")
        case .occurrence: Wording("Scheduled for", zh: "计划时间")
        case .plan: Wording("Plan", zh: "方案摘要")
        case .channel: Wording("Channel", zh: "通道")
        case .batchChannel: Wording("batch: totals", zh: "批量：仅总数")
        case .directChannel: Wording("direct: a message each", zh: "逐条：每人一条")
        case .because: Wording("Because: {reason}", zh: "原因：{reason}")
        case .isRecalled: Wording("Recall: {state}", zh: "撤回：{state}")
        case .done: Wording("Done: {action}. It stands in the audit under your name.", zh: "已完成：{action}。已以您的名义记入审计。")
        case .recallAbandoned:
            Wording(
                "The recall is not finished, and nobody is at it. The daemon or the next tick goes on with it; or recall it again.",
                zh: "撤回尚未完成，且无人处理。守护进程或下一次 tick 会继续；也可再次撤回。")
        case .wentWrong: Wording("The last decision did not get through: {message}", zh: "上一次操作未能完成：{message}")
        }
    }
}
