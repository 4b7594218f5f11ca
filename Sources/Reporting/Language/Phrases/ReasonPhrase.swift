/// Why a run stands where it stands; in English the sentences of `RunReason.text`, which is what is stored.
enum ReasonPhrase: Phrase {
    case pausedBy, cancelledBy, recalledEarly, laterWavesHeld, waiting, waitingBecause, approvalTooLate, neverApproved
    case manifestChanged, filesChanged, manifestRemoved, deadlinePassed, notAfterPassed, manifestBroken
    case repeated, repeatedLost, repeatedAgain, repeatedLostAgain, tooSoon
    case inDoubtOne, inDoubt, inDoubtMore, doubtsDecided
    case batchRefused, permissionRefused, messageRefused, recipientsRefused, retriesSpent, dailyQuota, monthlyQuota
    case restAsked, gateClosed, notOriginal, notOriginalBefore, adopted, adoptedInDoubt, voided, voidedBefore
    case late, overtaken, beforeFirstSeen, many, previousRun
    case invalidPeople, rejectedBatches, doubtfulBatches, fewerPeople, morePeople, uncountableBefore, unavailablePeople,
        peopleWhoHaveIt, chatsThatHaveIt, departmentsThatHaveIt, sentToPeople, sentToDepartments, sentToChats
    case exclusionShort, overlapUnchecked, missingPeople, unreachedPeople, noneGiven

