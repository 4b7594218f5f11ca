import JobModel
import TestSupport
import Testing

@testable import Reporting

/// Why runs stand still and batches failed, in both languages.
struct ReasonTests {
    @Test func englishIsWhatIsStored() {
        for reason in ReasonTable.reasons {
            #expect(Language.english.words(reason) == reason.text)
            #expect(Language.english.reason(reason.text) == reason.text)
        }
    }

    @Test func chineseHasItsOwnWordsForEach() {
        for reason in ReasonTable.reasons {
            let text = Language.chinese.reason(reason.text)
            #expect(text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(text)")
            #expect(!text.contains("{"), "\(text)")
        }
    }

    @Test(arguments: [
        ("batch 3 is in doubt: an operator must decide", "第 3 批结果不明：需人工判定"),
        ("paused by ann", "由 ann 暂停"), ("the wrong tenant", "the wrong tenant"),
        (
            "1020 people instead of 50 in the run before: 970 more, and at most 16 may change without a word; "
                + "waiting for a second person (larkcast approve x)",
            "本次 1020 人，上一次 50 人：增加 970 人，超过无需确认的 16 人；等待第二人批准（larkcast approve x）"
        ),
        (
            "Feishu refused the message: code 230099, Failed to create card, HTTP 400, log id 2026",
            "飞书拒绝了消息内容：错误码 230099，返回信息“Failed to create card”，HTTP 状态 400，日志 ID 2026"
        ),
        (
            "the store may not be the original: it is a backup copy; before: paused by ann",
            "数据库可能不是原件：它是备份副本；此前：由 ann 暂停"
        ),
        ("does not fire: Tue 2026-02-17 is not worked on (春节)", "不触发：周二 2026-02-17 不上班（春节）"),
    ])
    func chinese(stored: String, shown: String) {
        #expect(Language.chinese.reason(stored) == shown)
    }

    @Test func aProblemIsToldByWhatItsCodeMeans() {
        var evidence = AttemptEvidence()
        evidence.feishuCode = 99_991_663
        evidence.message = "Invalid access token"
        evidence.logID = "2026"
        evidence.hint = "Not taken: the token was refused."
        let refused = BatchProblem.lastTry(.tokenRefused, evidence)
        #expect(
            refused.text
                == "token refused, code 99991663, Invalid access token, log id 2026, Not taken: the token was refused.")
        func problem(_ problem: BatchProblem, _ state: BatchState, in language: Language = .chinese) -> String {
            var batch = BatchSummary(ordinal: 1, label: "", state: state, recipients: 1)
            batch.problem = problem
            return language.problem(of: batch, on: .batch)
        }
        #expect(problem(refused, .pending, in: .english) == refused.text)
        #expect(
            problem(refused, .pending)
                == "未受理：访问凭证被拒绝，错误码 99991663（访问凭证被拒绝），返回信息“Invalid access token”，日志 ID 2026。"
                + "会自动重新获取；若再次出现，请检查 App ID 与 App Secret 是否属于同一应用，以及代理是否去掉了 Authorization 头。")
        #expect(problem(.said("x"), .rejected) == "x")
        #expect(problem(.lastTry(.inDoubt, AttemptEvidence()), .inDoubt) == "结果不明：无法得知是否已发送")
        var silent = AttemptEvidence()
        silent.httpStatus = 504
        #expect(problem(.lastTry(.inDoubt, silent), .inDoubt) == "HTTP 状态 504", "its state says the rest")
        let none = BatchSummary(ordinal: 1, label: "", state: .accepted, recipients: 1)
        #expect(Language.chinese.problem(of: none, on: .batch).isEmpty)
    }

    /// What Feishu answered, each thing once, and what to do.
    @Test func aRefusedMessageSaysWhatFeishuAnswered() {
        var evidence = AttemptEvidence()
        (evidence.feishuCode, evidence.httpStatus, evidence.curlCode) = (230_002, 400, 0)
        (evidence.message, evidence.logID) = ("Bot can NOT be out of the chat.", "2026")
        evidence.hint = "Refused without effect for this recipient. Add the bot to the group."
        var message = BatchSummary(ordinal: 3, label: "", state: .rejected, recipients: 1)
        message.problem = .lastTry(.rejected, evidence)
        #expect(
            Language.english.problem(of: message, on: .direct)
                == "code 230002, Bot can NOT be out of the chat., log id 2026. "
                + "Refused without effect for this recipient. Add the bot to the group.")
        #expect(
            Language.chinese.problem(of: message, on: .direct)
                == "错误码 230002（机器人不在群里），返回信息“Bot can NOT be out of the chat.”，日志 ID 2026。"
                + "将机器人加入群，然后单独发给该群：重新运行会使其他群收到两次。")
    }

    /// Feishu's words need not name the permission; what was advised does.
    @Test func aMissingPermissionIsNamed() {
        var evidence = AttemptEvidence()
        (evidence.feishuCode, evidence.message) = (99_991_672, "Access denied.")
        evidence.hint =
            "Refused without effect: every other message would meet the same. Grant one of im:message, im:message:send under "
            + "\"Permissions & Scopes\" in the developer console, publish a new app version, then run again."
        let fix = "请在开发者后台“权限管理”中开通 im:message、im:message:send 之一，发布新版本后重新运行。"
        #expect(Language.chinese.remedy(evidence, on: .direct) == fix)
        #expect(Language.english.remedy(evidence, on: .direct) == evidence.hint)
        evidence.hint = "Look at it."
        #expect(Language.chinese.remedy(evidence, on: .batch) == "在“权限管理”中开通返回信息所述权限，发布新版本后重新运行。")
    }

    @Test(arguments: [
        ("Batch 2 of 3", "第 2 批，共 3 批"), ("Message 1 of 9", "第 1 条，共 9 条"), ("People named singly", "单独指定的人员"),
        ("People named singly (2 of 3)", "单独指定的人员（2/3）"), ("研发中心 (1 of 2)", "研发中心（1/2）"), ("财务", "财务"),
        ("Batch of 3", "Batch of 3"), ("a\nb (1 of 2)", "a\nb（1/2）"), ("", ""),
    ])
    func namesThatLarkcastGave(stored: String, shown: String) {
        #expect(Language.chinese.label(stored) == shown)
        #expect(Language.english.label(stored) == stored)
    }
}
