import Testing

@testable import JobModel

/// Texts, posts and cards as people write them: what is found in them, and that nothing else is.
@Suite struct TextLintTests {
    private func findings(_ message: String, _ extra: String = "") -> [LintRule?] {
        let reading = Manifests.read(message: message, extra: extra)
        return (reading.problems + reading.warnings).map(\.rule)
    }

    private static let direct = MessageLintTests.direct

    // MARK: Links

    @Test func linksOfADirectTextAreLookedAt() {
        let text = #"{"text":"See [x](javascript:alert(1)) and [y](data:text/html,x) [v](JAVASCRIPT:x)"}"#
        let reading = Manifests.read(message: text, extra: Self.direct)
        #expect(reading.problems.map(\.rule) == [.linkScheme, .linkScheme, .linkScheme])
        #expect(reading.problems.map(\.pointer) == Array(repeating: "/message/text", count: 3))
        #expect(reading.manifest == nil)
    }

    @Test(arguments: [
        ("[x](javascript:alert(1))", LintRule.linkScheme), ("[x]( vbscript:y)", .linkScheme),
        ("[x](www.a.example)", .linkScheme), ("<at user_id=\"oc_1\"></at>", .cardUserID),
        ("<at user_id=\"\"></at>", .cardUserID),
    ])
    func anMdNodeIsLookedAt(_ text: String, _ rule: LintRule) {
        let node = #"{"tag":"md","text":"\#(text.replacing("\"", with: "\\\""))"}"#
        #expect(findings(LintCase.post(node), Self.direct) == [rule])
    }

    @Test(arguments: [
        "See [the page](https://a.example/x) and [附件](http://a.example)", "参见附件[1](第二页)", "[A](b)",
        "[chat](lark://x) [open](applink://y) [mail](mailto:x)", "a[0](i)", "[mine](https://a.example/{{token}})",
    ])
    func ordinaryLinksArePassed(_ text: String) {
        #expect(findings(#"{"text":"\#(text)"}"#, Self.direct) == [])
        #expect(findings(LintCase.post(#"{"tag":"md","text":"\#(text)"}"#), Self.direct) == [])
    }

    // MARK: Mentions and markup

    @Test(arguments: [
        ("<AT USER_ID=\\\"ALL\\\"></AT> hi", LintRule.atAll), ("<At user_id=all></At> hi", .atAll),
        ("<AT USER_ID=\\\"liwei\\\">Li</AT>: lunch", .atInBatch), ("<B>Hi</B>", .textMarkup),
        ("Hi<BR>you", .textMarkup),
        ("<Strong>Hi</STRONG>", .textMarkup), ("[it](HTTPS://a.example)", .textMarkup),
    ])
    func caseDoesNotHideMarkup(_ text: String, _ rule: LintRule) {
        #expect(findings(#"{"text":"\#(text)"}"#) == [rule])
    }

    @Test(arguments: ["Take <A> or <B>", "5 < 6 > 0, says Ann", "at <ATM>", "<Name> writes"])
    func capitalsInAnglesAreNoMarkup(_ text: String) {
        #expect(findings(#"{"text":"\#(text)"}"#) == [])
    }

