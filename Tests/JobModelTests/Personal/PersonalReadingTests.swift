import JobModel
import StrictJSON
import Testing

/// What `validate` says of placeholders, before any file is read.
struct PersonalReadingTests {
    private static func reading(_ message: String, channel: String = "direct") -> ManifestReading {
        Manifests.read(message: message, extra: #""delivery":{"channel":"\#(channel)"}"#)
    }

    private static func post(_ node: String, title: String = "T") -> String {
        #"{"post":{"zh_cn":{"title":"\#(title)","content":[[\#(node)]]},"en_us":{"content":[[{"tag":"text","text":"x"}]]}}}"#
    }

    private static func card(_ element: String) -> String { #"{"card":{"elements":[\#(element)]}}"# }

    @Test(arguments: [
        #"{"text":"Dear {{name}}, {{ floor | the ground floor }}."}"#,
        #"{"text":"[Your page](https://x.example/{{id}}) and https://x.example/?id={{id}}."}"#,
        #"{"text":"<b>{{name}}</b>"}"#, #"{"text":"{{name}}"}"#,
        post(#"{"tag":"text","text":"{{a}}"}"#, title: "For {{a}}"),
        post(#"{"tag":"a","text":"{{a}}","href":"https://x"}"#), post(#"{"tag":"md","text":"**{{a}}**"}"#),
        card(#"{"tag":"markdown","content":"**{{a}}** [x](https://x.example/{{a}})"}"#),
        card(#"{"tag":"div","text":{"tag":"plain_text","content":"{{a}}"}}"#),
        card(
            #"{"tag":"button","text":{"tag":"plain_text","content":"x"},"url":"https://x.example/{{a}}","value":{"k":"{{a}}"}}"#
        ),
        #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"a":"{{a}}","l":[{"b":"{{b|-}}"}]}}}"#,
    ])
    func theDirectChannelTakesPlaceholders(_ message: String) {
        let reading = Self.reading(message)
        #expect(reading.problems == [], "\(reading.problems)")
        #expect(reading.warnings == [], "\(reading.warnings)")
        #expect(reading.manifest?.isPersonal() == true)
    }

    @Test(arguments: [
        (#"{"text":"{{a"}"#, "/message/text", "not closed"),
        (#"{"text":"{{a{{b}}}}"}"#, "/message/text", "brace inside"),
        (#"{"text":"{{}}"}"#, "/message/text", "names no column"),
        (#"{"text":"<at user_id=\"{{id}}\"></at>"}"#, "/message/text", "inside a tag"),
        (#"{"text":"[x]({{url}})"}"#, "/message/text", "choose the server"),
        (#"{"text":"https://{{host}}/x"}"#, "/message/text", "choose the server"),
        (#"{"text":"https://x.example{{rest}}"}"#, "/message/text", "choose the server"),
        (post(#"{"tag":"text","text":"{{"}"#), "/message/post/zh_cn/content/0/0/text", "not closed"),
        (post(#"{"tag":"text","text":"a"}"#, title: "{{"), "/message/post/zh_cn/title", "not closed"),
        (post(#"{"tag":"a","text":"a","href":"https://x/{{a}}"}"#), "/message/post/zh_cn/content/0/0/href", "unfilled"),
        (post(#"{"tag":"at","user_id":"{{a}}"}"#), "/message/post/zh_cn/content/0/0/user_id", "unfilled"),
        (post(#"{"tag":"code_block","text":"{{a}}"}"#), "/message/post/zh_cn/content/0/0/text", "unfilled"),
        (card(#"{"tag":"markdown","content":"`{{a}}`"}"#), "/message/card/elements/0/content", "inside code"),
        (
            card(#"{"tag":"markdown","content":"<at id={{a}}></at>"}"#), "/message/card/elements/0/content",
            "inside a tag"
        ),
        (
            card(#"{"tag":"img","img_key":"img_{{a}}","alt":{"tag":"plain_text","content":""}}"#),
            "/message/card/elements/0/img_key", "placeholder in an id"
        ),
        (
            card(#"{"tag":"button","text":{"tag":"plain_text","content":"x"},"url":"https://{{a}}"}"#),
            "/message/card/elements/0/url", "choose the server"
        ),
        (
            card(
                #"{"tag":"button","text":{"tag":"plain_text","content":"x"},"multi_url":{"url":"https://x.example/","pc_url":"{{a}}"}}"#
            ),
            "/message/card/elements/0/multi_url/pc_url", "choose the server"
        ),
        (
            #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"a":"{{a"}}}"#, "/message/template/variables/a",
            "not closed"
        ),
        (
            #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"l":[{"{{a}}":"b"}]}}}"#,
            "/message/template/variables/l/0/{{a}}", "a placeholder in a key"
        ),
        (card(#"{"tag":"hr","{{a}}":1}"#), "/message/card/elements/0/{{a}}", "a placeholder in a key"),
        (
            card(#"{"tag":"button","text":{"tag":"plain_text","content":"x"},"value":{"a/{{a}}":1}}"#),
            "/message/card/elements/0/value/a~1{{a}}", "a placeholder in a key"
        ),
    ])
    func whatIsWrongIsNamedWithItsPlace(_ message: String, _ pointer: String, _ words: String) throws {
        let reading = Self.reading(message)
        #expect(reading.manifest == nil)
        #expect(reading.problems.map(\.pointer) == [pointer], "\(reading.problems)")
        let problem = try #require(reading.problems.first)
        #expect(problem.line == 1 && problem.column > 1 && problem.description.contains(words), "\(problem)")
        #expect(problem.suggestion != nil)
    }

    @Test func theColumnIsThatOfTheString() throws {
        let text =
            "{\n\"job\":\"x\",\"audience\":{\"users\":{\"open_ids\":[\"ou_1\"]}},\"delivery\":{\"channel\":\"direct\"},\n\"message\":{\"text\":\"{{a\"}}"
        let problem = try #require(ManifestReader().read(bytes: Array(text.utf8), name: "x.json").problems.first)
        #expect(problem.line == 3 && problem.column == 19, "\(problem)")
    }

    @Test(arguments: [
        (#"{"text":"Dear {{name}}"}"#, "/message/text"),
        (post(#"{"tag":"text","text":"{{a}}"}"#), "/message/post/zh_cn/content/0/0/text"),
        (post(#"{"tag":"text","text":"a"}"#, title: "{{a}}"), "/message/post/zh_cn/title"),
        (post(#"{"tag":"a","text":"{{a}}","href":"https://x"}"#), "/message/post/zh_cn/content/0/0/text"),
    ])
    func aBatchStillRefusesThemAndSaysWhoCan(_ message: String, _ pointer: String) throws {
        let reading = Self.reading(message, channel: "batch")
        let problem = try #require(reading.problems.first)
        #expect(reading.manifest == nil && reading.problems.map(\.pointer) == [pointer])
        #expect(problem.rule == .unresolvedPlaceholder)
        #expect(problem.suggestion?.contains("\"channel\": \"direct\"") == true)
    }

    @Test func aBatchCardStillWarns() {
        let reading = Self.reading(Self.card(#"{"tag":"markdown","content":"{{a}}"}"#), channel: "batch")
        #expect(reading.warnings.map(\.rule) == [.unresolvedPlaceholder])
        #expect(reading.warnings.first?.suggestion?.contains("direct") == true)
        #expect(reading.manifest?.isPersonal() == false)
    }

    @Test func aBatchCardWarnsOfKeysToo() {
        let reading = Self.reading(Self.card(#"{"tag":"hr","{{a}}":1}"#), channel: "batch")
        #expect(reading.warnings.map(\.rule) == [.unresolvedPlaceholder], "\(reading.warnings)")
        #expect(reading.warnings.map(\.pointer) == ["/message/card/elements/0/{{a}}"])
    }

    @Test func aJobsTitleHasNone() {
        let reading = Manifests.read(extra: #""title":"{{a}}","delivery":{"channel":"direct"}"#)
        #expect(reading.problems.map(\.pointer) == ["/title"])
    }

    @Test(
        arguments: [
            (DeliveryChannel.direct, #"{"elements":[{"tag":"markdown","content":"{{a}}"}]}"#, [], []),
            (.direct, #"{"elements":[{"tag":"markdown","content":"{{a"}]}"#, ["/elements/0/content"], []),
            (.batch, #"{"elements":[{"tag":"markdown","content":"{{a}}"}]}"#, [], ["/elements/0/content"]),
            (.direct, #"{"elements":[{"tag":"hr","{{a}}":1}]}"#, ["/elements/0/{{a}}"], []),
        ] as [(DeliveryChannel, String, [String], [String])])
    func aCardFileIsReadByTheSameRules(
        _ channel: DeliveryChannel, _ card: String, _ problems: [String], _ warnings: [String]
    ) {
        let read = CardFile.read(Array(card.utf8), name: "c.json", channel: channel)
        #expect(read.problems.map(\.pointer) == problems && read.warnings.map(\.pointer) == warnings)
    }
}
