import Testing

@testable import JobModel

/// What looks like somebody trying things out, in any width and either script, and what does not.
@Suite struct TestLikeWordingTests {
    private func rules(_ message: String) -> [LintRule?] {
        let reading = Manifests.read(message: message)
        return (reading.problems + reading.warnings).map(\.rule)
    }

    @Test(arguments: [
        "This is a test of the batch message system, please ignore", "ｔｅｓｔ", "ＴＥＳＴ　１２３", "這是測試訊息", "測試", "请忽略，測試一下",
        "這是一條測試資訊", "測試內容", "１",
    ])
    func widthAndScriptDoNotHideATest(_ text: String) {
        #expect(rules(#"{"text":"\#(text)"}"#) == [.testLikeWording])
    }

    @Test(arguments: [
        #"{"card":{"header":{"title":{"tag":"plain_text","content":"测试"}},"elements":[{"tag":"div","text":{"tag":"plain_text","content":"测试"}}]}}"#,
        LintCase.card(#"{"tag":"markdown","content":"**test**"}"#),
        LintCase.second(#"{"tag":"markdown","content":"Hello world"}"#),
        LintCase.card(#"{"tag":"div","text":{"tag":"lark_md","content":"测试","i18n":{"en_us":"test"}}}"#),
    ])
    func aCardMayLookLikeATest(_ message: String) {
        let reading = Manifests.read(message: message)
        #expect(reading.warnings.map(\.rule) == [.testLikeWording] && reading.problems == [])
        #expect(reading.warnings.map(\.pointer) == ["/message/card"])
        #expect(Manifests.read(message: message, extra: MessageLintTests.direct).warnings == [])
    }

    @Test(arguments: [
        #"{"card":{"header":{"title":{"tag":"plain_text","content":"12.12"}},"elements":[{"tag":"img","img_key":"img_1"}]}}"#,
        LintCase.card(#"{"tag":"markdown","content":"新冠测试点今日开放，请带工卡"}"#),
        #"{"card":{"header":{"title":{"tag":"plain_text","content":"测试环境停机"}},"elements":[{"tag":"markdown","content":"今晚 22:00"}]}}"#,
        #"{"text":"測試環境今晚停機"}"#, #"{"text":"消防测试通知：明天 10 点"}"#, #"{"text":"英语ｔｅｓｔ安排见附件"}"#,
    ])
    func announcementsThatMentionATestAreNone(_ message: String) {
        #expect(rules(message) == [])
    }

    @Test(arguments: [
        ("+65 6123 4567", "+65 6123 4567"), ("１３８００１３８０００", "13800138000"), ("(010) 8888 8888", "(010) 8888 8888"),
        ("请致电（０１０）８８８８８８８８", "(010)88888888"), ("电话 (0571) 8888 8888 找小王", "(0571) 8888 8888"),
        ("＋８６　１３８００１３８０００", "+86 13800138000"), ("010 6234 5678", "010 6234 5678"),
        ("0571 88888888", "0571 88888888"), ("86 021 6234 5678", "86 021 6234 5678"),
        ("138.1234.5678", "138.1234.5678"), ("138–1234–5678", "138-1234-5678"), ("138‑1234‑5678", "138-1234-5678"),
        ("13812345678 2 号楼", "13812345678"), ("13812345678. 2", "13812345678"), ("3 楼 12 13812345678", "13812345678"),
    ])
    func aPhoneNumberIsNoTest(_ text: String, _ number: String) {
        #expect(rules(#"{"text":"\#(text)"}"#) == [.phoneNumber])
        #expect(PersonalData.phoneNumbers(in: text).first?.text == number)
    }

    @Test(arguments: [
        "会议室（３）１２月１１日", "09 30 2026 11 时", "第(1) 20261211 号", "时间：２０２６－１２－１１　１８：００", "(010) 号楼", "订单２３８００１３８０００",
        "https://a.example/?p=(010)88888888", "138.123.45.678", "v135.0.7049.84", "金额 12345678.90 元", "0930 20 2612 11",
        "卡号 6222 0213 8123 4567 890", "身份证 110101199003074514", "会议号 123 456 789", "订单 2026 0112 3456 7890",
        "010 62 34 56 78",
    ])
    func otherNumbersAreNoPhoneNumbers(_ text: String) {
        #expect(PersonalData.phoneNumbers(in: text) == [])
    }
}
