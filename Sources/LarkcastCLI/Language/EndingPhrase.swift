import Reporting

/// What is said when a dispatcher has ended, or a run has been looked at.
enum EndingPhrase: Phrase {
    case cannotWatch, waveLeaves, liftsAll, stoppedEarly, outlived, unreachable, unanswered, nothingUnproven, sentAgain,
        credentialsRefused, correct
    case permissionRefused, permissionBack, rejectedStays, quotaUsedUp, quotaBack, appStopped, appBack, retriesSpent,
        findOut
    case throttled, stopped, noReason, gateClosed, decide, neverResent, neverResentAlone, underWay, nothingYet,
        nothingScheduled, written, nobodyLeft
    case ledgerTrouble, noRuns, ofJob, sinceThen, everythingPaused

    var wording: Wording {
        switch self {
        case .cannotWatch:
            Wording(
                "everything is sent, but delivery and reads cannot be asked for now; larkcast poll {run} tries again",
                zh: "已全部发送，但现在无法查询送达和已读；可用 larkcast poll {run} 再试")
        case .waveLeaves: Wording("wave {number} leaves at {time}", zh: "第 {number} 波将于 {time} 发出")
        case .liftsAll:
            Wording(
                "larkcast resume --all lifts it; larkcast resume {run} then goes on",
                zh: "larkcast resume --all 解除；随后 larkcast resume {run} 继续")
        case .stoppedEarly:
            Wording(
                "stopped before the end; the same command, or larkcast resume {run}, goes on",
                zh: "未发完即停止；再次执行同一命令或 larkcast resume {run} 继续")
        case .unreachable: Wording("Feishu cannot be reached: {evidence}", zh: "无法连接飞书：{evidence}")
        case .unanswered:
            Wording(
                "Feishu has not said whether it sent the message: {evidence}", zh: "飞书没有说明消息是否已发出：{evidence}")
        case .outlived:
            Wording(
                "messages {messages} may have arrived, and their uuid can no longer be repeated: they are in doubt, which the "
                    + "next tick or larkcast poll {run} records",
                one:
                    "message {messages} may have arrived, and its uuid can no longer be repeated: it is in doubt, which the "
                    + "next tick or larkcast poll {run} records",
                zh: "第 {messages} 条消息可能已送达，其 uuid 已过期：结果不明，将由下一次 tick 或 larkcast poll {run} 记录")
        case .sentAgain:
            Wording(
                "{count} messages may have arrived; within 55 minutes the same command, or larkcast resume {run}, sends them "
                    + "again with the same uuid, of which Feishu sends one",
                one:
                    "1 message may have arrived; within 55 minutes the same command, or larkcast resume {run}, sends it "
                    + "again with the same uuid, of which Feishu sends one",
                zh: "{count} 条消息可能已送达；55 分钟内再次执行同一命令或 larkcast resume {run}，将以相同的 uuid 再发一次，飞书只会发出一条")
        case .nothingUnproven:
            Wording(
                "nothing unproven was sent; the same command, or larkcast resume {run}, goes on",
                zh: "没有结果不明的发送；再次执行同一命令或 larkcast resume {run} 继续")
        case .credentialsRefused:
            Wording("Feishu refuses the app's credentials: {evidence}", zh: "飞书拒绝应用凭证：{evidence}")
        case .correct:
            Wording("correct the app id or secret; the same command then goes on", zh: "请更正 App ID 或密钥；再次执行同一命令即继续")
        case .permissionRefused: Wording("Feishu refuses the app: {evidence}", zh: "飞书拒绝该应用：{evidence}")
        case .permissionBack:
            Wording(
                "nobody was rejected for that; once the permission is there, larkcast resume {run} sends to those who are left",
                zh: "没有人因此被拒绝；开通权限后，用 larkcast resume {run} 向其余的人发送")
        case .rejectedStays:
            Wording(
                "what was rejected is named in larkcast status {run} and is not sent again by this run; once it has ended, "
                    + "larkcast run MANIFEST --skip-sent reaches those who have not got it",
                zh: "被拒绝的内容见 larkcast status {run}，本次运行不会再发；运行结束后，可用 larkcast run MANIFEST --skip-sent 发给尚未收到的人")
        case .nobodyLeft:
            Wording(
                "Nothing to send: everybody who can be reached may have the message already.",
                zh: "没有可发送的内容：所有可送达的对象可能都已收到该消息。")
        case .quotaUsedUp: Wording("a quota is used up: {evidence}", zh: "限额已用完：{evidence}")
        case .quotaBack:
            Wording("once there is room again, larkcast resume {run} goes on", zh: "限额恢复后，用 larkcast resume {run} 继续")
        case .appStopped: Wording("no run of this app sends now: {reason}", zh: "该应用的所有运行现在都不发送：{reason}")
        case .appBack:
            Wording(
                "once there is room again the same command goes on; larkcast resume {run} tries at once",
                zh: "限额恢复后再次执行同一命令即继续；larkcast resume {run} 立即尝试")
        case .retriesSpent: Wording("the run is paused: {reason}", zh: "运行已暂停：{reason}")
        case .findOut:
            Wording(
                "find out what is wrong (larkcast doctor), then larkcast resume {run} goes on",
                zh: "请先查明原因（larkcast doctor），再用 larkcast resume {run} 继续")
        case .throttled:
            Wording(
                "Feishu asks for a pause of {time}; the same command goes on after it",
                zh: "飞书要求暂停 {time}；之后再次执行同一命令即继续")
        case .stopped: Wording("the run is {state}: {reason}", zh: "运行{state}：{reason}")
        case .noReason: Wording("no reason recorded", zh: "没有记录原因")
        case .gateClosed:
            Wording(
                "larkcast resume {run} sends the next wave all the same; larkcast cancel or recall ends it",
                zh: "larkcast resume {run} 仍会发送下一波；larkcast cancel 或 recall 结束运行")
        case .decide:
            Wording(
                "larkcast resolve {run} {batch} shows the evidence and takes a decision",
                zh: "larkcast resolve {run} {batch} 显示证据并接受决定")
        case .neverResent:
            Wording(
                "batches in doubt are never resent; larkcast resume {run} sends the others",
                zh: "结果不明的批次不会重发；larkcast resume {run} 发送其余批次")
        case .neverResentAlone:
            Wording(
                "batches in doubt are never resent; nothing else of this run is left", zh: "结果不明的批次不会重发；本次运行没有其余待发内容")
        case .underWay:
            Wording(
                "batch {batches}: under way at this moment; larkcast status {run} tells the end",
                zh: "第 {batches} 批正在传输；结果见 larkcast status {run}")
        case .nothingYet: Wording("there are no runs yet", zh: "还没有任何运行")
        case .nothingScheduled:
            Wording("nothing is scheduled in the next {count} months", zh: "未来 {count} 个月没有安排")
        case .written: Wording("written to {file}", zh: "已写入 {file}")
        case .noRuns: Wording("there are no runs{which}{when}", zh: "{when}没有{which}运行")
        case .ofJob: Wording(" of {job}", zh: " {job} 的")
        case .everythingPaused:
            Wording("everything is paused since {time} by {who}: {reason}", zh: "自 {time} 起由 {who} 全部暂停：{reason}")
        case .sinceThen: Wording(" since then", zh: "此后")
        case .ledgerTrouble:
            Wording("the store has every answer, but {trouble}", zh: "所有结果都已存入数据库，但是：{trouble}")
        }
    }
}
