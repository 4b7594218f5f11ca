import Foundation
import Testing

@testable import FeishuSandbox

@Suite struct WireJSONTests {
    @Test(arguments: [
        "", " ", "{", "[", "\"", "{}x", "{\"a\":1,}", "[1,]", "[1 2]", "{\"a\" 1}", "{a:1}", "{'a':1}", "nul", "True",
        "01", "-", "1.", ".5", "1e", "1e+", "+1", "0x10", "NaN", "1e999", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"",
        "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"tab\there\"", "\"line\nbreak\"", "// no\n1", "\u{FEFF}{}", "[1],",
        "{\"a\":1,\"a\":2}", "{\"a\":{\"b\":1,\"b\":1}}", "{\"a\":1,\"\\u0061\":2}",
    ])
    func refuses(_ text: String) {
        #expect(throws: WireJSONError.self) { try WireJSONReader.read(Array(text.utf8)) }
    }

    @Test(arguments: [
        [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE4, 0x22],
    ])
    func refusesBrokenUTF8(_ bytes: [UInt8]) {
        #expect(throws: WireJSONError.self) { try WireJSONReader.read(bytes) }
    }

    @Test func refusesDeepNestingInsteadOfOverflowing() throws {
        let deepest = WireJSONReader.maximumDepth
        let allowed = String(repeating: "[", count: deepest - 1) + "1" + String(repeating: "]", count: deepest - 1)
        #expect(throws: Never.self) { try WireJSONReader.read(Array(allowed.utf8)) }
        let endless = String(repeating: "[", count: 100_000)
        let error = #expect(throws: WireJSONError.self) { try WireJSONReader.read(Array(endless.utf8)) }
        #expect(error?.reason == "nested too deeply")
    }

    @Test(arguments: [
        ("0", WireJSON.integer(0)), ("-0", .integer(0)), ("42", .integer(42)), ("1.5", .number(1.5)),
        ("1e2", .number(100)),
        ("9223372036854775807", .integer(.max)), ("9223372036854775808", .number(9_223_372_036_854_775_808)),
        ("true", .bool(true)), ("false", .bool(false)), ("null", .null), (" [ ] ", .array([])), ("{ }", .object([])),
        ("\"a\\n\\t\\\"\\\\\\/\\b\\f\\r\"", .string("a\n\t\"\\/\u{8}\u{C}\r")), ("\"\\u6d4b\\u8bd5\"", .string("测试")),
        ("\"\\ud83d\\ude00\"", .string("😀")), ("\"测试 x\"", .string("测试 x")),
        (
            "{\"a\":[1,{\"b\":null}]}",
            .object([WireMember(key: "a", value: .array([.integer(1), .object([WireMember(key: "b", value: .null)])]))])
        ),
    ])
    func reads(_ text: String, _ value: WireJSON) throws {
        #expect(try WireJSONReader.read(Array(text.utf8)) == value)
    }

    @Test func namesTheByteWhereReadingStopped() {
        let error = #expect(throws: WireJSONError.self) { try WireJSONReader.read(Array("{\"a\":1 \"b\"}".utf8)) }
        #expect(error?.offset == 7)
    }

    @Test func listsOfStringsAreAllOrNothing() {
        #expect(WireJSON.array([.string("a"), .string("b")]).strings == ["a", "b"])
        #expect(WireJSON.array([.string("a"), .integer(1)]).strings == nil)
        #expect(WireJSON.string("a").strings == nil)
    }

    @Test func writesWhatFoundationReads() throws {
        let awkward = "quote \" backslash \\ line\n return\r tab\t bell\u{7} 测试 😀"
        let bytes = WireJSONWriter.object { writer in
            writer.field("text", awkward)
            writer.field("none", nil as String?)
            writer.field("list", ["a", "b\"c", ""])
            writer.array("empty") { _ in }
            writer.object("inner") { $0.field("flag", true) }
            writer.field("count", -7)
            writer.field("share", 0.25)
            writer.field("infinite", Double.infinity)
        }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
        #expect(object["text"] as? String == awkward)
        #expect(object["none"] is NSNull)
        #expect(object["list"] as? [String] == ["a", "b\"c", ""])
        #expect((object["empty"] as? [Any])?.isEmpty == true)
        #expect((object["inner"] as? [String: Bool]) == ["flag": true])
        #expect(object["count"] as? Int == -7)
        #expect(object["share"] as? Double == 0.25)
        #expect(object["infinite"] is NSNull)
    }

    @Test func readsBackWhatItWrites() throws {
        let bytes = WireJSONWriter.object { $0.field("ids", ["ou_1", "ou_2"]) }
        #expect(try WireJSONReader.read(bytes)["ids"]?.strings == ["ou_1", "ou_2"])
    }
}