    @Test(arguments: ["oc_123", "", "od-1", " ", "cli_1"])
    func aMentionNamesAPerson(_ id: String) {
        let text = #"{"text":"<at user_id=\"\#(id)\"></at> hello"}"#
        let reading = Manifests.read(message: text, extra: Self.direct)
        #expect(reading.problems.map(\.rule) == [.cardUserID] && reading.manifest == nil)
        let card = LintCase.card(#"{"tag":"markdown","content":"<at id=\"\#(id)\"></at> hello"}"#)
        #expect(findings(card) == [.cardUserID])
    }

    @Test(arguments: [
        #"{"text":"<at user_id=\"ou_7d8a6e6df7621556ce0d21922b676706\">Li</at> and <at user_id='on_cad4860e7af114fb4ff6c5d496d1dd76'></at>: lunch"}"#,
        LintCase.card(
            #"{"tag":"markdown","content":"<at id=liwei></at><at ids=ou_1,ou_2></at><at email=a@b.example></at>"}"#),
        LintCase.post(#"{"tag":"at","user_id":"ou_7d8a6e6df7621556ce0d21922b676706"}"#),
    ])
    func peopleMayBeMentioned(_ message: String) {
        #expect(findings(message, Self.direct) == [])
    }

    /// What an open_id, union_id or user_id looks like; whose it is only Feishu knows.
    @Test(arguments: [
        ("x y", true), ("oc_1", true), ("a/b", true), ("ou_zz", false), ("ou_nobody", false),
        ("on_CAD4860E7AF114FB4FF6C5D496D1DD76", false),
    ])
    func whatIsNoIDIsNamed(_ id: String, _ isError: Bool) {
        for card in [
            LintCase.card(#"{"tag":"person","user_id":"\#(id)"}"#),
            LintCase.card(#"{"tag":"person_list","persons":[{"id":"\#(id)"}]}"#),
            LintCase.card(#"{"tag":"markdown","content":"<at id=\"\#(id)\"></at> hello"}"#),
        ] {
            let reading = Manifests.read(message: card)
            #expect(reading.problems.map(\.rule) == (isError ? [.cardUserID] : []), "\(card)")
            #expect(reading.warnings.map(\.rule) == (isError ? [] : [.cardUserID]), "\(card)")
        }
    }

    @Test(arguments: ["nobody", "4f7a9b2c", "li.wei@a.example"])
    func whatMayBeAUserIDIsNot(_ id: String) {
        #expect(findings(LintCase.card(#"{"tag":"person","user_id":"\#(id)"}"#)) == [])
        #expect(findings(LintCase.card(#"{"tag":"markdown","content":"<at id=\#(id)></at> hello"}"#)) == [])
    }

    @Test func aColumnOrAVariableMayHoldTheID() {
        for id in ["{{open_id}}", "${owner}"] {
            let card = LintCase.card(#"{"tag":"person","user_id":"\#(id)"}"#)
            #expect(!findings(card, Self.direct).contains(.cardUserID))
        }
    }

    @Test func anAtNodeNamesAPersonToo() {
        #expect(findings(LintCase.post(#"{"tag":"at","user_id":"oc_1"}"#), Self.direct) == [.cardUserID])
    }

    // MARK: Nothing to see

    @Test(arguments: [#"\u200b"#, #" \u200b\n"#, #"\u3164\ufeff"#, #"\u00ad"#])
    func aTextThatNobodySeesIsBlank(_ text: String) {
        let reading = Manifests.read(message: #"{"text":"\#(text)"}"#)
        #expect(reading.problems.map(\.rule) == [.blankText] && reading.warnings == [])
    }

    @Test func aLocaleThatNobodySeesIsEmpty() {
        let post =
            #"{"post":{"zh_cn":{"title":"\u200b","content":[[{"tag":"text","text":" "}]]},"en_us":{"content":[[{"tag":"text","text":"Lunch"}]]}}}"#
        let reading = Manifests.read(message: post)
        #expect(reading.warnings.contains { $0.rule == .emptyLocale && $0.pointer == "/message/post/zh_cn" })
    }

    @Test(arguments: [
        (#"{"card":{"elements":[]}}"#, "/message/card"),
        (#"{"card":{"elements":[{"tag":"markdown","content":""}]}}"#, "/message/card"),
        (#"{"card":{"elements":[{"tag":"div","text":{"tag":"plain_text","content":" \u200b"}}]}}"#, "/message/card"),
        (#"{"card":{"schema":"2.0","body":{"elements":[]}}}"#, "/message/card"),
        (#"{"card":{"header":{"title":{"tag":"plain_text","content":""}}}}"#, "/message/card"),
        (
            #"{"card":{"i18n_elements":{"zh_cn":[{"tag":"markdown","content":"x"}],"en_us":[]}}}"#,
            "/message/card/i18n_elements/en_us"
        ),
    ])
    func aCardWithNothingToSeeIsNamed(_ message: String, _ pointer: String) {
        let reading = Manifests.read(message: message)
        let found = reading.warnings.filter { $0.rule == .cardBlank }
        #expect(found.map(\.pointer) == [pointer] && reading.problems == [] && reading.manifest != nil)
    }

    @Test(arguments: [
        #"{"card":{"header":{"title":{"tag":"plain_text","content":"Lunch"}},"elements":[]}}"#,
        LintCase.card(#"{"tag":"img","img_key":"img_1"}"#), LintCase.card(#"{"tag":"markdown","content":"Lunch"}"#),
        LintCase.second(#"{"tag":"table","columns":[{"name":"a"}],"rows":[]}"#),
        LintCase.card(#"{"tag":"div","fields":[{"text":{"tag":"lark_md","content":"Lunch"}}]}"#),
        LintCase.card(#"{"tag":"div","text":{"tag":"plain_text","i18n":{"zh_cn":"午餐","en_us":"Lunch"}}}"#),
        LintCase.card(#"{"tag":"note","elements":[{"tag":"plain_text","content":"Lunch"}]}"#),
        LintCase.card(
            #"{"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"markdown","content":"x"}]}]}"#),
    ])
    func aCardWithSomethingToSeeIsNot(_ message: String) {
        #expect(findings(message) == [])
    }

    // MARK: Pictures in Markdown

    @Test(arguments: [
        "![x](https://a.example/x.png)", "a ![x](pic.png) b", "![](file_v3_1)", "![x]( javascript:y)",
    ])
    func aPictureInMarkdownHasAKey(_ content: String) {
        let reading = Manifests.read(message: LintCase.card(#"{"tag":"markdown","content":"\#(content)"}"#))
        #expect(reading.problems.map(\.rule) == [.imageKeyShape] && reading.warnings == [])
        #expect(reading.problems.map(\.pointer) == ["/message/card/elements/0/content"])
    }

    @Test func anExampleKeyInMarkdownIsFound() {
        let content = "![x](img_v2_041b28e3-5680-48c2-9af2-497ace79333g)"
        #expect(findings(LintCase.card(#"{"tag":"markdown","content":"\#(content)"}"#)) == [.imageKeyOfAnotherApp])
    }

    @Test(arguments: ["![cat](img_v3_1) [go](https://a.example)", "Wow![go](https://a.example)", "![x](img_v3_1 'y')"])
    func keysInMarkdownArePassed(_ content: String) {
        let found = findings(LintCase.card(#"{"tag":"markdown","content":"\#(content)"}"#))
        #expect(found == (content.hasPrefix("Wow") ? [.imageKeyShape] : []))
    }
}
