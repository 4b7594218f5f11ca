import StrictJSON
import Testing

@Suite struct JSONReaderValueTests {
    @Test(
        arguments: [
            ("null", .null), (" true ", .bool(true)), ("false\r\n", .bool(false)),
            ("0", .number("0")), ("-0", .number("-0")), ("1e400", .number("1e400")), ("1E+2", .number("1E+2")),
            ("9007199254740993", .number("9007199254740993")), ("-1.50", .number("-1.50")),
            (#""""#, .string("")), (#""é 你 👨‍👩‍👧 ‮""#, .string("é 你 👨‍👩‍👧 \u{202E}")),
            (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
            (#""\u0041\u00e9\u4F60\ud83d\ude00\u0000""#, .string("Aé你😀\0")),
            ("[]", .array([])), ("{}", .object([])), ("[ 1 , [ ] ]", .array([.number("1"), .array([])])),
            (#"{"b":1,"a":{"":2}}"#, ["b": 1, "a": ["": 2]]),
        ] as [(String, JSONValue)])
    func readsEveryKindOfValue(text: String, value: JSONValue) {
        #expect(JSONReader().readStrictly(Array(text.utf8)) == value)
    }

    @Test func keepsTheOrderOfMembers() {
        let keys = JSONReader().readStrictly(Array(#"{"z":1,"a":2,"m":3}"#.utf8))?.members?.map(\.key)
        #expect(keys == ["z", "a", "m"])
    }

    @Test func namesEveryDuplicateKeyWithItsFirstLine() {
        let text = "{\"a\": 1,\n \"b\": {\"c\": 1, \"c\": 2},\n \"a\": 3, \"a\": 4}"
        let result = JSONReader().read(Array(text.utf8))
        #expect(result.root != nil)
        #expect(result.problems.map(\.pointer) == ["/b/c", "/a", "/a"])
        #expect(result.problems.map(\.offset) == [24, 34, 42])
        #expect(result.problems[1].message == "the key \"a\" occurs twice (first on line 1); only one can count")
        #expect(result.problems[2].message == result.problems[1].message)
        #expect(JSONReader().readStrictly(Array(text.utf8)) == nil)
    }

    @Test func aDuplicateMayHideBehindAnEscape() {
        let result = JSONReader().read(Array(#"{"open_ids":[],"\u006fpen_ids":[]}"#.utf8))
        #expect(result.problems.map(\.pointer) == ["/open_ids"])
    }

    @Test func twoSpellingsOfOneLetterAreTwoKeys() {
        let text = "{\"\u{E9}\":1,\"e\u{301}\":2}"
        #expect(JSONReader().read(Array(text.utf8)).problems.isEmpty)
    }

    @Test func reportsDuplicatesBeforeASyntaxError() {
        let result = JSONReader().read(Array(#"{"a":1,"a":2,]"#.utf8))
        #expect(result.problems.count == 2)
        #expect(result.problems.first?.pointer == "/a")
    }

    @Test func nodesKnowWhereTheyStand() throws {
        let root = try #require(JSONReader().read(Array("{ \"a\" : [10, \"x\"] }".utf8)).root)
        guard case .object(let members) = root.content, case .array(let elements) = members[0].node.content else {
            Issue.record("expected an object with an array")
            return
        }
        #expect(members[0].keyOffset == 2)
        #expect(members[0].node.offset == 8)
        #expect(elements.map(\.offset) == [9, 13])
        #expect(elements.map(\.kind) == ["number", "string"])
        #expect(root.kind == "object")
        #expect(root.value == ["a": [10, "x"]])
    }

    @Test func positionsCountLinesAndScalars() {
        let bytes = Array("é你\nab\r\n😀x".utf8)
        #expect(JSONPosition(ofByte: 0, in: bytes) == JSONPosition(line: 1, column: 1))
        #expect(JSONPosition(ofByte: 5, in: bytes) == JSONPosition(line: 1, column: 3))
        #expect(JSONPosition(ofByte: 7, in: bytes) == JSONPosition(line: 2, column: 2))
        #expect(JSONPosition(ofByte: 14, in: bytes) == JSONPosition(line: 3, column: 2))
        #expect(JSONPosition(ofByte: 9_999, in: bytes) == JSONPosition(line: 3, column: 3))
        #expect(JSONPosition(ofByte: -1, in: bytes) == JSONPosition(line: 1, column: 1))
    }

    @Test func manyPositionsInOnePassEqualOneByOne() {
        let bytes = Array("é你\nab\r\n😀x\n\n".utf8)
        let offsets = Array(0...bytes.count) + [9_999]
        let expected = offsets.map { JSONPosition(ofByte: $0, in: bytes) }
        #expect(JSONPosition.positions(ofAscending: offsets, in: bytes) == expected)
        #expect(JSONPosition.positions(ofAscending: [], in: bytes).isEmpty)
    }
}
