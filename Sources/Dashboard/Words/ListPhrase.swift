import Reporting

/// The list of runs.
enum ListPhrase: Phrase {
    case all, attention, underWay, done, notSent, states, job, jobHint, show, none, noneOfThese, attentionNote, clear
    case run, state, when, sending, reading, older, newest, paging, sent, delivered, read, notAskedYet, listCaption

    var wording: Wording {
        switch self {
        case .all: Wording("All", zh: "全部")
        case .attention: Wording("Need a decision", zh: "待决定")
        case .underWay: Wording("Under way", zh: "进行中")
        case .done: Wording("Sent", zh: "已发送")
        case .notSent: Wording("Not sent", zh: "未发送")
        case .states: Wording("Show by state", zh: "按状态筛选")
        case .job: Wording("Job", zh: "任务")
        case .jobHint: Wording("name of a job", zh: "任务名称")
        case .show: Wording("Show", zh: "显示")
        case .none: Wording("No runs yet.", zh: "暂无运行。")
        case .noneOfThese: Wording("No run fits.", zh: "没有符合条件的运行。")
        case .attentionNote:
            Wording("{count} runs need a decision", one: "{count} run needs a decision", zh: "{count} 个运行待决定")
        case .clear: Wording("Show all", zh: "显示全部")
        case .run: Wording("Run", zh: "运行")
        case .state: Wording("State", zh: "状态")
        case .when: Wording("When", zh: "时间")
        case .sending: Wording("Sending", zh: "发送进度")
        case .reading: Wording("Reading", zh: "阅读情况")
        case .older: Wording("Older", zh: "更早")
        case .newest: Wording("Newest", zh: "最新")
        case .paging: Wording("More runs", zh: "更多运行")
        case .sent: Wording("{done} of {all} handed to Feishu", zh: "已交飞书 {done} / {all}")
        case .delivered: Wording("{delivered} delivered", zh: "已送达 {delivered}")
        case .read: Wording("read at least {read} ({share})", zh: "已读至少 {read}（{share}）")
        case .notAskedYet: Wording("not asked yet", zh: "尚未查询")
        case .listCaption: Wording("Runs, newest first", zh: "运行，最新在前")
        }
    }
}
