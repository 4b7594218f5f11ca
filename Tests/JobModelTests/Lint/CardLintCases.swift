@testable import JobModel

/// The rules of cards.
extension MessageLintTests {
    static let cards: [LintCase] = [
        LintCase(
            .cardOver30KB, error: true, at: "/card",
            trips: LintCase.card(#"{"tag":"markdown","content":"\#(String(repeating: "x", count: 30_720))"}"#),
            passes: LintCase.card(#"{"tag":"markdown","content":"\#(String(repeating: "x", count: 30_600))"}"#)),
        LintCase(
            .cardElementsOver200, error: true, at: "/card/elements",
            trips: LintCase.card(Array(repeating: #"{"tag":"hr"}"#, count: 201).joined(separator: ",")),
            passes: LintCase.card(Array(repeating: #"{"tag":"hr"}"#, count: 200).joined(separator: ","))),
        LintCase(
            .cardElementsOver200, error: true, at: "/card/i18n_elements/en_us",
            trips: locales(1, 201), passes: locales(100, 100)),
        LintCase(
            .cardElementsOver200, at: "/card/i18n_elements", trips: locales(150, 150), passes: locales(99, 101)),
        LintCase(
            .cardElementShape, error: true, at: element + "/text",
            trips: LintCase.card(#"{"tag":"div","text":"Lunch"},{"tag":"hr"}"#),
            passes: LintCase.card(#"{"tag":"div","text":{"tag":"plain_text","content":"Lunch"}}"#)),
        LintCase(
            .cardElementShape, at: "/card/elements/1", trips: LintCase.card(#"{"tag":"hr"},{"tag":"markdown"}"#),
            passes: LintCase.card(#"{"tag":"hr"},{"tag":"markdown","content":"x"}"#)),
        LintCase(
            .cardElementWithoutTag, error: true, at: element, trips: LintCase.card(#"{"content":"x"}"#),
            passes: LintCase.card(
                #"{"tag":"div","fields":[{"is_short":true}],"text":{"tag":"plain_text","content":"x"}}"#)),
        LintCase(
            .cardUnknownTag, at: element + "/tag", trips: LintCase.card(#"{"tag":"markdwon"}"#),
            passes: LintCase.card(#"{"tag":"button","value":{"tag":"whatever"}}"#)),
        LintCase(
            .cardSchema2Tag, error: true, at: "/card/body/elements/0/tag",
            trips: LintCase.second(#"{"tag":"note","elements":[{"tag":"plain_text","content":"x"}]}"#),
            passes: LintCase.second(#"{"tag":"column_set","columns":[]},{"tag":"hr"}"#)),
        LintCase(
            .cardSchema2Locales, error: true, at: "/card/i18n_elements",
            trips:
                #"{"card":{"schema":"2.0","body":{"elements":[{"tag":"hr"}]},"i18n_elements":{"zh_cn":[{"tag":"hr"}],"en_us":[{"tag":"hr"}]}}}"#,
            passes: #"{"card":{"i18n_elements":{"zh_cn":[{"tag":"hr"}],"en_us":[{"tag":"hr"}]}}}"#),
        LintCase(
            .singleLocale, at: "/card/i18n_elements", trips: #"{"card":{"i18n_elements":{"zh_cn":[{"tag":"hr"}]}}}"#,
            passes: #"{"card":{"elements":[{"tag":"hr"}],"i18n_elements":{"zh_cn":[{"tag":"hr"}]}}}"#),
        LintCase(
            .cardLocalesDiffer, at: "/card/i18n_elements",
            trips:
                #"{"card":{"i18n_header":{"zh_cn":{}},"i18n_elements":{"zh_cn":[{"tag":"hr"}],"en_us":[{"tag":"hr"}]}}}"#,
            passes:
                #"{"card":{"i18n_header":{"zh_cn":{},"en_us":{}},"i18n_elements":{"zh_cn":[{"tag":"hr"}],"en_us":[{"tag":"hr"}]}}}"#
        ),
        LintCase(
            .cardHeaderColour, at: "/card/header/template",
            trips: #"{"card":{"header":{"template":"gray","title":{"tag":"plain_text","content":"x"}}}}"#,
            passes: #"{"card":{"header":{"template":"grey","title":{"tag":"plain_text","content":"x"}}}}"#),
        LintCase(
            .cardUserID, error: true, at: element + "/content",
            trips: LintCase.card(#"{"tag":"markdown","content":"<at id=oc_1></at>"}"#),
            passes: LintCase.card(#"{"tag":"markdown","content":"<at id=liwei></at>"}"#)),
        LintCase(
            .cardUserID, error: true, at: element + "/persons/1/id",
            trips: LintCase.card(
                #"{"tag":"person_list","persons":[{"id":"ou_7d8a6e6df7621556ce0d21922b676706"},{"id":"od-1"}]}"#),
            passes: LintCase.card(
                #"{"tag":"person_list","persons":[{"id":"ou_7d8a6e6df7621556ce0d21922b676706"},{"id":"on_cad4860e7af114fb4ff6c5d496d1dd76"}]}"#
            )),
        LintCase(
            .cardUserID, error: true, at: element + "/user_id",
            trips: LintCase.card(#"{"tag":"person","user_id":"cli_1"}"#),
            passes: LintCase.card(#"{"tag":"person","user_id":"ou_7d8a6e6df7621556ce0d21922b676706"}"#)),
        LintCase(
            .cardBlank, at: "/card", trips: #"{"card":{"elements":[]}}"#,
            passes: LintCase.card(#"{"tag":"markdown","content":"Lunch"}"#)),
        LintCase(
            .cardChartSpec, error: true, at: element, trips: LintCase.card(#"{"tag":"chart","chart_spec":"pie"}"#),
            passes: LintCase.card(#"{"tag":"chart","chart_spec":{"tag":"anything"}}"#)),
        LintCase(
            .cardTableRows, error: true, at: element + "/rows/0",
            trips: LintCase.card(#"{"tag":"table","columns":[{"name":"a"}],"rows":["x"]}"#),
            passes: LintCase.card(#"{"tag":"table","columns":[{"name":"a"}],"rows":[{"a":"x"}]}"#)),
        LintCase(
            .cardTableRows, error: true, at: element, trips: LintCase.card(#"{"tag":"table","rows":[]}"#),
            passes: LintCase.card(#"{"tag":"table","columns":[{"name":"a"}],"rows":[]}"#)),
        LintCase(
            .cardTableRows, at: element + "/rows/0",
            trips: LintCase.card(#"{"tag":"table","columns":[{"name":"a"}],"rows":[{"b":"x"}]}"#),
            passes: LintCase.card(#"{"tag":"table","columns":[{"name":"a"},{"name":"b"}],"rows":[{"b":"x"}]}"#)),
        LintCase(
            .cardTableRows, at: element + "/columns/0/data_type",
            trips: LintCase.card(#"{"tag":"table","columns":[{"name":"a","data_type":"numbr"}],"rows":[{"a":1}]}"#),
            passes: LintCase.card(#"{"tag":"table","columns":[{"name":"a","data_type":"number"}],"rows":[{"a":1}]}"#)),
        LintCase(
            .cardTableRows, at: element + "/rows/0/a",
            trips: LintCase.card(
                #"{"tag":"table","columns":[{"name":"a","data_type":"number"}],"rows":[{"a":"12元"}]}"#),
            passes: LintCase.card(
                #"{"tag":"table","columns":[{"name":"a","data_type":"text"}],"rows":[{"a":"12元"}]}"#)),
        LintCase(
            .cardAudio, error: true, at: "/card/body/elements/0", trips: LintCase.second(#"{"tag":"audio"}"#),
            passes: LintCase.sound),
        LintCase(
            .cardAudio, error: true, at: "/card/body/elements/0",
            trips: LintCase.second(#"{"tag":"audio","file_key":"file_1"}"#), passes: LintCase.sound),
        LintCase(
            .updateMulti, at: "/card/config/update_multi",
            trips: #"{"card":{"config":{"update_multi":true},"elements":[{"tag":"hr"}]}}"#,
            passes: #"{"card":{"schema":"2.0","config":{"update_multi":true},"body":{"elements":[{"tag":"hr"}]}}}"#),
        LintCase(
            .updateMulti, at: "/card/update_multi",
            trips: #"{"card":{"update_multi":false,"elements":[{"tag":"hr"}]}}"#,
            passes: #"{"card":{"config":{"enable_forward":true},"elements":[{"tag":"hr"}]}}"#),
        LintCase(
            .imageKeyShape, error: true, at: element + "/img_key",
            trips: LintCase.card(#"{"tag":"img","img_key":"file_1"}"#),
            passes: LintCase.card(#"{"tag":"img","img_key":"img_1"}"#)),
        LintCase(
            .linkScheme, error: true, at: element + "/url",
            trips: LintCase.card(#"{"tag":"button","url":"JavaScript:x"}"#),
            passes: LintCase.card(#"{"tag":"button","url":""}"#)),
        LintCase(
            .linkScheme, error: true, at: element + "/content",
            trips: LintCase.card(#"{"tag":"markdown","content":"[go](javascript:x)"}"#),
            passes: LintCase.card(#"{"tag":"markdown","content":"[go](https://a.example) ![cat](img_v3_1)"}"#)),
        LintCase(
            .linkScheme, error: true, at: element + "/text/content",
            trips: LintCase.card(#"{"tag":"div","text":{"tag":"lark_md","content":"<a href='data:x'>go</a>"}}"#),
            passes: LintCase.card(#"{"tag":"div","text":{"tag":"lark_md","content":"<a href='lark://x'>go</a>"}}"#)),
        LintCase(
            .linkScheme, at: element + "/multi_url/pc_url",
            trips: LintCase.card(#"{"tag":"button","multi_url":{"pc_url":"www.a.example"}}"#),
            passes: LintCase.card(#"{"tag":"button","multi_url":{"pc_url":"lark://msgcard/unsupported_action"}}"#)),
        LintCase(
            .unresolvedPlaceholder, at: element + "/content",
            trips: LintCase.card(#"{"tag":"markdown","content":"Dear ${name}"}"#),
            passes: LintCase.card(#"{"tag":"markdown","content":"costs $5 {net of tax}"}"#)),
        LintCase(
            .textMarkup, at: element + "/text/i18n/en_us",
            trips: LintCase.card(#"{"tag":"div","text":{"tag":"plain_text","i18n":{"en_us":"**now**"}}}"#),
            passes: LintCase.card(#"{"tag":"div","text":{"tag":"lark_md","content":"**now**"}}"#)),
        LintCase(
            .invisibleCharacter, at: "/card/header/title/content",
            trips: #"{"card":{"header":{"title":{"tag":"plain_text","content":"\u2060x"}}}}"#,
            passes: #"{"card":{"header":{"title":{"tag":"plain_text","content":"x"}}}}"#),
    ]

    /// A card with so many elements in each of two languages.
    private static func locales(_ chinese: Int, _ english: Int) -> String {
        let elements = { Array(repeating: #"{"tag":"hr"}"#, count: $0).joined(separator: ",") }
        return #"{"card":{"i18n_elements":{"zh_cn":[\#(elements(chinese))],"en_us":[\#(elements(english))]}}}"#
    }
}
