import Foundation
import StrictJSON
import Testing

@testable import JobModel

/// Whose values reach whom, and what is refused rather than sent with a gap.
struct PersonalPlanTests {
    private typealias Fixture = PersonalFixture

    struct Filled: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var csv: String
        var texts: [String]
        var defaulted: [DefaultedColumn] = []
        var testDescription: String { name }
    }

    @Test(arguments: [
        Filled(
            name: "everybody has a value", text: "Dear {{name}}!", csv: "open_id,name\nou_1,Ann\nou_2,李雷\n",
            texts: ["ou_1: Dear Ann!", "ou_2: Dear 李雷!"]),
        Filled(
            name: "columns in any order, some unused", text: "{{b}} {{a}} {{b}}",
            csv: "a,open_id,c,b\n1,ou_1,x,2\n3,ou_2,y,4\n", texts: ["ou_1: 2 1 2", "ou_2: 4 3 4"]),
        Filled(
            name: "a default for an empty cell", text: "Dear {{name|colleague}}",
            csv: "open_id,name\nou_1, \nou_2,Bo\n",
            texts: ["ou_1: Dear colleague", "ou_2: Dear Bo"], defaulted: [DefaultedColumn(column: "name", people: 1)]),
        Filled(
            name: "a cell of what nobody sees is empty", text: "Dear {{name|colleague}}",
            csv:
                "open_id,name\nou_1,\u{200B}\nou_2,\u{FEFF} \u{AD}\nou_3,\u{3164}\nou_4,\u{2800}\u{200E}\nou_5,\u{200B}Bo\n",
            texts: (1...4).map { "ou_\($0): Dear colleague" } + ["ou_5: Dear Bo"],
            defaulted: [DefaultedColumn(column: "name", people: 4)]),
        Filled(
            name: "a column whose name has blanks around it", text: "Dear {{name}}", csv: "open_id, name\nou_1, Ann\n",
            texts: ["ou_1: Dear Ann"]),
        Filled(
            name: "two defaults of one column", text: "{{n|a}} {{n|b}}", csv: "open_id,n\nou_1,\n",
            texts: ["ou_1: a b"],
            defaulted: [DefaultedColumn(column: "n", people: 1)]),
        Filled(
            name: "an empty default", text: "Hi{{n|}}", csv: "open_id,n\nou_1,\n", texts: ["ou_1: Hi"],
            defaulted: [DefaultedColumn(column: "n", people: 1)]),
        Filled(
            name: "what a cell holds is not filled again", text: "{{a}}|{{b}}", csv: "open_id,a,b\nou_1,{{b}},x\n",
            texts: ["ou_1: {{b}}|x"]),
        Filled(
            name: "quotes, backslashes, lines", text: "\"{{a}}\"\n\\",
            csv: "open_id,a\nou_1,\"say \"\"hi\"\"\r\n\\n\"\n",
            texts: ["ou_1: \"say \"hi\"\n\\n\"\n\\"]),
        Filled(
            name: "a person twice with the same value", text: "{{a}}", csv: "open_id,a\nou_1,x\nou_1, x\nou_2,y\n",
            texts: ["ou_1: x", "ou_2: y"]),
        Filled(
            name: "a person twice with another value in a column that is not used", text: "{{a}}",
            csv: "open_id,a,b\nou_1,x,1\nou_1,x,2\n", texts: ["ou_1: x"]),
        Filled(
            name: "a person twice, one row empty", text: "{{a}}", csv: "open_id,a\nou_1,\nou_1,x\n", texts: ["ou_1: x"]),
        Filled(
            name: "in an address, percent-encoded", text: "https://x.example/{{a}}?b={{a}}#{{a}}",
            csv: "open_id,a\nou_1,a/é &\n",
            texts: ["ou_1: https://x.example/a%2F%C3%A9%20%26?b=a%2F%C3%A9%20%26#a%2F%C3%A9%20%26"]),
    ])
    func everybodyReadsTheirOwn(_ filled: Filled) throws {
        let plan = try Fixture.plan(.text(filled.text), filled.csv)
        #expect(try Fixture.texts(plan) == filled.texts)
        #expect(plan.defaulted == filled.defaulted)
    }

    @Test func aFilledMessageHasTheBytesOfOneThatWasWrittenSo() throws {
        let card: JSONValue = [
            "schema": "2.0", "config": ["n": 1, "ok": true, "none": nil],
            "body": ["elements": [["tag": "markdown", "content": "\"{{a}}\" \\ \u{7F} 你"], ["tag": "hr"], []]],
        ]
        let cell = "x \\\"é😀\n/"
        let messages: [(Message, Message)] = [
            (.text("a {{a}}"), .text("a " + cell)),
            (
                .post(["zh_cn": ["title": "{{a}}", "content": [[["tag": "a", "text": "{{a}}", "href": "https://x"]]]]]),
                .post([
                    "zh_cn": [
                        "title": .string(cell),
                        "content": [[["tag": "a", "text": .string(cell), "href": "https://x"]]],
                    ]
                ])
            ),
            (
                .card(.json(card)),
                .card(
                    .json([
                        "schema": "2.0", "config": ["n": 1, "ok": true, "none": nil],
                        "body": [
                            "elements": [
                                ["tag": "markdown", "content": "\"x &#92;\"é😀\n/\" \\ \u{7F} 你"], ["tag": "hr"], [],
                            ]
                        ],
                    ]))
            ),
            (
                .template(CardTemplate(id: "AAq1", version: "1.0.0", variables: ["v": ["{{b|-}}", 2], "w": "{{b}}"])),
                .template(CardTemplate(id: "AAq1", version: "1.0.0", variables: ["v": ["bee", 2], "w": "bee"]))
            ),
        ]
        let quoted = cell.replacing("\"", with: "\"\"")
        for (template, written) in messages {
            let personal = try Fixture.plan(template, "open_id,a,b\nou_1,\"\(quoted)\",bee\n")
            let plain = try Fixture.plan(written, "open_id\nou_1\n")
            #expect(personal.body(of: personal.batches[0]) == plain.body(of: plain.batches[0]))
            #expect(personal.batches[0].filled(template) == written)
            #expect(personal.batches[0].bodySHA256 == plain.batches[0].bodySHA256)
            #expect(plain.batches[0].personalContent == nil && plain.batches[0].filled(written) == written)
            #expect(personal.requestSize(of: template) == plain.requestSize(of: written))
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        var csv: String
        var pointer = "/message/text"
        var words: [String]
        var testDescription: String { name }
    }

    @Test(arguments: [
        Refused(
            name: "an unknown column", text: "{{nmae}}", csv: "open_id,name\nou_1,Ann\n",
            words: ["no file has a column \"nmae\"", "a.csv", "did you mean {{name}}?"]),
        Refused(
            name: "an unknown column with a default", text: "{{x|y}}", csv: "open_id,name\nou_1,Ann\n",
            words: ["no file has a column \"x\"", "known: name"]),
        Refused(
            name: "a column of ids", text: "{{open_id}}", csv: "open_id,name\nou_1,Ann\n",
            words: ["names people and fills nothing"]),
        Refused(
            name: "a file of ids alone", text: "{{name}}", csv: "open_id\nou_1\n", words: ["no columns beside ids"]),
        Refused(
            name: "nobody's cell is filled", text: "{{n}}", csv: "open_id,n\nou_1,\nou_2,\nou_3,x\nou_4,\nou_5,\n",
            words: ["4 people have no value in \"n\"", "a.csv:2, a.csv:3, a.csv:5, …", "{{n|default}}"]),
        Refused(
            name: "nobody can see what is in the cell", text: "{{n}}", csv: "open_id,n\nou_1,\u{200B}\n",
            words: ["1 person has no value in \"n\"", ": a.csv:2"]),
        Refused(
            name: "one placeholder of two has a default", text: "{{n|x}} {{n}}", csv: "open_id,n\nou_1,\n",
            words: ["1 person has no value in \"n\"", ": a.csv:2"]),
        Refused(
            name: "two values", text: "{{n}}", csv: "open_id,n,m\nou_1,x,\nou_2,y,\nou_1,z,\n",
            words: ["a.csv:2 and a.csv:4", "different values in \"n\""]),
        Refused(
            name: "two values, and more people with two", text: "{{n}}",
            csv: "open_id,n\nou_1,x\nou_1,z\nou_2,a\nou_2,b\nou_3,a\nou_3,b\n",
            words: ["a.csv:2 and a.csv:3", "and so for 2 more"]),
        Refused(
            name: "letters that only look the same", text: "{{n}}", csv: "open_id,n\nou_1,\u{E9}\nou_1,e\u{301}\n",
            words: ["a.csv:2 and a.csv:3"]),
        Refused(
            name: "a text of nothing", text: " {{n|}}", csv: "open_id,n\nou_1,\n", words: ["nothing but white space"]),
        Refused(name: "a slip in the braces", text: "{{n", csv: "open_id,n\nou_1,x\n", words: ["is not closed"]),
    ])
    func nobodyGetsAHalfFilledMessage(_ refused: Refused) throws {
        let reasons = try Fixture.refusal(.text(refused.text), refused.csv)
        #expect(reasons.map(\.pointer) == [refused.pointer], "\(reasons)")
        let reason = try #require(reasons.first)
        for words in refused.words {
            #expect("\(reason.message); \(reason.hint ?? "")".contains(words), "\(reason)")
        }
        #expect(reason.category == .data)
    }

    @Test(arguments: [
        "#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", " #NULL! ", "#NUM!", "#SPILL!", "####", "#ERROR!",
    ])
    func anErrorOfTheSpreadsheetIsNobodysValue(_ cell: String) {
        let text = "open_id,n\nou_1,x\nou_2,\(cell)\n"
        let reading = AudienceFileReader(keeping: .all).read(bytes: Array(text.utf8), name: "a.csv")
        let shown = AudienceCell.trimmed(cell)
        #expect(reading.file == nil)
        #expect(
            reading.problems.first?.description.hasPrefix(
                "a.csv:3:6: the column \"n\" holds \"\(shown)\", an error of the spreadsheet and no value; mend")
                == true,
            "\(reading.problems)")
        // A column that is in no message harms nobody, and words are words.
        #expect(AudienceFileReader().read(bytes: Array(text.utf8), name: "a.csv").problems.isEmpty)
        let words = "open_id,n\nou_1,#1 \(shown)\nou_2,#wow!\nou_3,##\n"
        #expect(AudienceFileReader(keeping: .all).read(bytes: Array(words.utf8), name: "a.csv").problems.isEmpty)
    }

    @Test func everythingThatIsWrongIsSaidAtOnce() throws {
        let reasons = try Fixture.refusal(
            .text("{{a}} {{b}} {{c|-}}"), "open_id,a,b,c\nou_1,,x,<at \nou_2,1,1,<b>\nou_2,1,2,\n")
        #expect(reasons.count == 2, "\(reasons)")
        let unsafe = try Fixture.refusal(
            .text("{{a}}"), "open_id,a\n" + (1...15).map { "ou_\($0),<b>\n" }.joined())
        #expect(unsafe.count == 11 && unsafe.last?.message == "5 more cells are no plain values")
        #expect(unsafe.first?.pointer == "/audience/files/0")
        #expect(unsafe.first?.message.hasPrefix("a.csv:2: the column \"a\" holds") == true)
    }

    @Test func peopleWithoutARowNeedADefault() throws {
        var manifest = Fixture.manifest(.text("Hi {{n|you}}"))
        manifest.audience.users.openIDs = ["ou_9", "ou_1"]
        let csv = ["a.csv": "open_id,n\nou_1,Ann\n"]
        #expect(try Fixture.texts(try Fixture.plan(manifest, csv)) == ["ou_9: Hi you", "ou_1: Hi Ann"])
        manifest.message = .text("Hi {{n}}")
        #expect(try Fixture.refusal(manifest, csv).first?.message.contains("1 person has no value in \"n\"") == true)
        #expect(try Fixture.refusal(manifest, csv).first?.message.contains("ou_9 (no row)") == true)
    }

    @Test func twoFilesCompleteEachOther() throws {
        let manifest = Fixture.manifest(.text("{{a}} {{b|-}}"), files: ["a.csv", "b.csv"])
        let plan = try Fixture.plan(
            manifest, ["a.csv": "open_id,a\nou_1,1\n", "b.csv": "open_id,b,a\nou_2,2,3\nou_1,4,\n"])
        #expect(try Fixture.texts(plan) == ["ou_1: 1 4", "ou_2: 3 2"])
        let reasons = try Fixture.refusal(
            manifest, ["a.csv": "open_id,a\nou_1,1\n", "b.csv": "b,a,open_id\nx,2,ou_1\n"])
        #expect(reasons.first?.message.contains("a.csv:2 and b.csv:2") == true, "\(reasons)")
    }

    @Test func whoeverIsLeftOutNeedsNoValue() throws {
        var manifest = Fixture.manifest(.text("{{n}}"))
        manifest.audience.exclude.users.openIDs = ["ou_2"]
        #expect(try Fixture.texts(try Fixture.plan(manifest, ["a.csv": "open_id,n\nou_1,x\nou_2,\n"])) == ["ou_1: x"])
    }

    @Test func withoutAFileEveryPlaceholderNeedsADefault() throws {
        var manifest = Fixture.manifest(.text("{{a|x}} {{b|y}}"), files: [])
        manifest.audience.chats = ["oc_1", "oc_2"]
        let plan = try Fixture.plan(manifest)
        #expect(try Fixture.texts(plan) == ["oc_1: x y", "oc_2: x y"])
        #expect(plan.defaulted == [DefaultedColumn(column: "a", people: 2), DefaultedColumn(column: "b", people: 2)])
        manifest.message = .text("{{a|x}} {{b}}")
        let reasons = try Fixture.refusal(manifest)
        #expect(reasons.map(\.pointer) == ["/message/text"])
        #expect(
            reasons[0].message.contains("no file of the audience") && reasons[0].hint?.contains("{{b|default}}") == true
        )
        manifest.audience = Manifests.text(openIDs: ["ou_1"]).audience
        #expect(try Fixture.refusal(manifest) == reasons)
    }

    @Test func cellsThatWereNotReadAreNoEmptyCells() throws {
        let reading = AudienceFileReader().read(bytes: Array("open_id,n\nou_1,x\n".utf8), name: "a.csv")
        let manifest = Fixture.manifest(.text("{{n|-}}"))
        let named = try NamedAudience(manifest.audience, files: ["a.csv": try #require(reading.file)])
        do {
            _ = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), audience: .withoutContacts(named))
            Issue.record("planned")
        } catch {
            #expect(error.reasons.map(\.pointer) == ["/audience/files/0"])
            #expect(error.reasons[0].message.contains("were not read"))
        }
        #expect(manifest.personalColumns() == ["n"])
        #expect(Fixture.manifest(.text("{{a}} {{b|x}} {{a}}")).personalColumns() == ["a", "b"])
        #expect(Fixture.manifest(.text("Dear all")).personalColumns().isEmpty)
    }

    @Test func aPlaceholderMayNotStandInAWordOfFeishus() throws {
        for card in [["elements": [["tag": "{{a}}"]]], ["elements": [["tag": "img", "img_key": "{{a}}"]]]]
            as [JSONValue]
        {
            let reasons = try Fixture.refusal(.card(.json(card)), "open_id,a\nou_1,x\n")
            #expect(reasons.map(\.message) == ["a placeholder in an id or a word of Feishu's own"], "\(reasons)")
        }
    }

    @Test func aKeyIsNeverFilled() throws {
        let messages: [(Message, String)] = [
            (.card(.json(["elements": [["tag": "hr", "{{a}}": 1]]])), "/message/card/elements/0/{{a}}"),
            (
                .card(.json(["elements": [["tag": "button", "value": ["k": ["x{{a|b}}": "{{a}}"]]]]])),
                "/message/card/elements/0/value/k/x{{a|b}}"
            ),
            (
                .template(CardTemplate(id: "AAq1", version: "1.0.0", variables: ["{{a": "x"])),
                "/message/template/variables/{{a"
            ),
        ]
        for (message, pointer) in messages {
            let reasons = try Fixture.refusal(message, "open_id,a\nou_1,x\n")
            #expect(reasons.map(\.pointer) == [pointer], "\(reasons)")
            #expect(reasons.first?.message.contains("a placeholder in a key") == true, "\(reasons)")
        }
    }

    @Test func aCardFileIsFilledToo() throws {
        let manifest = Fixture.manifest(.card(.file("c.json")))
        let card = #"{"elements":[{"tag":"markdown","content":"Dear {{n}}"}]}"#
        let resources = MessageResources(cardBytes: Array(card.utf8))
        #expect(manifest.isPersonal(resources) && !manifest.isPersonal())
        let plan = try Fixture.plan(manifest, ["a.csv": "open_id,n\nou_1,Ann\n"], resources: resources)
        #expect(try Fixture.contents(plan).first?.content["elements"]?.array?[0]["content"] == "Dear Ann")
    }

    @Test func aBatchIsNeverPersonal() {
        var manifest = Fixture.manifest(.text("{{a}}"))
        manifest.channel = .batch
        #expect(!manifest.isPersonal())
    }
}
