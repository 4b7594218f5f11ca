import Foundation
import JobModel
import StrictJSON
import Testing

@Suite struct MessageBytesTests {
    private func body(_ message: Message, resources: MessageResources = MessageResources()) throws -> String {
        let manifest = Manifests.message(message, openIDs: ["ou_1", "ou_2"])
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data(), resources: resources)
        return String(decoding: plan.body(of: plan.batches[0]), as: UTF8.self)
    }

    @Test(
        arguments: [
            (
                .text("Hi \"you\"\n"),
                #"{"msg_type":"text","content":{"text":"Hi \"you\"\n"},"open_ids":["ou_1","ou_2"]}"#
            ),
            (
                .post(["en_us": ["title": "T", "content": [[["tag": "text", "text": "a"]]]]]),
                #"{"msg_type":"post","content":{"post":{"en_us":{"title":"T","content":[[{"tag":"text","text":"a"}]]}}},"#
                    + #""open_ids":["ou_1","ou_2"]}"#
            ),
            (
                .image(.key("img_1")),
                #"{"msg_type":"image","content":{"image_key":"img_1"},"open_ids":["ou_1","ou_2"]}"#
            ),
            (
                .shareChat("oc_1"),
                #"{"msg_type":"share_chat","content":{"share_chat_id":"oc_1"},"open_ids":["ou_1","ou_2"]}"#
            ),
            (
                .card(.json(["schema": "2.0", "body": ["elements": []]])),
                #"{"msg_type":"interactive","card":{"schema":"2.0","body":{"elements":[]}},"open_ids":["ou_1","ou_2"]}"#
            ),
            (
                .template(CardTemplate(id: "AAq1", version: "1.0.0", variables: ["n": .number("1.50")])),
                #"{"msg_type":"interactive","card":{"type":"template","data":{"template_id":"AAq1","#
                    + #""template_version_name":"1.0.0","template_variable":{"n":1.50}}},"open_ids":["ou_1","ou_2"]}"#
            ),
            (
                .template(CardTemplate(id: "AAq1")),
                #"{"msg_type":"interactive","card":{"type":"template","data":{"template_id":"AAq1"}},"#
                    + #""open_ids":["ou_1","ou_2"]}"#
            ),
        ] as [(Message, String)])
    func everyKindHasTheDocumentedShape(message: Message, bytes: String) throws {
        #expect(try body(message) == bytes)
    }

    @Test func emojiAndRightToLeftTextArriveByteByByte() throws {
        let text = "👩‍👩‍👧‍👦 🇨🇳 e\u{301} \u{E9} שלום \u{2067}مرحبا\u{2069} \u{200D}\u{FEFF} 你好\u{2028}"
        let reading = Manifests.read(message: JSONValue.object([.init("text", .string(text))]).text())
        let manifest = try #require(reading.manifest)
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        let bytes = plan.body(of: plan.batches[0])
        #expect(bytes.range(of: Data(text.utf8)) != nil)
        let sent = JSONReader().readStrictly([UInt8](bytes))?["content"]?["text"]?.string
        #expect(sent.map { Array($0.utf8) } == Array(text.utf8))
    }

    @Test func numbersAndOrderOfACardStayAsWritten() throws {
        let card = #"{"header":{"b":1.0,"a":12345678901234567890},"elements":[{"tag":"hr","x":1e2}]}"#
        let manifest = try #require(Manifests.read(message: #"{"card": \#(card)}"#).manifest)
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        #expect(plan.bodyHead == Data(#"{"msg_type":"interactive","card":\#(card),"open_ids":"#.utf8))
    }

    @Test func aCardFromAFileEqualsTheSameCardInPlace() throws {
        let text = #"{ "elements": [ { "tag": "hr" } ] }"#
        let inFile = try body(.card(.file("card.json")), resources: MessageResources(cardBytes: Array(text.utf8)))
        #expect(try inFile == body(.card(.json(["elements": [["tag": "hr"]]]))))
    }

    @Test(arguments: [
        ("", "empty"), ("[]", "expected a card object"), (#"{"a":1,"a":2}"#, "occurs twice"),
        ("{}", "the card is empty"),
        (#"{"elements":["\u0000"]}"#, "expected an element"), (#"{"file":"other.json"}"#, "the card is empty"),
    ])
    func aBrokenCardFileIsRefusedWithItsPlace(text: String, contains: String) {
        let reasons = BatchPlanner.refusal(
            Manifests.message(.card(.file("card.json"))), resources: MessageResources(cardBytes: Array(text.utf8))
        )
        #expect(reasons.first?.pointer == "/message/card/file")
        #expect(reasons.first?.message.hasPrefix("card.json:1:") == true)
        #expect(reasons.contains { $0.message.contains(contains) })
    }

    // MARK: Sizes

    /// Everything of a request with 3 ids of 35 bytes but the message's own text.
    private static let textFrame = #"{"msg_type":"text","content":{"text":""},"open_ids":[]}"#.utf8.count + 3 * 37 + 2

    @Test(arguments: [(153_600, true), (153_601, false), (153_599, true)])
    func aTextRequestHasAtMost150KB(size: Int, fits: Bool) throws {
        let text = String(repeating: "a", count: size - Self.textFrame)
        let manifest = Manifests.text(text, openIDs: Manifests.openIDs(3))
        #expect((BatchPlanner.refusal(manifest) == []) == fits)
        guard fits else { return }
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data())
        #expect(plan.body(of: plan.batches[0]).count == size)
    }

    @Test(arguments: [(30_720, true), (30_721, false), (30_719, true)])
    func aCardRequestHasAtMost30KB(size: Int, fits: Bool) throws {
        let frame = #"{"msg_type":"interactive","card":{"header":""},"open_ids":["ou_1"]}"#.utf8.count
        let card = JSONValue.object([.init("header", .string(String(repeating: "a", count: size - frame)))])
        let manifest = Manifests.message(.card(.json(card)), openIDs: ["ou_1"])
        #expect((BatchPlanner.refusal(manifest) == []) == fits)
    }

    @Test func bytesCountNotCharactersAndEscapesCountDouble() {
        let hanzi = String(repeating: "午", count: 51_199)
        #expect(BatchPlanner.refusal(Manifests.text(hanzi, openIDs: ["ou_1"])).count == 1)
        let lines = String(repeating: "\n", count: 76_800)
        #expect(BatchPlanner.refusal(Manifests.text(lines, openIDs: ["ou_1"])).count == 1)
    }

    @Test func theLargestBatchCountsAndTheAdviceHolds() throws {
        let card = JSONValue.object([.init("header", .string(String(repeating: "a", count: 25_000)))])
        var manifest = Manifests.message(.card(.json(card)), openIDs: Manifests.openIDs(201))
        let reason = try #require(BatchPlanner.refusal(manifest).first)
        #expect(reason.pointer == "/message/card")
        #expect(reason.message.contains("batch 1 has 32"))
        let advised = try #require(reason.hint?.split(separator: " ").last.flatMap { Int($0) })
        manifest.delivery.batchSize = advised
        #expect(BatchPlanner.refusal(manifest) == [])
        manifest.delivery.batchSize = advised + 1
        #expect(BatchPlanner.refusal(manifest).count == 1)
    }

    @Test func aTextThatFillsTheRequestAloneIsFoundWhileReading() {
        for (count, problems) in [(153_601, 1), (153_600, 0)] {
            let text = String(repeating: "a", count: count)
            let reading = Manifests.read(message: #"{"text":"\#(text)"}"#)
            #expect(reading.problemCount == problems)
        }
    }
}
