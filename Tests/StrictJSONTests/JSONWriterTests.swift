import StrictJSON
import Testing

@Suite struct JSONWriterTests {
    @Test(
        arguments: [
            (.null, "null"), (.bool(true), "true"), (.integer(Int64.min), "-9223372036854775808"),
            (.number("1e400"), "1e400"), ("", #""""#), ([], "[]"), ([:], "{}"),
            (["b": 1, "a": [true, nil]], #"{"b":1,"a":[true,null]}"#),
            ("a/b <c> é 你 😀 \u{2028}\u{202E}", "\"a/b <c> é 你 😀 \u{2028}\u{202E}\""),
            (.string("\"\\\n\r\t\u{8}\0\u{1F}\u{7F}"), #""\"\\\n\r\t\u0008\u0000\u001f\u007f""#),
        ] as [(JSONValue, String)])
    func writesCompactly(value: JSONValue, text: String) {
        #expect(value.text() == text)
    }

    @Test func writesForPeople() {
        let value: JSONValue = ["a": [1, 2], "b": [:], "c": ["d": "e"]]
        #expect(
            value.text(.pretty) == """
                {
                  "a": [
                    1,
                    2
                  ],
                  "b": {},
                  "c": {
                    "d": "e"
                  }
                }
                """
        )
    }

    @Test(arguments: [JSONValue.Layout.compact, .pretty])
    func readsBackWhatItWrote(_ layout: JSONValue.Layout) {
        let value: JSONValue = [
            "text": .string((0..<0x250).compactMap(Unicode.Scalar.init).map(String.init).joined()),
            "nested": [[], [[:]], ["x": [nil, false, -1, .number("2.50e-7")]]],
            "": "", "a\"b\\": "\u{10FFFF}",
        ]
        #expect(JSONReader().readStrictly(value.bytes(layout)) == value)
    }

    @Test func accessorsGiveOnlyTheirOwnKind() {
        let value: JSONValue = [
            "s": "x", "n": 7, "f": .number("7.0"), "e": .number("1e2"), "b": true, "l": [1], "z": nil,
        ]
        #expect(value["s"]?.string == "x")
        #expect(value["n"]?.integer == 7)
        #expect(value["f"]?.integer == nil)
        #expect(value["e"]?.integer == nil)
        #expect(value["b"]?.bool == true)
        #expect(value["l"]?.array?.count == 1)
        #expect(value["missing"] == nil)
        #expect(value["s"]?["x"] == nil)
        #expect(value["s"]?.integer == nil)
        #expect(value["n"]?.string == nil)
        #expect(value["n"]?.members == nil)
        #expect(
            value.members?.map(\.value.kind) == ["string", "number", "number", "number", "boolean", "array", "null"])
    }

    @Test func tooLargeAnIntegerIsNone() {
        #expect(JSONValue.number("9223372036854775808").integer == nil)
        #expect(JSONValue.number("9223372036854775807").integer == Int.max)
    }
}
