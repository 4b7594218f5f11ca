import Foundation
import JobModel
import StrictJSON
import Testing

/// What makes two messages the same for the guard against repetition.
struct ContentHashTests {
    private static func hash(_ message: Message) throws -> String {
        try BatchPlanner.plan(manifest: Manifests.message(message), manifestBytes: Data()).contentSHA256
    }

    private static func value(_ text: String) throws -> JSONValue {
        try #require(JSONReader().readStrictly(Array(text.utf8)))
    }

    /// A formatter that sorts the keys of a manifest makes no new message of it.
    @Test func theOrderOfMembersDoesNotCount() throws {
        let card = try Self.value(
            #"{"schema":"2.0","body":{"elements":[{"tag":"markdown","content":"a"},{"tag":"hr"}]}}"#)
        let again = try Self.value(
            #"{"body":{"elements":[{"content":"a","tag":"markdown"},{"tag":"hr"}]},"schema":"2.0"}"#)
        #expect(try Self.hash(.card(.json(card))) == Self.hash(.card(.json(again))))
        let post = try Self.value(#"{"zh_cn":{"title":"T","content":[[{"tag":"text","text":"a"}]]}}"#)
        let sorted = try Self.value(#"{"zh_cn":{"content":[[{"text":"a","tag":"text"}]],"title":"T"}}"#)
        #expect(try Self.hash(.post(post)) == Self.hash(.post(sorted)))
    }

    @Test func theOrderOfElementsAndTheirWordsDo() throws {
        let card = { (elements: String) throws -> String in
            try Self.hash(.card(.json(Self.value(#"{"schema":"2.0","body":{"elements":[\#(elements)]}}"#))))
        }
        let (one, two) = (#"{"tag":"markdown","content":"a"}"#, #"{"tag":"markdown","content":"b"}"#)
        #expect(try Set([card("\(one),\(two)"), card("\(two),\(one)"), card(one), card(two)]).count == 4)
    }
}
