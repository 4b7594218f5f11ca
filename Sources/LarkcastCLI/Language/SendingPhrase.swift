import JobStore
import Reporting

/// What `run`, `resume` and `recall` say while they work.
enum SendingPhrase: Phrase {
    case beginBatches, beginMessages, continuing, continuingTest
    case waveLeaves, waveIsOut, waiting, sendingLine, batchesOf, messagesOf, ids, sentMessages, timeLeft, inDoubt
    case fromLedger, neverLeft, repeatable, onTheWire, outlived
    case doubt, rejected, goesOutAgain, mayHaveArrived, verbose, notPinned, pinnedLater, recallAnswer
    case messageDoubt, messageRejected, messageGoesOutAgain, messageVerbose
    case polled, nextLook, contacts
    case nothingLeft, isDecided, pausedAll, stopsWaiting, sendingAllowed, resumeGoesOn, nothingToTakeBack,
        takenBackAlready, staysWanted, wavesStay
    case rateLimit, appPause, probe, resting

    var wording: Wording {
        switch self {
        case .beginBatches:
            Wording(
                "run {run}: {count} batches, {left} to go", one: "run {run}: 1 batch, {left} to go",
                zh: "运行 {run}：共 {count} 批，待发送 {left} 批")
        case .beginMessages:
            Wording(
                "run {run}: {count} messages, {left} to go", one: "run {run}: 1 message, {left} to go",
                zh: "运行 {run}：共 {count} 条，待发送 {left} 条")
        case .continuing: Wording("continuing run {run}, which is {state}", zh: "继续运行 {run}（{state}）")
        case .continuingTest: Wording("continuing the test {run}, which is {state}", zh: "继续测试 {run}（{state}）")
        case .waveLeaves: Wording("wave {number} leaves", zh: "第 {number} 波开始发送")
        case .waveIsOut:
            Wording(
                "wave {before} of {count} is out; wave {number} leaves at {time}",
                zh: "第 {before} 波（共 {count} 波）已发完；第 {number} 波将于 {time} 发出")
        case .fromLedger:
            Wording(
                "picked up after a stop: the answer for batch {batch} of run {run} was in the ledger",
                zh: "中断后恢复：运行 {run} 第 {batch} 批的结果已在账本中")
        case .neverLeft:
            Wording(
                "picked up after a stop: {count} batches provably never left and go out now",
                one: "picked up after a stop: 1 batch provably never left and goes out now",
                zh: "中断后恢复：{count} 批可证实从未发出，现在发送")
        case .repeatable:
            Wording(
                "picked up after a stop: {count} messages were on the wire and go out again with the same uuid, of which "
                    + "Feishu sends one",
                one:
                    "picked up after a stop: 1 message was on the wire and goes out again with the same uuid, of which "
                    + "Feishu sends one",
                zh: "中断后恢复：{count} 条消息当时正在传输，将以相同的 uuid 再发一次，飞书只会发出一条")
        case .onTheWire:
            Wording(
                "picked up after a stop: batch {batch} of run {run} was on the wire; it is in doubt and is not sent again",
                zh: "中断后恢复：运行 {run} 第 {batch} 批当时正在传输，结果不明，不会重发")
        case .outlived:
            Wording(
                "batch {batch} of run {run} may have arrived, and its uuid can no longer be repeated; it is in doubt and is "
                    + "not sent again",
                zh: "运行 {run} 第 {batch} 批可能已送达，其 uuid 已过期，结果不明，不会重发")
        case .doubt:
            Wording(
                "batch {batch} is in doubt ({count} ids): {evidence}",
                one: "batch {batch} is in doubt (1 id): {evidence}", zh: "第 {batch} 批结果不明（{count} 个 ID）：{evidence}")
        case .rejected:
            Wording(
                "batch {batch} was rejected ({count} ids): {evidence}",
                one: "batch {batch} was rejected (1 id): {evidence}", zh: "第 {batch} 批被拒绝（{count} 个 ID）：{evidence}")
        case .goesOutAgain:
            Wording(
                "batch {batch} was not taken and is still to be sent: {evidence}", zh: "第 {batch} 批未被受理，仍待发送：{evidence}"
            )
        case .mayHaveArrived:
            Wording(
                "message {batch} may have arrived; it goes out again with the same uuid, of which Feishu sends one: {evidence}",
                zh: "第 {batch} 条消息可能已送达，将以相同的 uuid 再发一次，飞书只会发出一条：{evidence}")
        case .verbose:
            Wording(
                "batch {batch} {state}: {count} ids, {evidence}", one: "batch {batch} {state}: 1 id, {evidence}",
                zh: "第 {batch} 批{state}：{count} 个 ID，{evidence}")
        case .messageDoubt: Wording("message {batch} is in doubt: {evidence}", zh: "第 {batch} 条消息结果不明：{evidence}")
        case .messageRejected: Wording("message {batch} was rejected: {evidence}", zh: "第 {batch} 条消息被拒绝：{evidence}")
        case .messageGoesOutAgain:
            Wording(
                "message {batch} was not taken and is still to be sent: {evidence}",
                zh: "第 {batch} 条消息未被受理，仍待发送：{evidence}")
        case .messageVerbose: Wording("message {batch} {state}: {evidence}", zh: "第 {batch} 条消息{state}：{evidence}")
        case .notPinned:
            Wording(
                "message {batch} to {chat} was sent but not pinned: {evidence}",
                zh: "第 {batch} 条消息已发到 {chat}，但未能 Pin：{evidence}")
        case .pinnedLater:
            Wording(
                "{count} messages were sent but are not pinned yet: {evidence}; larkcast resume {run} tries again at once, "
                    + "tick and serve do so later",
                one: "1 message was sent but is not pinned yet: {evidence}; larkcast resume {run} tries again at once, "
                    + "tick and serve do so later",
                zh: "{count} 条消息已发出，尚未 Pin：{evidence}；larkcast resume {run} 立即重试，tick 和 serve 稍后重试")
        case .recallAnswer: Wording("batch {batch}: {state}: {message}", zh: "第 {batch} 批：{state}：{message}")
        case .waiting: Wording("waiting {time}: {reason}", zh: "等待 {time}：{reason}")
        case .rateLimit: Wording("the rate limit's window is full", zh: "已达到频率限制")
        case .appPause: Wording("Feishu asked the app to rest: {reason}", zh: "飞书要求应用暂停调用：{reason}")
        case .probe: Wording("one request finds out whether the rest was long enough", zh: "正以一次请求试探暂停是否足够")
        case .resting: Wording("every batch left rests before its next try", zh: "剩余批次均在等待下一次尝试")
        case .sendingLine: Wording("Sending", zh: "发送中")
        case .batchesOf: Wording("{done}/{all} batches", zh: "{done}/{all} 批")
        case .messagesOf: Wording("{done}/{all} messages", zh: "{done}/{all} 条")
        case .ids: Wording("{count} ids", one: "1 id", zh: "{count} 个 ID")
        case .sentMessages: Wording("{count} sent", zh: "已发 {count} 条")
        case .timeLeft: Wording("{time} left", zh: "剩 {time}")
        case .inDoubt: Wording("{count} in doubt", zh: "{count} 批结果不明")
        case .polled:
            Wording(
                "delivered {delivered} of {valid} · read at least {read} ({share})",
                zh: "已送达 {delivered} / {valid} · 至少已读 {read}（{share}）")
        case .nextLook: Wording("next look in {time}", zh: "{time}后再查看")
        case .contacts:
            Wording(
                "Asking the contacts: {done} of {known} departments · {people} people",
                zh: "正在查询通讯录：{done} / {known} 个部门 · {people} 人")
        case .nothingLeft:
            Wording("run {run} is {state} already; nothing is left to send", zh: "运行 {run} {state}，没有可发送的内容")
        case .isDecided: Wording("larkcast approve {run} now lets it go out", zh: "现在用 larkcast approve {run} 批准后即可发出")
        case .pausedAll: Wording("nothing was stopped by larkcast pause --all", zh: "没有运行被 larkcast pause --all 停住")
        case .stopsWaiting:
            Wording(
                "it waits for a second person: larkcast approve {run} --as NAME; nothing has been sent",
                zh: "等待第二人批准：larkcast approve {run} --as NAME；尚未发送任何内容")
        case .sendingAllowed: Wording("sending is allowed again", zh: "已恢复发送")
        case .resumeGoesOn:
            Wording("larkcast resume {run} goes on with what is unfinished", zh: "larkcast resume {run} 继续未完成的部分")
        case .nothingToTakeBack:
            Wording("nothing of run {run} has been sent or is waiting to be", zh: "运行 {run} 没有已发送或待发送的内容")
        case .takenBackAlready:
            Wording("everything of run {run} has been taken back already; nothing is left", zh: "运行 {run} 已全部撤回，没有剩余")
        case .staysWanted:
            Wording(
                "{count} batches are still to be taken back; larkcast recall {run} asks for them again",
                one: "1 batch is still to be taken back; larkcast recall {run} asks for it again",
                zh: "还有 {count} 批待撤回；larkcast recall {run} 会再次请求")
        case .wavesStay:
            Wording(
                "the waves still to leave stay: larkcast resume {run} sends them, larkcast cancel ends it",
                zh: "未发出的波次仍保留：larkcast resume {run} 继续发送，larkcast cancel 结束运行")
        }
    }
}

extension Language {
    /// Why a run waits; in English `WaitReason.sentence`.
    func words(_ reason: WaitReason) -> String {
        switch reason {
        case .rateLimit: say(SendingPhrase.rateLimit)
        case .appPause(let words): say(SendingPhrase.appPause, ["reason": self.reason(words)])
        case .probe: say(SendingPhrase.probe)
        case .resting: say(SendingPhrase.resting)
        }
    }
}
