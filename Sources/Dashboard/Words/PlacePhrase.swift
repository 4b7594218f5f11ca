import Reporting

/// Calendar, jobs, audit and health.
enum PlacePhrase: Phrase {
    case calendarTitle, noManifests, noFirings, firingsCaption, at, job, note, dueNow, cancelled, problems, unknownJob
    case jobNext, jobOnDemand, jobMessage, jobMessageNote, jobLast, jobNever, jobRuns, jobWarnings
    case auditTitle, auditCaption, who, what, run, whole, broken, check, older, newest, noAudit, more
    case healthTitle, store, schema, size, sending, allowed, notAdopted, stopped, served, notServed, uptime, live, open,
        path,
        dueFrom

    var wording: Wording {
        switch self {
        case .notAdopted:
            Wording(
                "Nothing is sent from this store: {found}. larkcast adopt says what to look at.",
                zh: "此数据库不发送任何消息：{found}。请运行 larkcast adopt 查看如何处理。")
        case .calendarTitle: Wording("Coming firings", zh: "即将发送")
        case .noManifests:
            Wording(
                "This dashboard was started without --jobs; it knows only the next firing of jobs that a tick has seen.",
                zh: "此看板启动时未指定 --jobs；仅显示 tick 已知的下一次发送。")
        case .noFirings: Wording("Nothing is scheduled.", zh: "没有计划中的发送。")
        case .firingsCaption: Wording("Coming firings, the next one first", zh: "即将发送，按时间先后")
        case .at: Wording("When", zh: "时间")
        case .job: Wording("Job", zh: "任务")
        case .note: Wording("Why then", zh: "说明")
        case .dueNow: Wording("due now", zh: "现在到期")
        case .cancelled: Wording("does not take place", zh: "不发送")
        case .problems: Wording("Manifests that cannot be used", zh: "无法使用的任务文件")
        case .unknownJob:
            Wording("There is no manifest of this job here, and it has no runs.", zh: "此处没有该任务的文件，也没有发送记录。")
        case .jobNext: Wording("Next firings", zh: "接下来的发送")
        case .jobOnDemand: Wording("On demand: nothing is scheduled.", zh: "按需发送：无计划。")
        case .jobMessage: Wording("The message", zh: "消息内容")
        case .jobMessageNote:
            Wording(
                "Drawn from the manifest as it is now. Feishu's client has its own fonts and line breaks; pictures are not loaded.",
                zh: "按当前任务文件绘制。飞书客户端的字体和换行会有差异；图片不加载。")
        case .jobLast: Wording("The last run's people", zh: "上一次的人数")
        case .jobNever: Wording("It has never run.", zh: "从未发送过。")
        case .jobRuns: Wording("All runs of this job", zh: "该任务的全部记录")
        case .jobWarnings: Wording("Worth a look", zh: "值得留意")
        case .auditTitle: Wording("Audit", zh: "审计")
        case .auditCaption: Wording("Who did what, newest first", zh: "操作记录，最新在前")
        case .who: Wording("Who", zh: "操作人")
        case .what: Wording("What", zh: "操作")
        case .run: Wording("Run", zh: "发送")
        case .whole: Wording("The whole record was checked: nothing in it was changed.", zh: "已核对全部记录：没有被改动过。")
        case .broken:
            Wording("The record was changed: entry {number} is not what was written.", zh: "记录被改动过：第 {number} 条与写入时不符。")
        case .check: Wording("Check the whole record", zh: "核对全部记录")
        case .older: Wording("Older", zh: "更早")
        case .newest: Wording("Newest", zh: "最新")
        case .more: Wording("More", zh: "详情")
        case .noAudit: Wording("Nothing yet.", zh: "暂无。")
        case .healthTitle: Wording("Health", zh: "运行状况")
        case .store: Wording("Store", zh: "数据库")
        case .schema: Wording("readable", zh: "可读取")
        case .size: Wording("Size", zh: "大小")
        case .sending: Wording("Sending", zh: "发送")
        case .allowed: Wording("allowed", zh: "允许")
        case .stopped:
            Wording("Everything is paused since {time} by {who}: {reason}", zh: "自 {time} 起由 {who} 全部暂停：{reason}")
        case .served: Wording("a daemon serves this store", zh: "守护进程正在运行")
        case .notServed: Wording("no daemon; larkcast tick or run sends", zh: "无守护进程；由 larkcast tick 或 run 发送")
        case .uptime: Wording("This dashboard is up for", zh: "看板已运行")
        case .live: Wording("Pages kept up to date", zh: "实时页面数")
        case .open: Wording("Runs by state", zh: "各状态发送数")
        case .path: Wording("File", zh: "文件")
        case .dueFrom: Wording("starts until {time}", zh: "最迟 {time} 开始")
        }
    }
}
