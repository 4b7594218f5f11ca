import JobModel
import StrictJSON
import Testing

@testable import Reporting

/// What the store's sentences become in Chinese, one by one, for whoever reads the catalogue as a whole.
struct ReasonGoldenTests {
    @Test(arguments: [
        (RunReason.cancelledBy("ann"), "由 ann 取消"),
        (.recalledEarly, "尚未全部发送即被撤回"),
        (.laterWavesHeld, "部分内容正在撤回，仍有波次尚未发出"),
        (.awaitingApproval(run: "x", because: []), "等待第二人批准（larkcast approve x）"),
        (
            .awaitingApproval(run: "x", because: [.uncountable(before: 92)]),
            "直接发给部门，无法统计人数；上一次发给了 92 人；等待第二人批准（larkcast approve x）"
        ),
        (
            .awaitingApproval(
                run: "x",
                because: [
                    .exclusionShort(department: "A", counted: 65, listed: 0),
                    .missing(department: "B", counted: 69, listed: 1), .unreached(85, of: 100),
                ]),
            "要排除的部门\"A\"，飞书统计有 65 人，但只列出 0 人，未列出的人员可能会收到消息；部门\"B\"，飞书统计有 69 人，但只列出 1 人，未列出的人员不会收到消息；"
                + "指定的 100 人中，有 85 人在飞书中不存在或不在应用可见范围内，不会收到消息；等待第二人批准（larkcast approve x）"
        ),
        (.approvalTooLate(until: "2026-12-01T01:00:00Z"), "批准过晚：截止时间为 2026-12-01T01:00:00Z"),
        (.neverApproved(run: "x"), "运行 x 未在期限内获得批准"),
        (.manifestChanged, "任务文件在创建后被修改，而当时尚未批准；可用 larkcast run MANIFEST 重新创建"),
        (.manifestRemoved, "任务文件在创建后被移除，而当时尚未批准；可用 larkcast run MANIFEST 重新创建"),
        (.deadlinePassed, "尚未全部发送即已过截止时间"),
        (.notAfterPassed, "已超过 not_after 规定的时间"),
    ])
    func people(reason: RunReason, shown: String) {
        #expect(Language.chinese.reason(reason.text) == shown)
    }

    @Test(arguments: [
        (RunReason.missed(.late(seconds: 5400)), "晚了 1 小时 30 分钟，已超过最迟开始时间"),
        (.missed(.overtaken), "更晚的一次也已到时间，只启动最晚的一次"),
        (.missed(.beforeFirstSeen), "larkcast 得知该任务时已过其发送时间"),
        (.skipped(.previousRun(.halted)), "上一次运行尚未结束（已停住）"),
        (.skipped(.calendar(.calendarEnds(year: 2028))), "不触发：日历没有 2028 年的内容"),
        (.manifestBroken("a.json:1:2: unknown key"), "任务文件未能在期限前恢复可用：a.json:1:2: unknown key"),
        (.repeated(run: "x", isLost: false, others: 0), "七天内已在运行 x 中向同一批对象发送过相同内容"),
        (
            .repeated(run: "x", isLost: true, others: 2),
            "七天内已在运行 x（数据库仅从账本得知）及此前 2 次运行中向同一批对象发送过相同内容"
        ),
        (
            .tooSoon(run: "x", time: "2026-12-01T09:00", hours: 20),
            "同一任务的运行 x 可能已就 2026-12-01T09:00 这一时刻发送过，相隔不足 20 小时"
        ),
        (.voided(.missed(.overtaken)), "更晚的一次也已到时间，只启动最晚的一次；作废：由走快的时钟作出的决定"),
        (.voided(nil), "作废：由走快的时钟作出的决定"),
    ])
    func time(reason: RunReason, shown: String) {
        #expect(Language.chinese.reason(reason.text) == shown)
    }

