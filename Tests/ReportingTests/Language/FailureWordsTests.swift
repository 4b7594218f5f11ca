import JobModel
import Testing

@testable import Reporting

/// Errors that people meet, in their language.
struct FailureWordsTests {
    @Test(arguments: [
        ("there is no run x", "没有运行 x"), ("run x is sent and cannot be paused", "运行 x 已发送，不能暂停"),
        ("run x of hello is paused (paused by ann)", "任务 hello 的运行 x 已暂停（由 ann 暂停）"),
        (
            "run x of hello is halted (batch 2 is in doubt: an operator must decide); in doubt: batch 2",
            "任务 hello 的运行 x 已停住（第 2 批结果不明：需人工判定）；结果不明：第 2 批"
        ),
        ("run x of hello is halted; in doubt: batch 2, 3", "任务 hello 的运行 x 已停住；结果不明：第 2, 3 批"),
        ("run x of hello is planned", "任务 hello 的运行 x 已计划"),
        (
            "larkcast resolve x 2 shows the evidence; larkcast resume x sends what provably never left",
            "用 larkcast resolve x 2 查看证据；larkcast resume x 会发送可证实从未发出的部分"
        ),
        ("batch 2 of run x is accepted, not in doubt", "运行 x 第 2 批已受理，并非结果不明"),
        ("nothing is sent from this store: its ledger is missing", "不会从该数据库发送任何内容：缺少账本"),
        (
            "the same message went to the same audience in run x within seven days",
            "七天内已在运行 x 中向同一批对象发送过相同内容"
        ),
        (
            "hello: 1 people instead of 1000 in the run before: 999 fewer, and at most 200 may change without a word",
            "hello：本次 1 人，上一次 1000 人：减少 999 人，超过无需确认的 200 人"
        ),
        (
            "tenant_access_token: credentials refused: app secret invalid (code 10014, HTTP 400, log id 2026)",
            "tenant_access_token：应用凭证被拒绝，返回信息“app secret invalid”（错误码 10014（App ID 或 App Secret 有误，或应用不可用），HTTP 状态 400，日志 ID 2026）"
        ),
        (
            "tenant_access_token: credentials refused: app secret invalid (code 10015, HTTP 200, log id 2026)",
            "tenant_access_token：应用凭证被拒绝，返回信息“app secret invalid”（错误码 10015（App ID 或 App Secret 有误，或应用不可用），日志 ID 2026）"
        ),
        ("batch_send: Feishu could not be reached (curl 7)", "batch_send：无法连接飞书（curl 错误码 7）"),
        ("batch_send: unknown coders: x", "batch_send: unknown coders: x"), ("something else", "something else"),
        ("", ""),
    ])
    func chinese(text: String, shown: String) {
        #expect(Language.chinese.failure(text) == shown)
        #expect(Language.english.failure(text) == text)
    }

    @Test func everySentenceOfTheCatalogueIsReadBackByItself() {
        for phrase in ErrorPhrase.allCases {
            let names = phrase.wording.english.matches(of: /{([a-z]+)}/).map { String($0.output.1) }
            let values = Dictionary(names.map { ($0, "some-\($0)") }) { $1 }
            let text = Language.english.say(phrase, values)
            #expect(phrase.wording.values(in: text) == values, "\(text)")
            #expect(Language.chinese.failure(text) == Language.chinese.say(phrase, values), "\(text)")
        }
    }

    @Test func adviceGoesByTheCodeWhereTheHintIsFeishus() {
        let chinese = Language.chinese
        #expect(chinese.advice("larkcast resume --all lifts it", code: nil) == "用 larkcast resume --all 解除")
        #expect(chinese.advice("Add it.", code: 99_991_401) == "在开发者后台“安全设置”中加入本机的公网 IPv4 地址。")
        let grant =
            "Grant contact:user.id:readonly under \"Permissions & Scopes\" in the developer console, publish a new app version, "
            + "then run again."
        #expect(
            chinese.advice(grant, code: 99_991_672) == "请在开发者后台“权限管理”中开通 contact:user.id:readonly，发布新版本后重新运行。")
        #expect(chinese.advice("Add it.", code: 1) == "Add it.")
        #expect(Language.english.advice("Add it.", code: 99_991_401) == "Add it.")
    }
}
