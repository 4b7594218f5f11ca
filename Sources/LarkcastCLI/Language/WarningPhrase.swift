import Reporting

/// What `plan` and `run` warn of beforehand.
///
/// JSON has them in English.
enum WarningPhrase: Phrase {
    case warning, tooLate, day, monthSending, toSend, toAskAndSend, toSendAndPin, toAskSendAndPin, monthFollowing,
        unfinished, willRefuse, drift, noRepetition, calendarEnds, nothingAhead, uncounted, testersUnknown

    var wording: Wording {
        switch self {
        case .warning: Wording("warning: {text}", zh: "警告：{text}")
        case .tooLate:
            Wording(
                "sending takes about {time}, and nothing is sent later than {deadline} after the start (delivery.not_after): "
                    + "whoever is left then gets nothing",
                zh: "发送约需 {time}，而开始 {deadline} 之后不再发送（delivery.not_after）：届时尚未发到的人收不到")
        case .day:
            Wording(
                "{planned} recipients and the {committed} of the last 24 hours and of unfinished runs are more than the "
                    + "{limit} a day: run will refuse until there is room",
                zh: "{planned} 个接收者加上最近 24 小时和未完成运行的 {committed} 个，超过每日 {limit}：有余量之前 run 会拒绝")
        case .monthSending:
            Wording(
                "{calls} calls to {purpose} are more than the {left} that are left of the {limit} this month "
                    + "(limits.calls_per_month)",
                zh: "{purpose}需 {calls} 次调用，超过本月 {limit} 次中剩余的 {left} 次（limits.calls_per_month）")
        case .toSend: Wording("send", zh: "发送")
        case .toAskAndSend: Wording("ask the contacts and send", zh: "查询通讯录和发送")
        case .toSendAndPin: Wording("send and pin", zh: "发送和 Pin")
        case .toAskSendAndPin: Wording("ask the contacts, send and pin", zh: "查询通讯录、发送和 Pin")
        case .monthFollowing:
            Wording(
                "following reads to the end may take {calls} calls, and {left} are left of this month's after sending: "
                    + "larkcast looks less often then",
                zh: "跟踪已读到最后可能需 {calls} 次调用，发送后本月只剩 {left} 次：届时会减少查询")
        case .unfinished:
            Wording(
                "run {run} of this job is {state}; run goes on with that one", zh: "该任务的运行 {run} {state}；run 会继续那一次")
        case .willRefuse: Wording("run will refuse this: {reason}", zh: "run 会拒绝：{reason}")
        case .calendarEnds:
            Wording(
                "{calendar} says nothing about {year}, so {count} firings will not take place; add the year's holidays",
                one:
                    "{calendar} says nothing about {year}, so {count} firing will not take place; add the year's holidays",
                zh: "{calendar} 没有 {year} 年的内容，因此有 {count} 次不会发送；请补充该年的节假日")
        case .nothingAhead:
            Wording(
                "the schedule has no firing ahead: its time has passed, or its calendar leaves no day",
                zh: "计划中今后没有发送时间：时间已过，或日历中没有可用的日期")
        case .uncounted:
            Wording(
                "what the app has used of its quotas could not be counted: {problem}", zh: "无法统计应用已用的限额：{problem}")
        case .testersUnknown:
            Wording(
                "whether a row names a tester by another id, an address or a department could not be asked, so testers see "
                    + "inventions instead: {reason}",
                zh: "无法查询名单中是否以其他 ID、邮箱、手机号或部门列出了测试者，因此向其展示虚构的示例：{reason}")
        case .drift: Wording("run will ask for --accept-drift: {reason}", zh: "run 会要求 --accept-drift：{reason}")
        case .noRepetition:
            Wording(
                "this does not repeat run {run}: its message or its audience is another",
                zh: "这不是运行 {run} 的重复：消息或收件名单不同")
        }
    }
}
