import Reporting

/// Decisions: what they are called, what they will do, and what keeps them from being done.
enum ActionPhrase: Phrase {
    case approve, pause, resume, cancel, recall
    case approveTitle, pauseTitle, resumeTitle, cancelTitle, recallTitle
    case willSend, willSendBy, planHash, willHold, onTheWire, willGoOn, doubtsStay, nextTick, willNeverBeSent,
        whatIsSentStays
    case neverResumed, takesBack, stopsFirst, cannotTakeBack, showsGone, final, approvalExpires
    case reason, reasonHint, typeCount, typeCountHint, countWrong, quiet, quietConsent, quietMissing, yes, no,
        whatWillHappen
    case batches, messages, verbApprove, verbPause, verbResume, verbCancel, verbRecall
    case refusedTitle, nothingDone, doneInPart, tooManyForms, takesBackLater, expiredTitle, expired, forgedTitle,
        forged, otherPlan, hint

    init(_ action: RunAction) {
        self =
            switch action {
            case .approve: .approve
            case .pause: .pause
            case .resume: .resume
            case .cancel: .cancel
            case .recall: .recall
            }
    }

    /// The heading of the page that asks.
    static func title(_ action: RunAction) -> ActionPhrase {
        switch action {
        case .approve: .approveTitle
        case .pause: .pauseTitle
        case .resume: .resumeTitle
        case .cancel: .cancelTitle
        case .recall: .recallTitle
        }
    }

    /// What the button says yes to.
    static func verb(_ action: RunAction) -> ActionPhrase {
        switch action {
        case .approve: .verbApprove
        case .pause: .verbPause
        case .resume: .verbResume
        case .cancel: .verbCancel
        case .recall: .verbRecall
        }
    }

