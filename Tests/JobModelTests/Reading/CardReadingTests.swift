import JobModel
import StrictJSON
import Testing

@Suite struct CardReadingTests {
    private static func elements(_ count: Int) -> String {
        "[" + Array(repeating: #"{"tag":"hr"}"#, count: count).joined(separator: ",") + "]"
    }

    @Test(arguments: [
        #"{"elements":[]}"#, #"{"header":{},"config":{}}"#, #"{"schema":"1.0","elements":[{"tag":"hr"}]}"#,
        #"{"i18n_elements":{"zh_cn":[]}}"#, #"{"schema":"2.0","body":{"elements":[]}}"#,
        #"{"schema":"2.0","body":{"direction":"vertical","elements":[{"tag":"markdown","content":"**a**\n[b](https://x)"}]}}"#,
        #"{"elements":\#(elements(200))}"#, #"{"schema":"2.0","body":{"elements":\#(elements(200))}}"#,
    ])
    func takesCards(_ card: String) throws {
        let reading = Manifests.read(message: #"{"card":\#(card)}"#)
        #expect(reading.problems == [])
        #expect(reading.manifest?.message == .card(.json(try #require(JSONReader().readStrictly(Array(card.utf8))))))
    }

    @Test(arguments: [
        ("1", "", "expected a card object"), (#"{"schema":2,"elements":[]}"#, "/schema", "expected a string"),
        (#"{"schema":"2","elements":[]}"#, "/schema", "no card schema"),
        (#"{"elements":{}}"#, "/elements", "expected an array of elements"),
        (#"{"elements":[],"header":"a"}"#, "/header", "expected an object"),
        (#"{"elements":[],"config":[]}"#, "/config", "expected an object"),
        (#"{"i18n_elements":[]}"#, "/i18n_elements", "expected an object of locales"),
        (#"{"schema":"2.0","body":[]}"#, "/body", "expected an object"),
        (#"{"schema":"2.0","body":{}}"#, "/body", "\"elements\" is missing"),
        (#"{"elements":\#(elements(201))}"#, "/elements", "201 elements"),
        (#"{"schema":"2.0","body":{"elements":\#(elements(201))}}"#, "/body/elements", "201 elements"),
        (#"{"elements":[{"tag":"a","n":-1e999}]}"#, "/elements/0/n", "too large a number"),
        (#"{"elements":[{"tag":"a","t":"\u202e"}]}"#, "/elements/0/t", "direction mark"),
        (#"{"file":1}"#, "/file", "expected a string"), (#"{"file":"../a"}"#, "/file", "leaves the manifest's folder"),
        (#"{"template_id":"AAq1","elements":[]}"#, "", "reference to a template"),
    ])
    func namesWhatIsWrong(card: String, pointer: String, contains: String) {
        let problems = Manifests.read(message: #"{"card":\#(card)}"#).problems
        #expect(problems.map(\.pointer) == ["/message/card\(pointer)"])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test(arguments: [
        (#"{"id":1}"#, "/id", "expected a string"), (#"{"id":"a b"}"#, "/id", "no template id"),
        (#"{"id":"a","version":1}"#, "/version", "expected a string"),
        (#"{"id":"a","version":"1.0"}"#, "/version", "no version"),
        (#"{"id":"a","version":"v1.0.0"}"#, "/version", "no version"),
        (#"{"id":"a","variables":"x"}"#, "/variables", "expected an object"),
        (#"{"id":"a","variables":{"x":"\u0000"}}"#, "/variables/x", "U+0000"),
        (#"{"template_id":"a","id":"b"}"#, "/template_id", "did you mean \"id\""), ("[]", "", "expected an object"),
    ])
    func namesWhatIsWrongWithATemplate(template: String, pointer: String, contains: String) {
        let problems = Manifests.read(message: #"{"template":\#(template)}"#).problems
        #expect(problems.map(\.pointer) == ["/message/template\(pointer)"])
        #expect(problems.first?.description.contains(contains) == true)
    }

    @Test func readsTemplatesImagesAndChats() {
        let messages: [(String, Message)] = [
            (
                #"{"template":{"id":"AAq1","version":"1.2.3","variables":{"a":1}}}"#,
                .template(CardTemplate(id: "AAq1", version: "1.2.3", variables: ["a": 1]))
            ),
            (#"{"image":{"image_key":"img_v3_1"}}"#, .image(.key("img_v3_1"))),
            (#"{"image":"a/b.png"}"#, .image(.file("a/b.png"))),
            (#"{"share_chat":"oc_1"}"#, .shareChat("oc_1")),
            (#"{"card":{"file":"card.json"}}"#, .card(.file("card.json"))),
        ]
        for (text, message) in messages {
            #expect(Manifests.read(message: text).manifest?.message == message)
        }
    }

    @Test func aCardFileObeysTheSameRules() {
        let good = CardFile.read(Array(#"{"elements":[]}"#.utf8), name: "c.json")
        #expect(good.card == ["elements": []])
        #expect(good.problems == [])
        let bad = CardFile.read(Array("{\n \"elements\": [1]\n}".utf8), name: "c.json")
        #expect(bad.card == nil)
        #expect(
            bad.problems.map(\.description) == [
                "c.json:2:15: /elements/0: expected an element with a \"tag\", found a number"
            ])
    }
}
