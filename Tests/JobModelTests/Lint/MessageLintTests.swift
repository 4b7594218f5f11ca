import StrictJSON
import Testing

@testable import JobModel

/// One message that breaks each rule, and one that only just does not.
@Suite struct MessageLintTests {
    static let direct = #""delivery":{"channel":"direct"}"#
    private static let node = "/post/zh_cn/content/0/0"
    static let element = "/card/elements/0"

    static let texts: [LintCase] = [
        LintCase(
            .controlCharacter, error: true, at: "/text", trips: #"{"text":"a\u0007"}"#, passes: #"{"text":"a\t\n"}"#),
        LintCase(
            .bidiControls, error: true, at: "/text", trips: #"{"text":"a\u202Ab"}"#,
            passes: #"{"text":"a\u202Ab\u202C"}"#),
        LintCase(
            .bidiOverride, at: "/text", trips: #"{"text":"a\u202Eb\u202C"}"#, passes: #"{"text":"a\u202Bb\u202C"}"#),
        LintCase(
            .invisibleCharacter, at: "/text", trips: #"{"text":"Lun\u200Bch"}"#,
            passes: #"{"text":"👩\u200D👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301"}"#),
        LintCase(
            .invisibleCharacter, at: "/text", trips: #"{"text":"Lunch\uFEFF"}"#, passes: #"{"text":"Lunch\u00A0"}"#),
        LintCase(.blankText, error: true, at: "/text", trips: #"{"text":" \n"}"#, passes: #"{"text":"."}"#),
        LintCase(
            .unresolvedPlaceholder, error: true, at: "/text", trips: #"{"text":"Dear {{name}}"}"#,
            passes: #"{"text":"{1, 2} and {a: b}"}"#),
        LintCase(
            .unresolvedPlaceholder, error: true, at: "/text", trips: #"{"text":"｛｛ 实发 ｝｝ 元"}"#,
            passes: #"{"text":"｛注：实发，见附件｝"}"#, extra: direct),
        LintCase(
            .unresolvedPlaceholder, at: "/text", trips: #"{"text":"Dear ${name}"}"#,
            passes: #"{"text":"costs $5 {see below}"}"#),
        LintCase(
            .unresolvedPlaceholder, at: "/text", trips: #"{"text":"您实发 {实发} 元"}"#,
            passes: #"{"text":"x^{n} and \\frac{a}{b}"}"#),
        LintCase(
            .atAllInWords, at: "/text", trips: #"{"text":"@所有人 今晚停电"}"#,
            passes: #"{"text":"@allan, write to @all-hands"}"#),
        LintCase(
            .atAllInWords, at: element + "/content",
            trips: LintCase.card(#"{"tag":"markdown","content":"＠ALL: lunch"}"#),
            passes: LintCase.card(#"{"tag":"markdown","content":"all: lunch"}"#)),
        LintCase(
            .textMarkup, at: "/text", trips: #"{"text":"run\n```\nls **x**\n```"}"#,
            passes: #"{"text":"- one\n> two\n#three"}"#),
        LintCase(
            .textMarkup, at: "/text", trips: ##"{"text":"# 标题\u000ALunch"}"##, passes: ##"{"text":"No. # 5"}"##,
            extra: direct),
        LintCase(.textMarkup, at: "/text", trips: #"{"text":"type `ls` now"}"#, passes: #"{"text":"the ` key"}"#),
        LintCase(
            .linkScheme, at: "/text", trips: #"{"text":"see file:///C:/a.doc"}"#,
            passes: #"{"text":"see https://a.example, a://, 1://2"}"#),
        LintCase(
            .linkScheme, at: "/text", trips: #"{"text":"open feishu://chat"}"#,
            passes: #"{"text":"[open](feishu://chat)"}"#, extra: direct),
        LintCase(
            .atAll, error: true, at: "/text", trips: #"{"text":"<at user_id=\"all\"></at> hi"}"#,
            passes: #"{"text":"at all, lunch"}"#),
        LintCase(
            .atInBatch, at: "/text",
            trips: #"{"text":"<at user_id=\"ou_7d8a6e6df7621556ce0d21922b676706\">Li</at>: lunch"}"#,
            passes: #"{"text":"@Li: lunch"}"#),
        LintCase(
            .atInBatch, at: node + "/user_id",
            trips: LintCase.post(#"{"tag":"at","user_id":"ou_7d8a6e6df7621556ce0d21922b676706"}"#),
            passes: LintCase.post(#"{"tag":"text","text":"@Li"}"#)),
        LintCase(
            .textMarkup, at: "/text", trips: #"{"text":"see [it](https://a.example)"}"#,
            passes: #"{"text":"see https://a.example"}"#),
        LintCase(
            .textMarkup, at: "/text", trips: #"{"text":"**now**"}"#, passes: #"{"text":"<b>now</b>"}"#, extra: direct),
        LintCase(
            .textMarkup, at: node + "/text", trips: LintCase.post(#"{"tag":"text","text":"<b>now</b>"}"#),
            passes: LintCase.post(#"{"tag":"code_block","text":"<b>now</b>"}"#)),
        LintCase(
            .testLikeWording, at: "/text", trips: #"{"text":"This is a test message!"}"#,
            passes: #"{"text":"This is a fire alarm test"}"#),
        LintCase(.testLikeWording, at: "/text", trips: #"{"text":"测试测试 123"}"#, passes: #"{"text":"测试环境今晚停机"}"#),
        LintCase(.testLikeWording, at: "/text", trips: #"{"text":"1"}"#, passes: #"{"text":"1 day"}"#),
        LintCase(
            .testLikeWording, at: "/post/zh_cn", trips: LintCase.post(#"{"tag":"text","text":"Hello, world"}"#),
            passes: LintCase.post(#"{"tag":"text","text":"Hello, Wuhan"}"#)),
        LintCase(
            .phoneNumber, at: "/text", trips: #"{"text":"Call 138-0013-8000 now"}"#,
            passes: #"{"text":"Order 238-0013-8000 now"}"#),
        LintCase(
            .phoneNumber, at: "/text", trips: #"{"text":"电话：010-62345678。"}"#,
            passes: #"{"text":"时间：2026-12-11 18:00"}"#),
        LintCase(
            .phoneNumber, at: element + "/rows/0/a",
            trips: LintCase.card(#"{"tag":"table","columns":[{"name":"a"}],"rows":[{"a":"Call 13812345678"}]}"#),
            passes: LintCase.card(#"{"tag":"table","columns":[{"name":"a"}],"rows":[{"a":13812345678}]}"#)),
        LintCase(
            .emailAddress, at: "/text", trips: #"{"text":"写信给 ｈｒ＠ａ．ｅｘａｍｐｌｅ"}"#, passes: #"{"text":"＠小王"}"#),
        LintCase(
            .phoneNumber, at: "/text", trips: #"{"text":"Berlin: +49 (30) 1234567"}"#,
            passes: #"{"text":"Berlin: +49 30"}"#),
        LintCase(
            .phoneNumber, at: "/text", trips: #"{"text":"Wang 8613800138000"}"#,
            passes: #"{"text":"https://a.example/13800138000"}"#),
        LintCase(
            .emailAddress, at: "/text", trips: #"{"text":"Write to hr@a.example."}"#,
            passes: #"{"text":"Write to @hr, a.example"}"#),
        LintCase(
            .emailAddress, at: element + "/content",
            trips: LintCase.card(#"{"tag":"markdown","content":"hr@a.example"}"#),
            passes: LintCase.card(
                #"{"tag":"markdown","content":"<at email=hr@a.example></at> [mail](mailto:hr@a.example)"}"#)),
        LintCase(
            .textOver150KB, error: true, at: "/text",
            trips: #"{"text":"\#(String(repeating: "x", count: 153_601))"}"#,
            passes: #"{"text":"\#(String(repeating: "x", count: 153_600))"}"#),
    ]

    static let posts: [LintCase] = [
        LintCase(
            .mdTagInBatchPost, error: true, at: node + "/tag", trips: LintCase.post(#"{"tag":"md","text":"**a**"}"#),
            passes: LintCase.post(#"{"tag":"text","text":"a"}"#)),
        LintCase(
            .mdTagNotAlone, error: true, at: node,
            trips: LintCase.post(#"{"tag":"md","text":"**a**"},{"tag":"text","text":"b"}"#),
            passes: LintCase.post(#"{"tag":"md","text":"**a**"}],[{"tag":"text","text":"b"}"#), extra: direct),
        LintCase(
            .styleInBatchText, error: true, at: node + "/style",
            trips: LintCase.post(#"{"tag":"text","text":"a","style":["bold"]}"#),
            passes: LintCase.post(#"{"tag":"text","text":"a","un_escape":true}"#)),
        LintCase(
            .postWrapper, error: true, at: "/post/post", trips: #"{"post":{"post":{"zh_cn":{}}}}"#,
            passes: LintCase.post(#"{"tag":"hr"}"#)),
        LintCase(
            .emptyLocale, error: true, at: "/post/zh_cn/content",
            trips: #"{"post":{"zh_cn":{"content":[[]]},"en_us":{"content":[[{"tag":"hr"}]]}}}"#,
            passes: LintCase.post(#"{"tag":"hr"}"#)),
        LintCase(
            .emptyLocale, at: "/post/zh_cn", trips: LintCase.post(#"{"tag":"text","text":" "}"#),
            passes: LintCase.post(#"{"tag":"img","image_key":"img_1"}"#)),
        LintCase(
            .singleLocale, at: "/post", trips: #"{"post":{"zh_cn":{"content":[[{"tag":"hr"}]]}}}"#,
            passes: LintCase.post(#"{"tag":"hr"}"#)),
        LintCase(
            .postOver30KB, error: true, at: "/post",
            trips: LintCase.post(#"{"tag":"text","text":"\#(String(repeating: "x", count: 30_720))"}"#),
            passes: LintCase.post(#"{"tag":"text","text":"\#(String(repeating: "x", count: 30_000))"}"#)),
        LintCase(
            .linkScheme, error: true, at: node + "/href",
            trips: LintCase.post(#"{"tag":"a","text":"a","href":"javascript:alert(1)"}"#),
            passes: LintCase.post(#"{"tag":"a","text":"a","href":"https://a.example"}"#)),
        LintCase(
            .imageKeyOfAnotherApp, error: true, at: node + "/image_key",
            trips: LintCase.post(#"{"tag":"img","image_key":"img_7ea74629-9191-4176-998c-2e603c9c5e8g"}"#),
            passes: LintCase.post(#"{"tag":"img","image_key":"img_7ea74629-9191-4176-998c-2e603c9c5e8h"}"#)),
        LintCase(
            .imageKeyOfAnotherApp, error: true, at: "/image/image_key",
            trips: #"{"image":{"image_key":"img_v2_8e5a80ec-4d94-4bb2-84d5-e25d6c28dacj"}}"#,
            passes: #"{"image":"picture.png"}"#),
        LintCase(
            .shareChatExpires, at: "/share_chat", trips: #"{"share_chat":"oc_1"}"#, passes: #"{"text":"Lunch"}"#,
            extra: #""tracking":{"for":"8d"}"#),
        LintCase(
            .templateVersionNotPinned, at: "/template", trips: #"{"template":{"id":"AAq1"}}"#,
            passes: #"{"template":{"id":"AAq1","version":"1.0.0"}}"#),
        LintCase(
            .unresolvedPlaceholder, at: "/template/variables/name",
            trips: #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"name":"{{x}}"}}}"#,
            passes: #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"name":"x"}}}"#),
        LintCase(
            .imageKeyOfAnotherApp, error: true, at: "/template/variables/pictures/0",
            trips:
                #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"pictures":["img_v2_041b28e3-5680-48c2-9af2-497ace79333g"]}}}"#,
            passes: #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"pictures":["img_v3_1"]}}}"#),
    ]

    static let uploads: [LintCase] = [
        LintCase(
            .directOnly, error: true, at: "/file", trips: #"{"file":"a.pdf"}"#, passes: #"{"text":"See a.pdf"}"#),
        LintCase(
            .directOnly, error: true, at: "/video", trips: #"{"video":{"file":"a.mp4"}}"#,
            passes: #"{"image":{"image_key":"img_v3_1"}}"#),
        LintCase(
            .fileKeyOfAnotherApp, error: true, at: "/audio/file_key",
            trips: #"{"audio":{"file_key":"file_456a92d6-c6ea-4de4-ac3f-7afcf44ac78g"}}"#,
            passes: #"{"audio":{"file_key":"file_v3_1"}}"#, extra: direct),
        LintCase(
            .imageKeyOfAnotherApp, error: true, at: "/video/image_key",
            trips: #"{"video":{"file":"a.mp4","image_key":"img_v2_041b28e3-5680-48c2-9af2-497ace79333g"}}"#,
            passes: #"{"video":{"file":"a.mp4","image_key":"img_v3_1"}}"#, extra: direct),
        LintCase(
            .bidiControls, error: true, at: "/file", trips: #"{"file":"invoice\u202Efdp.exe"}"#,
            passes: #"{"file":"发票.exe"}"#, extra: direct),
        LintCase(
            .invisibleCharacter, at: "/file", trips: #"{"file":"in\u200Bvoice.pdf"}"#,
            passes: #"{"file":"in voice 13800138000.pdf"}"#, extra: direct),
        LintCase(
            .stickerReceived, at: "/sticker/file_key", trips: #"{"sticker":{"file_key":"file_v3_1"}}"#,
            passes: #"{"file":{"file_key":"file_v3_1"}}"#, extra: direct),
    ]

    static let all = texts + posts + cards + uploads

    @Test(arguments: all) func findsWhatBreaksARuleAndNothingElse(_ example: LintCase) throws {
        let reading = Manifests.read(message: example.trips, extra: example.extra)
        let found = example.isError ? reading.problems : reading.warnings
        let finding = try #require(found.first, "\(reading.problems + reading.warnings)")
        #expect(
            found.count == 1 && reading.problems.count + reading.warnings.count == 1,
            "\(reading.problems + reading.warnings)")
        #expect(finding.rule == example.rule)
        #expect(finding.pointer == "/message" + example.pointer)
        #expect(finding.line == 1 && finding.column > 1)
        #expect(finding.suggestion?.isEmpty == false)
        #expect(finding.description.hasSuffix(" [\(example.rule.rawValue)]"))
        #expect((reading.manifest == nil) == example.isError, "a warning does not keep anybody from sending")
    }

    @Test(arguments: all) func leavesAloneWhatOnlyJustDoesNot(_ example: LintCase) {
        let reading = Manifests.read(message: example.passes, extra: example.extra)
        #expect(reading.problems == [] && reading.warnings == [])
        #expect(reading.manifest != nil)
    }

    @Test func everyRuleHasAnExample() {
        let images = LintRule.allCases.filter { $0.rawValue.hasPrefix("image-") && !$0.rawValue.contains("key") }
        let examples = Set(Self.all.map(\.rule))
        #expect(examples.isDisjoint(with: MediaFileTests.rules), "files are read; MediaFileTests has their examples")
        #expect(examples.union(images).union(MediaFileTests.rules) == Set(LintRule.allCases))
        #expect(images.count == 7, "pictures are files; ImageFileTests has their examples")
    }

    /// im/v1 knows md, styles, bold and links, and mentions; tests are not restricted there.
    @Test(arguments: [
        #"{"text":"<b>now</b> [it](https://a.example)"}"#,
        #"{"text":"<at user_id=\"ou_7d8a6e6df7621556ce0d21922b676706\">Li</at>"}"#,
        #"{"text":"test"}"#,
        LintCase.post(#"{"tag":"md","text":"**a**"}"#),
        LintCase.post(#"{"tag":"at","user_id":"ou_7d8a6e6df7621556ce0d21922b676706"}"#),
        LintCase.post(#"{"tag":"text","text":"a","style":["bold","italic","underline","lineThrough"]}"#),
        #"{"card":{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}}"#,
    ])
    func theDirectChannelTakesMore(_ message: String) {
        let direct = Manifests.read(message: message, extra: Self.direct)
        #expect(direct.problems == [] && direct.warnings == [])
        let batch = Manifests.read(message: message)
        #expect(!batch.problems.isEmpty || !batch.warnings.isEmpty)
    }

    @Test(arguments: [
        (#"{"tag":"text","text":"a","style":["big"]}"#, "/style/0", "no style"),
        (#"{"tag":"text","text":"a","style":"bold"}"#, "/style", "expected an array"),
        (#"{"tag":"hr","style":[]}"#, "/style", "no styles"), (#"{"tag":"md"}"#, "", "\"text\" is missing"),
    ])
    func theDirectChannelDoesNotTakeEverything(node: String, pointer: String, contains: String) {
        let problems = Manifests.read(message: LintCase.post(node), extra: Self.direct).problems
        #expect(problems.map(\.pointer) == ["/message/post/zh_cn/content/0/0" + pointer])
        #expect(problems.first?.message.contains(contains) == true)
    }

    @Test func aCardFileHasWarningsToo() throws {
        let card = #"{"header":{"template":"gray"},"elements":[{"tag":"markdown","content":"{{name}}"}]}"#
        let read = CardFile.read(Array(card.utf8), name: "card.json")
        #expect(read.card != nil && read.problems == [])
        #expect(read.warnings.map(\.rule) == [.cardHeaderColour, .unresolvedPlaceholder])
        #expect(read.warnings.map(\.file) == ["card.json", "card.json"])
        let updatable = Array(#"{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}"#.utf8)
        #expect(CardFile.read(updatable, name: "c").warnings.map(\.rule) == [.updateMulti])
        #expect(CardFile.read(updatable, name: "c", channel: .direct).warnings == [])
    }

    /// 150 KB of whatever makes a scan start over must not take minutes.
    @Test(arguments: ["@", "a@", "1 ", "+", "<at ", "${", "1-", "**", "[a](", "｛｛", "`", "# ", "a://", "@all", "1."])
    func longTextsAreReadInOneGo(_ piece: String) {
        let text = String(repeating: piece, count: 153_600 / piece.utf8.count)
        #expect(Manifests.read(message: #"{"text":"\#(text)"}"#).manifest != nil)
    }
}
