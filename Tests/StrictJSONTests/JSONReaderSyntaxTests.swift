import StrictJSON
import Testing

@Suite struct JSONReaderSyntaxTests {
    struct Refusal: Sendable {
        var text: String
        var contains: String
        var offset: Int
        var pointer = ""
    }

    @Test(arguments: [
        Refusal(text: "", contains: "empty", offset: 0),
        Refusal(text: " \n\t ", contains: "empty", offset: 4),
        Refusal(text: #"{"a":1"#, contains: "expected , or }", offset: 6),
        Refusal(text: #"{"a""#, contains: "expected : after the key", offset: 4, pointer: "/a"),
        Refusal(text: #"{"a":"#, contains: "ends where a value", offset: 5, pointer: "/a"),
        Refusal(text: #"{"a":1,}"#, contains: "a comma before }", offset: 7),
        Refusal(text: "[1,]", contains: "a comma before ]", offset: 3),
        Refusal(text: "[1 2]", contains: "expected , or ]", offset: 3),
        Refusal(text: "{} x", contains: "after the end", offset: 3),
        Refusal(text: "// note\n{}", contains: "no comments", offset: 0),
        Refusal(text: #"{"a": /* b */ 1}"#, contains: "no comments", offset: 6, pointer: "/a"),
        Refusal(text: "{'a': 1}", contains: "double quotes", offset: 1),
        Refusal(text: "{a: 1}", contains: "expected a key", offset: 1),
        Refusal(text: "nul", contains: "expected a value", offset: 0),
        Refusal(text: "True", contains: "expected a value", offset: 0),
        Refusal(text: "NaN", contains: "expected a value", offset: 0),
        Refusal(text: "[01]", contains: "may not start with 0", offset: 1, pointer: "/0"),
        Refusal(text: "[1.]", contains: "expected a digit", offset: 3, pointer: "/0"),
        Refusal(text: "[1e]", contains: "expected a digit", offset: 3, pointer: "/0"),
        Refusal(text: "[-]", contains: "expected a digit", offset: 2, pointer: "/0"),
        Refusal(text: "[+1]", contains: "expected a value", offset: 1, pointer: "/0"),
        Refusal(text: "[.5]", contains: "expected a value", offset: 1, pointer: "/0"),
        Refusal(text: #"["\x41"]"#, contains: "unknown escape", offset: 2, pointer: "/0"),
        Refusal(text: #"["\u12G4"]"#, contains: "four hexadecimal digits", offset: 2, pointer: "/0"),
        Refusal(text: #"["\ud800"]"#, contains: "half a surrogate pair", offset: 2, pointer: "/0"),
        Refusal(text: #"["\udc00\ud800"]"#, contains: "half a surrogate pair", offset: 2, pointer: "/0"),
        Refusal(text: #"["\ud800\u0041"]"#, contains: "half a surrogate pair", offset: 2, pointer: "/0"),
        Refusal(text: "[\"a\nb\"]", contains: "must be escaped", offset: 3, pointer: "/0"),
        Refusal(text: #"["abc"#, contains: "ends inside a string", offset: 1, pointer: "/0"),
        Refusal(text: #"["abc\"#, contains: "ends inside a string", offset: 5, pointer: "/0"),
        Refusal(text: #"{"a/b~c": [1, x]}"#, contains: "expected a value", offset: 14, pointer: "/a~1b~0c/1"),
    ])
    func refusesWhatRFC8259DoesNotWrite(_ refusal: Refusal) {
        let result = JSONReader().read(Array(refusal.text.utf8))
        #expect(result.root == nil)
        #expect(result.problems.count == 1)
        #expect(result.problems.first?.message.contains(refusal.contains) == true)
        #expect(result.problems.first?.offset == refusal.offset)
        #expect(result.problems.first?.pointer == refusal.pointer)
    }

    @Test(
        arguments: [
            ([0xEF, 0xBB, 0xBF, 0x7B, 0x7D], "byte order mark"),
            ([0xFF, 0xFE, 0x7B, 0x00], "UTF-16"),
            ([0xFE, 0xFF, 0x00, 0x7B], "UTF-16"),
            ([0x22, 0xFF, 0x22], "not valid UTF-8"),
            ([0x22, 0xC0, 0xAF, 0x22], "not valid UTF-8"),
            ([0x22, 0xED, 0xA0, 0x80, 0x22], "not valid UTF-8"),
            ([0x22, 0xE4, 0xBD, 0x22], "not valid UTF-8"),
            ([0x22, 0x5C, 0x6E, 0xFF, 0x22], "not valid UTF-8"),
            ([0x7B, 0x00, 0x7D], "expected a key"),
        ] as [([UInt8], String)])
    func refusesBytesThatAreNotPlainUTF8(bytes: [UInt8], contains: String) {
        let result = JSONReader().read(bytes)
        #expect(result.root == nil)
        #expect(result.problems.first?.message.contains(contains) == true)
    }

    @Test func refusesNestingBeyondTheLimitWithoutExhaustingTheStack() {
        let deep = Array(String(repeating: "[", count: 10_000).utf8)
        let result = JSONReader().read(deep)
        #expect(result.problems.map(\.message) == ["nested deeper than 64 levels"])
        #expect(result.problems.first?.offset == 64)
    }

    @Test(arguments: [(64, true), (65, false)])
    func takesNestingUpToTheLimit(levels: Int, accepted: Bool) {
        let text = String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
        #expect((JSONReader().read(Array(text.utf8)).root != nil) == accepted)
    }

    @Test func siblingsDoNotCountAsNesting() {
        let text = "[" + Array(repeating: "[{}]", count: 500).joined(separator: ",") + "]"
        #expect(JSONReader(limits: JSONLimits(depth: 3)).read(Array(text.utf8)).problems.isEmpty)
    }

    @Test(arguments: [(16, true), (17, false)])
    func takesTextUpToTheLimit(count: Int, accepted: Bool) {
        let bytes = [UInt8(ascii: "1")] + [UInt8](repeating: 0x20, count: count - 1)
        #expect((JSONReader(limits: JSONLimits(bytes: 16)).read(bytes).root != nil) == accepted)
    }

    @Test func refusesTwoHundredMegabytesUnread() {
        let result = JSONReader().read([UInt8](repeating: UInt8(ascii: "["), count: 200_000_000))
        #expect(result.problems.first?.message == "the text has 200000000 bytes; at most 67108864 are read")
    }

    @Test func everyTruncationOfAValidTextIsRefused() {
        let text = Array(#"{"a":[1,-2.5e+3,"é\u00e9\ud83d\ude00",true,false,null],"b":{"c":{}}}"#.utf8)
        #expect(JSONReader().read(text).problems.isEmpty)
        for count in 0..<text.count {
            #expect(JSONReader().read(Array(text.prefix(count))).root == nil, "prefix of \(count) bytes")
        }
    }

    @Test func noSingleByteChangeCrashesTheReader() {
        let text = Array(#"{"a":[1,-2.5e+3,"é\u00e9\ud83d\ude00",true],"b":{"c":null}}"#.utf8)
        for place in text.indices {
            for byte: UInt8 in [0x00, 0x22, 0x5C, 0x7B, 0x7D, 0x5B, 0x5D, 0x2C, 0x80, 0xFF] {
                var broken = text
                broken[place] = byte
                let result = JSONReader().read(broken)
                #expect(result.root != nil || !result.problems.isEmpty)
            }
        }
    }
}
