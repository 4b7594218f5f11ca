/// What a report says around its figures.
public enum ReportPhrase: Phrase {
    case report, test, started, made, scheduledFor, madeBy, approvedBy, runID, channelBatch, channelDirect, because
    case targeted, accepted, delivered, readAtLeast, ofValid, ofDelivered, ofTargeted, halfLife, halfLifeNote
    case balance, balanceSentence, others, nobodyElse, addsUp, doesNotAddUp, place, share, meaning, sum, balanceCaption
    case departments, departmentsSentence, department, noDepartment, peopleNamedSingly, departmentsCaption, readShare
    case moreDepartments, smallerDepartments, warnings
    case message, messageNote, messageCut, everybody, noMessage
    case previous, previousCaption, thisRun, state, noPrevious, startedColumn
    case footer, planHash, asOf, batchesLookedAt, messagesLookedAt, times

    /// The words.
    public var wording: Wording {
        switch self {
        case .report: Wording("Campaign report", zh: "群发报告")
        case .test: Wording("Test report", zh: "测试发送报告")
        case .started: Wording("started {time}", zh: "{time} 开始")
        case .made: Wording("made {time}", zh: "{time} 创建")
        case .scheduledFor: Wording("scheduled for {time}", zh: "计划时间 {time}")
        case .madeBy: Wording("by {who}", zh: "发起人 {who}")
        case .approvedBy: Wording("approved by {who}", zh: "批准人 {who}")
        case .runID: Wording("run {id}", zh: "运行编号 {id}")
        case .channelBatch: Wording("sent in batches", zh: "批量发送")
        case .channelDirect: Wording("sent one by one", zh: "逐个发送")
        case .because: Wording("Because: {reason}", zh: "原因：{reason}")
        case .targeted: Wording("Targeted", zh: "目标")
        case .accepted: Wording("Accepted", zh: "已受理")
        case .delivered: Wording("Delivered", zh: "已送达")
        case .readAtLeast: Wording("Read, at least", zh: "已读（至少）")
        case .ofValid: Wording("{share} of {count} valid", zh: "占有效人数 {count} 的 {share}")
        case .ofDelivered: Wording("{share} of the delivered", zh: "占已送达的 {share}")
        case .ofTargeted: Wording("{share} of the targeted", zh: "占目标的 {share}")
        case .halfLife: Wording("Half read within", zh: "半数读者阅读用时")
        case .halfLifeNote:
            Wording("until half of the reads so far", zh: "达到现有已读的一半")
        case .balance: Wording("Who was reached", zh: "触达人数核对")
        case .balanceSentence:
            Wording(
                "Of {targeted} targeted, Feishu accepted {accepted} ({share}).",
                zh: "目标 {targeted}，飞书已受理 {accepted}（{share}）。")
        case .others: Wording("The others: {parts}.", zh: "其余：{parts}。")
        case .nobodyElse: Wording("Nobody is left over.", zh: "无一遗漏。")
        case .addsUp: Wording("It adds up: {equation}", zh: "合计相符：{equation}")
        case .doesNotAddUp:
            Wording(
                "It does not add up: {equation}. Have the store checked: larkcast doctor.",
                zh: "合计不符：{equation}。请检查数据库：larkcast doctor。")
        case .place: Wording("Place", zh: "去向")
        case .share: Wording("Share", zh: "占比")
        case .meaning: Wording("Meaning", zh: "含义")
        case .sum: Wording("Sum", zh: "合计")
        case .balanceCaption:
            Wording("Everybody who was targeted, each in exactly one place", zh: "所有目标，各归一处，不重不漏")
        case .departments: Wording("By department", zh: "部门对比")
        case .departmentsSentence:
            Wording(
                "Read most in {most} ({mostShare}), least in {least} ({leastShare}).",
                zh: "阅读率最高：{most}（{mostShare}）；最低：{least}（{leastShare}）。")
        case .department: Wording("Department", zh: "部门")
        case .noDepartment: Wording("Without a department", zh: "未按部门划分")
        case .peopleNamedSingly: Wording("People named singly", zh: "单独指定的人员")
        case .departmentsCaption: Wording("Delivery and reads by department", zh: "各部门的送达与阅读情况")
        case .readShare: Wording("Share who read", zh: "阅读率")
        case .moreDepartments: Wording("{count} more departments", one: "1 more department", zh: "另外 {count} 个部门")
        case .smallerDepartments: Wording("The smaller departments", zh: "较小的部门")
        case .warnings: Wording("What the plan warned of", zh: "发送前的警告")
        case .message: Wording("What was sent", zh: "发送内容")
        case .messageNote:
            Wording(
                "Drawn from the frozen request. Feishu's client has its own fonts and line breaks; pictures are not loaded.",
                zh: "根据已固化的请求绘制。飞书客户端的字体和换行会有不同；不加载图片。")
        case .messageCut: Wording("… and {count} more characters", zh: "……还有 {count} 个字符")
        case .everybody: Wording("Everybody", zh: "所有人")
        case .noMessage: Wording("Nothing was planned, so there is no message.", zh: "没有制定发送计划，因此没有内容。")
        case .previous: Wording("Previous runs", zh: "以往运行")
        case .previousCaption: Wording("This run beside earlier ones of the same job", zh: "本次与同一任务以往运行的对比")
        case .thisRun: Wording("this run", zh: "本次")
        case .state: Wording("State", zh: "状态")
        case .noPrevious: Wording("This is the first run of its job.", zh: "这是该任务的首次运行。")
        case .startedColumn: Wording("Started", zh: "开始时间")
        case .footer:
            Wording(
                "Made by larkcast at {time}. Figures are Feishu's and floors: what is not known is never counted as zero.",
                zh: "由 larkcast 于 {time} 生成。数字来自飞书，均为下限：未知的不会当作零。")
        case .planHash: Wording("plan {hash}", zh: "计划 {hash}")
        case .times: Wording("All times are those of {zone}.", zh: "所有时间均为 {zone} 时间。")
        case .batchesLookedAt: Wording("{known} of {taken} batches looked at", zh: "已查询 {known} / {taken} 批")
        case .messagesLookedAt: Wording("{known} of {taken} messages looked at", zh: "已查询 {known} / {taken} 条消息")
        case .asOf: Wording("Figures as of {time}.", zh: "数据截至 {time}。")
        }
    }
}