    @Test(arguments: [
        (RunReason.inDoubt([3, 4], isMore: false), "第 3、4 批结果不明：需人工判定"),
        (.inDoubt([1, 2, 3, 4, 5, 6, 7, 8], isMore: true), "第 1、2、3、4、5、6、7、8 等批次结果不明：需人工判定"),
        (.doubtsDecided, "结果不明的批次均已判定；larkcast resume 可继续发送"),
        (.batchRefused("code 11246/3, bad"), "飞书拒绝了批次内容或权限：错误码 11246/3，返回信息“bad”"),
        (.permissionRefused("no answer"), "飞书拒绝了应用的权限：没有答复"),
        (
            .recipientsRefused(count: 50, kind: "outOfScope", "code 230013, no"),
            "飞书连续拒绝了 50 个收件对象，最近一次为 outOfScope：错误码 230013，返回信息“no”"
        ),
        (.retriesSpent("curl 7"), "重试次数过多，均未成功（retry_budget），最近一次：curl 错误码 7"),
        (.dailyQuota, "应用当日 500,000 条消息的额度已用完（11247）；请明天继续"),
        (.monthlyQuota, "企业当月的 API 调用量已用完（99991403）；请于下月 1 日继续"),
        (.restAsked, "飞书要求暂停"),
        (
            .gateClosed(
                wave: 1, [.invalid(7, of: 100, percent: 5), .rejected(1, most: 0), .inDoubt(2, most: 1)]),
            "第 1 波之后的关口已关闭：100 人中有 7 人无效，关口上限为 5%；1 批被拒绝，关口上限为 0 批；2 批结果不明，关口上限为 1 批"
        ),
        (.adopted(run: "x", doubts: 0), "数据库已被接管：larkcast resume x 可继续发送"),
        (.adopted(run: "x", doubts: 2), "数据库已被接管；有 2 批结果不明：larkcast resume x 可继续发送"),
    ])
    func feishuAndTheStore(reason: RunReason, shown: String) {
        #expect(Language.chinese.reason(reason.text) == shown)
    }

    @Test func everyFindingAboutAStoreHasItsOwnWords() {
        let words = StoreFinding.allCases.map { Language.chinese.finding($0.rawValue) }
        #expect(Set(words).count == StoreFinding.allCases.count)
        for finding in StoreFinding.allCases { #expect(Language.english.finding(finding.rawValue) == finding.rawValue) }
        #expect(Language.chinese.finding("something an older version said") == "something an older version said")
    }

    @Test func theAuditOfAReportSaysItToo() {
        func words(_ key: String, _ text: String, _ language: Language) -> String {
            AuditDetail.words(
                AuditExcerpt.Line(at: 1, who: "ann", action: "x", detail: [key: .string(text)]),
                fixtureContext(language))
        }
        let reason = RunReason.pausedBy("ann").text
        #expect(words("reason", reason, .chinese) == "由 ann 暂停")
        #expect(words("reason", reason, .english) == reason)
        #expect(words("reason", "lunch", .chinese) == "lunch", "an operator's own words")
        #expect(words("found", StoreFinding.ledgerMissing.rawValue, .chinese) == "缺少账本")
        let alarm = HeadCountAlarm.uncountable(before: 92)
        #expect(words("reason", alarm.sentence, .chinese) == "直接发给部门，无法统计人数；上一次发给了 92 人")
        let both = HeadCountAlarm.sentence(of: [alarm, .unavailable(3, of: 9)])
        #expect(words("reason", both, .chinese) == "直接发给部门，无法统计人数；上一次发给了 92 人；消息无法送达不在应用可用范围内的人员：9 人中有 3 人")
        let short = HeadCountAlarm.exclusionShort(department: "研发", counted: 65, listed: 0)
        #expect(
            words("reason", short.sentence, .chinese) == "要排除的部门\"研发\"，飞书统计有 65 人，但只列出 0 人，未列出的人员可能会收到消息")
    }

    @Test func whatMovesOnATerminalSaysItToo() {
        var run = LiveRun(id: RunID(rawValue: "x"), title: "午餐", state: .halted, sent: Share(1, of: 3))
        run.pause = .init(reason: RunReason.inDoubt([2], isMore: false).text)
        let layout = LiveLayout(.chinese, columns: 80, rows: 40, now: 0, isWatching: false)
        let lines = layout.lines(run).map(\.plain)
        #expect(lines.contains("原因      第 2 批结果不明：需人工判定"), "\(lines)")
    }

    /// Ids of people are taken out before the sentence is read back, and what is left of it is still read.
    @Test func aReportNamesNobodyInChineseEither() {
        let context = fixtureContext(.chinese)
        let stored = RunReason.messageRefused("code 230001, invalid ou_0123456789abcdef0123456789abcdef").text
        #expect(
            context.language.reason(context.words(stored)) == "飞书拒绝了消息内容：错误码 230001，返回信息“invalid ou_…”")
    }
}
