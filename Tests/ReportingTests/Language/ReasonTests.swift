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
        let problem = BatchProblem.lastTry(.tokenRefused, evidence)
        #expect(
            problem.text
                == "token refused, code 99991663, Invalid access token, log id 2026, Not taken: the token was refused.")
        #expect(Language.english.problem(problem, on: .batch) == problem.text)
        #expect(
            Language.chinese.problem(problem, on: .batch)
                == "未受理：访问凭证被拒绝，错误码 99991663（访问凭证被拒绝），返回信息“Invalid access token”，日志 ID 2026")
        #expect(Language.chinese.problem(.said("x"), on: .batch) == "x")
        #expect(Language.chinese.problem(.lastTry(.inDoubt, AttemptEvidence()), on: .batch) == "结果不明：无法得知是否已发送")
    }
}