/// What each place of the balance sheet means.
enum PlaceNotePhrase: Phrase {
    case accepted, invalid, rejected, excluded, duplicate, inDoubt, abandoned, cancelled, pending

    /// The note of a place; `nil` for what is no place.
    init?(_ place: BalancePhrase) {
        switch place {
        case .accepted: self = .accepted
        case .invalid: self = .invalid
        case .rejected: self = .rejected
        case .excluded: self = .excluded
        case .duplicate: self = .duplicate
        case .inDoubt: self = .inDoubt
        case .abandoned: self = .abandoned
        case .cancelled: self = .cancelled
        case .pending: self = .pending
        case .targeted, .people, .departments, .chats, .peopleColumn, .departmentsColumn, .chatsColumn: return nil
        }
    }

    var wording: Wording {
        switch self {
        case .accepted: Wording("Feishu took the message for them", zh: "飞书已接收，负责投递")
        case .invalid: Wording("Feishu does not know the id, or may not show it", zh: "飞书不认识该 ID，或无权查看")
        case .rejected: Wording("Feishu refused their batch, without effect", zh: "飞书拒绝了所在批次，未产生效果")
        case .excluded: Wording("left out on purpose, or no longer active", zh: "主动排除，或已离职、停用")
        case .duplicate: Wording("named more than once; everybody gets it once", zh: "重复出现；每人只收一次")
        case .inDoubt: Wording("nobody can know until a person decides", zh: "无法得知结果，需人工判定")
        case .abandoned: Wording("given up by a person", zh: "已由人工放弃")
        case .cancelled: Wording("stopped before it was sent", zh: "发送前已停止")
        case .pending: Wording("not sent yet", zh: "尚未发送")
        }
    }
}
