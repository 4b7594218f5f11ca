import Reporting

/// What is said when somebody has decided about a run, or has pressed ^C.
enum DecisionPhrase: Phrase {
    case pausedAlready, showsDoubt, goesOn, cancelledAlready, doubtEvidence, takesBack, loginUnknown, approved
    case nothingToAsk, sentByProcess, goesOutToo, follow, adopted, liftsEverything
    case stopping, endedAtOnce, nothingOnTheWire, doubts

    var wording: Wording {
        switch self {
        case .pausedAlready: Wording("run {run} is paused already", zh: "运行 {run} 已经暂停")
        case .showsDoubt:
            Wording(
                "larkcast resolve {run} {batch} shows what is in doubt", zh: "larkcast resolve {run} {batch} 显示结果不明的内容")
        case .goesOn: Wording("larkcast resume {run} goes on", zh: "larkcast resume {run} 继续")
        case .cancelledAlready: Wording("run {run} is cancelled already", zh: "运行 {run} 已经取消")
        case .doubtEvidence:
            Wording(
                "batch {batch} is in doubt; larkcast resolve {run} {batch} shows the evidence",
                zh: "第 {batch} 批结果不明；larkcast resolve {run} {batch} 显示证据")
        case .takesBack:
            Wording(
                "what was sent stays; larkcast recall {run} takes it back", zh: "已发送的内容保留；larkcast recall {run} 可撤回")
        case .loginUnknown:
            Wording(
                "nobody's login is known here, so the name alone tells you from whoever made the run; the audit says so",
                zh: "此处无法得知登录身份，只能凭姓名区分您与创建者；审计会记明")
        case .approved:
            Wording(
                "approved by {name}; the next tick sends it, or larkcast run",
                zh: "{name} 已批准；下一次 tick 或 larkcast run 会发送")
        case .nothingToAsk: Wording("no run has anything to ask about", zh: "没有需要查询的运行")
        case .sentByProcess:
            Wording("{run} is sent by process {process}; {follow}", zh: "{run} 由进程 {process} 发送；{follow}")
        case .goesOutToo: Wording("{run} goes out as well: {reason}; {follow}", zh: "{run} 也会发出：{reason}；{follow}")
        case .follow:
            Wording(
                "larkcast status {run} follows it, larkcast pause {run} stops it",
                zh: "larkcast status {run} 查看进度，larkcast pause {run} 暂停")
        case .adopted:
            Wording(
                "the store was adopted, and nobody knows what of run {run} left after the copy was made: {count} pending "
                    + "{unit} may have got it already",
                zh: "数据库是接管来的，无人知道运行 {run} 在复制之后发出了什么：待发送的 {count} {unit}可能已经收到")
        case .liftsEverything:
            Wording("nothing is sent until larkcast resume --all", zh: "执行 larkcast resume --all 之前不发送任何内容")
        case .stopping:
            Wording(
                "larkcast: stopping; what is on the wire finishes first (again to end at once)",
                zh: "larkcast：正在停止；先完成传输中的请求（再按一次立即结束）")
        case .endedAtOnce: Wording("larkcast: ended at once; {cost}", zh: "larkcast：已立即结束；{cost}")
        case .nothingOnTheWire: Wording("nothing was on the wire", zh: "没有传输中的请求")
        case .doubts:
            Wording(
                "this may leave {count} batches in doubt", one: "this may leave {count} batch in doubt",
                zh: "可能使 {count} 批结果不明")
        }
    }
}