    var wording: Wording {
        switch self {
        case .pausedBy: Wording("paused by {name}", zh: "由 {name} 暂停")
        case .cancelledBy: Wording("cancelled by {name}", zh: "由 {name} 取消")
        case .recalledEarly: Wording("recalled before everything was sent", zh: "尚未全部发送即被撤回")
        case .laterWavesHeld:
            Wording("some of it is taken back, and waves are still to leave", zh: "部分内容正在撤回，仍有波次尚未发出")
        case .waiting:
            Wording("waiting for a second person (larkcast approve {run})", zh: "等待第二人批准（larkcast approve {run}）")
        case .waitingBecause:
            Wording(
                "{before}; waiting for a second person (larkcast approve {run})",
                zh: "{before}；等待第二人批准（larkcast approve {run}）")
        case .approvalTooLate:
            Wording("the approval came too late: it could be given until {time}", zh: "批准过晚：截止时间为 {time}")
        case .neverApproved: Wording("nobody approved run {run} in time", zh: "运行 {run} 未在期限内获得批准")
        case .manifestChanged:
            Wording(
                "its manifest was changed after it was made, and nobody had approved it; larkcast run MANIFEST makes it anew",
                zh: "任务文件在创建后被修改，而当时尚未批准；可用 larkcast run MANIFEST 重新创建")
        case .filesChanged:
            Wording(
                "files its manifest names were changed ({names}) after it was made, and nobody had approved it; larkcast run "
                    + "MANIFEST makes it anew",
                zh: "任务文件引用的文件（{names}）在创建后被修改，而当时尚未批准；可用 larkcast run MANIFEST 重新创建")
        case .manifestRemoved:
            Wording(
                "its manifest was removed after it was made, and nobody had approved it; larkcast run MANIFEST makes it anew",
                zh: "任务文件在创建后被移除，而当时尚未批准；可用 larkcast run MANIFEST 重新创建")
        case .deadlinePassed: Wording("its deadline passed before everything was sent", zh: "尚未全部发送即已过截止时间")
        case .notAfterPassed: Wording("not_after has passed", zh: "已超过 not_after 规定的时间")
        case .manifestBroken:
            Wording("its manifest could not be used in time: {why}", zh: "任务文件未能在期限前恢复可用：{why}")
        case .repeated:
            Wording(
                "the same message went to the same audience in run {run} within seven days",
                zh: "七天内已在运行 {run} 中向同一批对象发送过相同内容")
        case .repeatedLost:
            Wording(
                "the same message went to the same audience in run {run}, which this store knows from its ledger alone, within "
                    + "seven days",
                zh: "七天内已在运行 {run}（数据库仅从账本得知）中向同一批对象发送过相同内容")
        case .repeatedAgain:
            Wording(
                "the same message went to the same audience in run {run} and {others} before it within seven days",
                zh: "七天内已在运行 {run} 及此前 {others} 次运行中向同一批对象发送过相同内容")
        case .repeatedLostAgain:
            Wording(
                "the same message went to the same audience in run {run}, which this store knows from its ledger alone, and "
                    + "{others} before it within seven days",
                zh: "七天内已在运行 {run}（数据库仅从账本得知）及此前 {others} 次运行中向同一批对象发送过相同内容")
        case .tooSoon:
            Wording(
                "run {run} of the same job may have reached people for {time}, less than {hours} hours away",
                zh: "同一任务的运行 {run} 可能已就 {time} 这一时刻发送过，相隔不足 {hours} 小时")
        case .inDoubtOne:
            Wording("batch {batches} is in doubt: an operator must decide", zh: "第 {batches} 批结果不明：需人工判定")
        case .inDoubt:
            Wording("batches {batches} are in doubt: an operator must decide", zh: "第 {batches} 批结果不明：需人工判定")
        case .inDoubtMore:
            Wording("batches {batches}, … are in doubt: an operator must decide", zh: "第 {batches} 等批次结果不明：需人工判定")
        case .doubtsDecided:
            Wording(
                "every doubt is decided; larkcast resume goes on", zh: "结果不明的批次均已判定；larkcast resume 可继续发送")
        case .batchRefused:
            Wording("Feishu refused batch content or permission: {evidence}", zh: "飞书拒绝了批次内容或权限：{evidence}")
        case .permissionRefused:
            Wording("Feishu refused the app a permission: {evidence}", zh: "飞书拒绝了应用的权限：{evidence}")
        case .messageRefused: Wording("Feishu refused the message: {evidence}", zh: "飞书拒绝了消息内容：{evidence}")
        case .recipientsRefused:
            Wording(
                "Feishu refused {count} recipients in a row, the last one as {kind}: {evidence}",
                zh: "飞书连续拒绝了 {count} 个收件对象，最近一次为 {kind}：{evidence}")
        case .retriesSpent:
            Wording(
                "retry_budget: too many tries came to nothing, the last one with {evidence}",
                zh: "重试次数过多，均未成功（retry_budget），最近一次：{evidence}")
        case .dailyQuota:
            Wording(
                "the app's 500,000 messages of the day are used up (11247); resume tomorrow",
                zh: "应用当日 500,000 条消息的额度已用完（11247）；请明天继续")
        case .monthlyQuota:
            Wording(
                "the tenant's API calls of the month are used up (99991403); resume on the 1st",
                zh: "企业当月的 API 调用量已用完（99991403）；请于下月 1 日继续")
        case .restAsked: Wording("Feishu asked for a pause", zh: "飞书要求暂停")
        case .gateClosed:
            Wording("the gate behind wave {wave} is closed: {obstacles}", zh: "第 {wave} 波之后的关口已关闭：{obstacles}")
        case .notOriginal: Wording("the store may not be the original: {found}", zh: "数据库可能不是原件：{found}")
        case .notOriginalBefore:
            Wording(
                "the store may not be the original: {found}; before: {before}", zh: "数据库可能不是原件：{found}；此前：{before}")
        case .adopted:
            Wording(
                "the store was adopted: larkcast resume {run} goes on", zh: "数据库已被接管：larkcast resume {run} 可继续发送")
        case .adoptedInDoubt:
            Wording(
                "the store was adopted; {count} of its batches are in doubt: larkcast resume {run} goes on",
                zh: "数据库已被接管；有 {count} 批结果不明：larkcast resume {run} 可继续发送")
        case .voided: Wording("void: decided by a clock that ran ahead", zh: "作废：由走快的时钟作出的决定")
        case .voidedBefore:
            Wording("{before}; void: decided by a clock that ran ahead", zh: "{before}；作废：由走快的时钟作出的决定")
        case .late:
            Wording("{time} late, which is beyond the starting deadline", zh: "晚了 {time}，已超过最迟开始时间")
        case .overtaken:
            Wording("a later occurrence was due as well, and only the latest starts", zh: "更晚的一次也已到时间，只启动最晚的一次")
        case .beforeFirstSeen:
            Wording("its time had passed before larkcast knew of it", zh: "larkcast 得知该任务时已过其发送时间")
        case .many:
            Wording(
                "more than {count} occurrences after {time} were missed; this record stands for all of them",
                zh: "{time} 之后错过了超过 {count} 次；以此一条记录代表")
        case .previousRun: Wording("the previous run is still {state}", zh: "上一次运行尚未结束（{state}）")
        case .invalidPeople:
            Wording(
                "{count} of {all} people are invalid, the gate lets {most} % pass",
                zh: "{all} 人中有 {count} 人无效，关口上限为 {most}%")
        case .rejectedBatches:
            Wording(
                "{count} batches are rejected, the gate lets {most} pass",
                one: "{count} batch is rejected, the gate lets {most} pass", zh: "{count} 批被拒绝，关口上限为 {most} 批")
        case .doubtfulBatches:
            Wording(
                "{count} batches are in doubt, the gate lets {most} pass",
                one: "{count} batch is in doubt, the gate lets {most} pass", zh: "{count} 批结果不明，关口上限为 {most} 批")
        case .noneGiven: Wording("no reason given", zh: "未说明原因")
        case .uncountableBefore:
            Wording(
                "departments are addressed themselves, whose people cannot be counted; the run before went to {count} people",
                zh: "直接发给部门，无法统计人数；上一次发给了 {count} 人")
        case .peopleWhoHaveIt:
            Wording(
                "{count} of the {all} people may have got the very same message within seven days, last in run {run}",
                zh: "{all} 人中有 {count} 人可能在七天内已收到同一消息，最近一次为运行 {run}")
        case .overlapUnchecked:
            Wording(
                "nobody could check whether one lies inside another of the {count} departments, so people in both might get the "
                    + "message twice",
                zh: "无法核对这 {count} 个部门是否互相包含，同时在两个部门的人可能收到两次")
        case .chatsThatHaveIt:
            Wording(
                "{count} of the {all} groups may have got the very same message within seven days, last in run {run}",
                zh: "{all} 个群中有 {count} 个可能在七天内已收到同一消息，最近一次为运行 {run}")
        case .departmentsThatHaveIt:
            Wording(
                "{count} of the {all} departments, or some above or below them, may have got the very same message within seven "
                    + "days, last in run {run}",
                zh: "{all} 个部门中有 {count} 个（或其上下级部门）可能在七天内已收到同一消息，最近一次为运行 {run}")
        case .sentToPeople:
            Wording(
                "the very same message may have gone to people within seven days, and whether these are among them cannot be "
                    + "told: run {run}",
                zh: "同一消息七天内可能已发给人员名单，无法判断本次对象是否在其中：运行 {run}")
        case .sentToDepartments:
            Wording(
                "the very same message may have gone to departments within seven days, and whether these are among them cannot "
                    + "be told: run {run}",
                zh: "同一消息七天内可能已发给部门，无法判断本次对象是否在其中：运行 {run}")
        case .sentToChats:
            Wording(
                "the very same message may have gone to groups within seven days, and whether these are among them cannot be "
                    + "told: run {run}",
                zh: "同一消息七天内可能已发给群，无法判断本次对象是否在其中：运行 {run}")
        case .unavailablePeople:
            Wording(
                "messages reach nobody to whom the app is not available, which is {count} of the {all} people",
                zh: "消息无法送达不在应用可用范围内的人员：{all} 人中有 {count} 人")
        case .exclusionShort:
            Wording(
                "Feishu counts {count} in a department that is left out and has listed {listed} of them, so whoever is missing may "
                    + "get the message: \"{department}\"",
                zh: "要排除的部门\"{department}\"，飞书统计有 {count} 人，但只列出 {listed} 人，未列出的人员可能会收到消息")
        case .missingPeople:
            Wording(
                "Feishu lists only {listed} of the {count} people it counts in \"{department}\", so whoever is missing gets nothing",
                zh: "部门\"{department}\"，飞书统计有 {count} 人，但只列出 {listed} 人，未列出的人员不会收到消息")
        case .unreachedPeople:
            Wording(
                "Feishu does not know, or the app may not see, {count} of the {all} people who are named, so these get nothing",
                zh: "指定的 {all} 人中，有 {count} 人在飞书中不存在或不在应用可见范围内，不会收到消息")
        case .fewerPeople:
            Wording(
                "{now} people instead of {before} in the run before: {change} fewer, and at most {most} may change without a word",
                zh: "本次 {now} 人，上一次 {before} 人：减少 {change} 人，超过无需确认的 {most} 人")
        case .morePeople:
            Wording(
                "{now} people instead of {before} in the run before: {change} more, and at most {most} may change without a word",
                zh: "本次 {now} 人，上一次 {before} 人：增加 {change} 人，超过无需确认的 {most} 人")
        }
    }
}
