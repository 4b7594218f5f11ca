import Testing

@testable import FeishuSandbox

/// What a card may be made of, on both channels: what Feishu's pages refuse is refused, and nothing else.
@Suite struct CardInspectionTests {
    static let person = SandboxCompany(seed: 1, people: 200).people[0].openID

    private static func first(_ element: String) -> String { #"{"elements":[\#(element)]}"# }

    private static func second(_ element: String) -> String { #"{"schema":"2.0","body":{"elements":[\#(element)]}}"# }

    private static let refused: [(card: String, subCode: Int)] = [
        (second(#"{"tag":"chart"}"#), 200_550), (second(#"{"tag":"chart","chart_spec":"bar"}"#), 200_550),
        (first(#"{"tag":"chart","chart_spec":[]}"#), 200_550),
        (second(#"{"tag":"table","rows":[]}"#), 200_914), (second(#"{"tag":"table","columns":[],"rows":[]}"#), 200_914),
        (second(#"{"tag":"table","columns":[{"name":"day"}]}"#), 200_914),
        (second(#"{"tag":"table","columns":[{"name":"day"}],"rows":{"day":"x"}}"#), 200_914),
        (second(#"{"tag":"table","columns":[{"name":"day"}],"rows":["x"]}"#), 200_914),
        (second(#"{"tag":"table","columns":[{"name":"day"}],"rows":[{"day":"x"},{"night":"x"}]}"#), 200_915),
        (second(#"{"tag":"audio"}"#), 300_240), (second(#"{"tag":"audio","file_key":""}"#), 300_240),
        (first(#"{"tag":"audio","file_key":"file_v3_none"}"#), 300_240),
        (second(#"{"tag":"action","actions":[]}"#), 200_861),
        (second(#"{"tag":"marquee"}"#), 200_621),
        (second(#"{"tag":"column_set","columns":[{"tag":"column","elements":[{"tag":"checkbox"}]}]}"#), 200_621),
        (first(#"{"content":"x"}"#), 200_621), (second(#"{"content":"x"}"#), 200_621), (first(#""x""#), 200_621),
        (second(#"{"tag":"form","elements":[{"content":"x"}]}"#), 200_621),
        (first(#"{"tag":"div","text":"x"}"#), 200_621), (second(#"{"tag":"div","text":["x"]}"#), 200_621),
        (#"{"elements":{"tag":"hr"}}"#, 200_621), (#"{"schema":"2.0","body":{"elements":{"tag":"hr"}}}"#, 200_621),
        (#"{"schema":"2.0","body":"x"}"#, 200_621), (#"{"i18n_elements":[{"tag":"hr"}]}"#, 200_621),
        (#"{"i18n_elements":{"zh_cn":{"tag":"hr"}}}"#, 200_621),
        (#"{"header":"x","elements":[{"tag":"hr"}]}"#, 200_621),
        (#"{"schema":"2.0","header":[],"body":{"elements":[{"tag":"hr"}]}}"#, 200_621),
    ]

    @Test(arguments: refused)
    func refusesWhatFeishuIsDocumentedToRefuse(_ card: String, _ subCode: Int) async throws {
        try await withProbe { probe async throws in
            let batch = try await probe.batchSend(
                #"{"open_ids":["\#(Self.person)"],"msg_type":"interactive","card":\#(card)}"#)
            #expect(batch.code == 11246 && batch.message.contains("ErrCode: \(subCode);"), "\(batch.text)")
            let single = try await probe.send(card, to: Self.person, type: "interactive")
            #expect(single.code == 230_099 && single.message.contains("ErrCode: \(subCode);"), "\(single.text)")
        }
    }

    private static let taken: [String] = [
        second(#"{"tag":"chart","chart_spec":{"type":"bar","data":{"values":[{"tag":"marquee"}]}}}"#),
        second(#"{"tag":"table","columns":[{"name":"day"}],"rows":[{"day":"x"},{}]}"#),
        second(#"{"tag":"table","columns":[{"name":"day"}],"rows":[]}"#),
        // Schema 1.0 leaves out what it does not know.
        first(#"{"tag":"marquee"}"#),
        first(#"{"tag":"note","elements":[{"tag":"plain_text","content":"x"},{"tag":"lark_md","content":"x"}]}"#),
        first(
            #"{"tag":"action","actions":[{"tag":"button","text":{"tag":"plain_text","content":"x"},"value":{"tag":1}}]}"#
        ),
        first(
            #"{"tag":"div","text":{"tag":"lark_md","content":"x"},"fields":[{"is_short":true,"text":{"tag":"lark_md","content":"y"}}]}"#
        ),
        first(#"{"tag":"div","fields":[]}"#),
        second(
            #"{"tag":"form","name":"f","elements":[{"tag":"input","name":"i"},{"tag":"checker","text":{"tag":"plain_text","content":"x"}},{"tag":"button","behaviors":[{"type":"callback","value":{"elements":[1]}}]}]}"#
        ),
        second(
            #"{"tag":"collapsible_panel","header":{"title":{"tag":"markdown","content":"x"},"icon":{"tag":"standard_icon","token":"down"}},"elements":[{"tag":"markdown","content":"x"}]}"#
        ),
        second(
            #"{"tag":"interactive_container","elements":[{"tag":"person","user_id":"\#(person)"},{"tag":"select_person","options":[]}]}"#
        ),
        #"{"schema":"2.0","header":{"title":{"tag":"plain_text","content":"x"},"text_tag_list":[{"tag":"text_tag","text":{"tag":"plain_text","content":"x"}}]},"body":{"elements":[]}}"#,
        #"{"header":{"title":{"tag":"plain_text","content":"x"}},"i18n_elements":{"zh_cn":[{"tag":"hr"}]}}"#,
    ]

    @Test(arguments: taken)
    func takesWhatFeishuTakes(_ card: String) async throws {
        try await withProbe { probe async throws in
            let batch = try await probe.batchSend(
                #"{"open_ids":["\#(Self.person)"],"msg_type":"interactive","card":\#(card)}"#)
            #expect(batch.code == 0, "\(batch.text)")
            #expect(try await probe.send(card, to: Self.person, type: "interactive").code == 0)
        }
    }

    @Test func aSoundIsTheAppsOwnAndItsCardIsNotForwarded() async throws {
        try await withProbe { probe async throws in
            let key = try #require(try await probe.upload("files", UploadTests.fileParts("opus")).data("file_key"))
            func send(_ config: String, _ ids: [String]) async throws -> Answer {
                let sounds = ids.map { #"{"tag":"audio","file_key":"\#(key)","audio_id":"\#($0)"}"# }
                let card = #"{"schema":"2.0",\#(config)"body":{"elements":[\#(sounds.joined(separator: ","))]}}"#
                return try await probe.send(card, to: Self.person, type: "interactive")
            }
            let closed = #""config":{"enable_forward":false},"#
            #expect(try await send(closed, ["a", "b"]).code == 0)
            #expect(try await send(closed, ["a", "a"]).message.contains("ErrCode: 300230;"))
            #expect(try await send("", ["a"]).message.contains("ErrCode: 300220;"))
        }
    }
}