    var wording: Wording {
        switch self {
        case .approve: Wording("Approve", zh: "批准")
        case .pause: Wording("Pause", zh: "暂停")
        case .resume: Wording("Resume", zh: "继续")
        case .cancel: Wording("Cancel the run", zh: "取消发送")
        case .recall: Wording("Recall", zh: "撤回")
        case .approveTitle: Wording("Approve “{title}”?", zh: "批准“{title}”？")
        case .pauseTitle: Wording("Pause “{title}”?", zh: "暂停“{title}”？")
        case .resumeTitle: Wording("Go on with “{title}”?", zh: "继续发送“{title}”？")
        case .cancelTitle: Wording("Cancel “{title}” for good?", zh: "彻底取消“{title}”？")
        case .recallTitle: Wording("Recall “{title}”?", zh: "撤回“{title}”？")
        case .whatWillHappen: Wording("What will happen", zh: "将会发生什么")
        case .willSend: Wording("It goes out to {who}.", zh: "将发送给 {who}。")
        case .willSendBy: Wording("The daemon or the next tick sends it.", zh: "由守护进程或下一次 tick 发送。")
        case .planHash:
            Wording("Your yes is for exactly this plan: {hash}.", zh: "您的批准仅针对此方案：{hash}。")
        case .approvalExpires: Wording("A yes is possible until {time}.", zh: "批准截止时间：{time}。")
        case .willHold:
            Wording("{who} still to be sent to are held back; no new request begins.", zh: "尚未发送的 {who} 将暂缓；不再发起新的请求。")
        case .onTheWire:
            Wording("What is on the wire at this moment ends as it will.", zh: "正在传输中的请求会照常结束。")
        case .willGoOn: Wording("{who} that provably never got it are sent to.", zh: "将继续发送给确定未收到的 {who}。")
        case .doubtsStay:
            Wording(
                "{count} batches in doubt stay in doubt and are not sent again: {list}.",
                one: "{count} batch in doubt stays in doubt and is not sent again: {list}.",
                zh: "{count} 个结果不明的批次保持不明，不会重发：{list}。")
        case .nextTick: Wording("The daemon or the next tick goes on with it.", zh: "由守护进程或下一次 tick 继续。")
        case .willNeverBeSent: Wording("{who} will never be sent to.", zh: "{who} 将不再发送。")
        case .whatIsSentStays:
            Wording("What was sent already ({who}) stays; a recall takes it back.", zh: "已发送的（{who}）不受影响；可用撤回收回。")
        case .neverResumed: Wording("A cancelled run can never be resumed.", zh: "取消后无法再继续。")
        case .takesBack: Wording("The message is taken back from {who} in {batches}.", zh: "将从 {who}（{batches}）处撤回消息。")
        case .stopsFirst:
            Wording("{who} still to be sent to are stopped first, for good.", zh: "尚未发送的 {who} 将先停止，且不再发送。")
        case .cannotTakeBack:
            Wording(
                "From {who} it cannot be taken back: Feishu gave no id, or it is in doubt ({batches}).",
                zh: "无法从 {who} 处撤回：飞书未返回 ID，或结果不明（{batches}）。")
        case .showsGone:
            Wording(
                "People may have read it already, and see that a message was recalled.",
                zh: "可能已有人读过；他们会看到消息已被撤回。")
        case .final: Wording("This cannot be undone.", zh: "此操作无法撤销。")
        case .reason: Wording("Why (kept with the run)", zh: "原因（随记录保存）")
        case .reasonHint: Wording("optional", zh: "选填")
        case .typeCount: Wording("Type the number of people: {count}", zh: "请输入人数：{count}")
        case .typeCountHint:
            Wording("So many people want to be meant: type {count} to go on.", zh: "人数较多，请输入 {count} 以确认。")
        case .countWrong: Wording("That is not the number of people. Nothing was done.", zh: "人数不符。未执行任何操作。")
        case .quiet: Wording("It is within the job's quiet hours, until {time}.", zh: "当前处于免打扰时段，至 {time}。")
        case .quietConsent: Wording("Let it go out now all the same", zh: "仍然现在发送")
        case .quietMissing:
            Wording(
                "It would go out within the quiet hours. Say that it is meant, or come back after {time}. Nothing was done.",
                zh: "将在免打扰时段内发送。请确认，或在 {time} 之后再批准。未执行任何操作。")
        case .yes: Wording("Yes, {action}", zh: "确认{action}")
        case .no: Wording("No, back", zh: "不，返回")
        case .batches: Wording("{count} batches", one: "{count} batch", zh: "{count} 个批次")
        case .messages: Wording("{count} messages", one: "{count} message", zh: "{count} 条消息")
        case .verbApprove: Wording("approve it", zh: "批准")
        case .verbPause: Wording("pause it", zh: "暂停")
        case .verbResume: Wording("go on", zh: "继续")
        case .verbCancel: Wording("cancel it", zh: "取消")
        case .verbRecall: Wording("recall it", zh: "撤回")
        case .refusedTitle: Wording("Not done", zh: "未执行")
        case .nothingDone: Wording("Nothing was done: {message}", zh: "未执行任何操作：{message}")
        case .doneInPart:
            Wording(
                "It is decided, but not everything that follows was done: {message}", zh: "决定已生效，但后续步骤未全部完成：{message}")
        case .tooManyForms:
            Wording(
                "Too many decisions were made within half an hour. Nothing was done; try again in a while.",
                zh: "半小时内的操作过多。未执行任何操作，请稍后再试。")
        case .takesBackLater:
            Wording("What is sent until you say yes is taken back as well.", zh: "在您确认之前发出的消息也会一并撤回。")
        case .expiredTitle: Wording("That page was too old", zh: "页面已过期")
        case .expired:
            Wording(
                "It was shown more than half an hour ago. Nothing was done; look again, then decide.",
                zh: "该页面打开已超过半小时。未执行任何操作；请重新查看后再决定。")
        case .forgedTitle: Wording("Not from this page", zh: "请求来源不符")
        case .forged:
            Wording(
                "The request did not come from a page that was shown to you. Nothing was done.",
                zh: "该请求并非来自为您显示的页面。未执行任何操作。")
        case .otherPlan:
            Wording("The run has changed since you looked at it. Nothing was done.", zh: "该运行在您查看之后已有变化。未执行任何操作。")
        case .hint: Wording("What to do: {hint}", zh: "建议：{hint}")
        }
    }
}
