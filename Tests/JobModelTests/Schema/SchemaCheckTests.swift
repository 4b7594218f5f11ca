import StrictJSON
import TestSupport
import Testing

@Suite struct SchemaCheckTests {
    struct Verdict: Sendable {
        var schema: JSONValue
        var value: JSONValue
        var accepts: Bool

        init(_ schema: JSONValue, _ value: JSONValue, _ accepts: Bool) {
            self.schema = schema
            self.value = value
            self.accepts = accepts
        }
    }

    @Test(arguments: [
        Verdict(["type": "integer"], .number("1.0"), true), Verdict(["type": "integer"], .number("1.5"), false),
        Verdict(["type": ["string", "null"]], nil, true), Verdict(["type": "string"], 1, false),
        Verdict(["enum": ["a", 1]], 1, true), Verdict(["enum": ["a"]], "b", false), Verdict(["const": nil], nil, true),
        Verdict(["pattern": "^a$"], "a", true), Verdict(["pattern": "^a$"], "a\n", false),
        Verdict(["pattern": "a"], 7, true),
        Verdict(["required": ["a"]], ["a": nil], true), Verdict(["required": ["a"]], ["b": 1], false),
        Verdict(["properties": ["a": ["type": "string"]]], ["a": 1], false),
        Verdict(["properties": ["a": true], "additionalProperties": false], ["a": 1], true),
        Verdict(["properties": ["a": true], "additionalProperties": false], ["b": 1], false),
        Verdict(["items": ["type": "string"]], ["a", 1], false), Verdict(["items": false], [], true),
        Verdict(["contains": ["const": 1]], [0, 1], true), Verdict(["contains": ["const": 1]], [0], false),
        Verdict(["minimum": 1, "maximum": 3], 2, true), Verdict(["minimum": 1, "maximum": 3], 4, false),
        Verdict(["minLength": 2, "maxLength": 2], "é你", true), Verdict(["maxLength": 1], "👩‍👩‍👧", false),
        Verdict(["minItems": 1], [], false), Verdict(["maxItems": 1], [1, 2], false),
        Verdict(["uniqueItems": true], [1, 1], false), Verdict(["uniqueItems": true], [1, "1"], true),
        Verdict(["minProperties": 1], [:], false), Verdict(["maxProperties": 1], ["a": 1, "b": 2], false),
        Verdict(["allOf": [["minimum": 1], ["maximum": 1]]], 2, false),
        Verdict(["anyOf": [["const": 1], ["const": 2]]], 2, true),
        Verdict(["oneOf": [["minimum": 1], ["maximum": 3]]], 2, false),
        Verdict(["oneOf": [["const": 1], ["const": 2]]], 2, true),
        Verdict(["not": ["const": 1]], 1, false),
        Verdict(["if": ["const": 1], "then": false], 1, false), Verdict(["if": ["const": 1], "then": false], 2, true),
        Verdict(["if": ["const": 1], "else": false], 2, false),
        Verdict(["$ref": "#/$defs/a", "$defs": ["a": ["const": 1]]], 1, true),
        Verdict(["$ref": "#/$defs/a", "$defs": ["a": ["const": 1]]], 2, false),
        Verdict(["$ref": "#/$defs/a", "maximum": 0, "$defs": ["a": ["const": 1]]], 1, false),
    ])
    func judgesLikeTheStandard(_ verdict: Verdict) throws {
        try SchemaCheck(verdict.schema).requireKnownKeywords()
        #expect(try SchemaCheck(verdict.schema).accepts(verdict.value) == verdict.accepts)
    }

    @Test(
        arguments: [
            ["format": "date"], ["properties": ["a": ["dependentRequired": [:]]]], ["$ref": "#/$defs/missing"],
            ["allOf": [["multipleOf": 2]]], "text",
        ] as [JSONValue])
    func failsOnWhatItDoesNotKnow(_ schema: JSONValue) {
        #expect(throws: SchemaCheck.UnknownKeyword.self) {
            try SchemaCheck(schema).requireKnownKeywords()
            _ = try SchemaCheck(schema).accepts(["a": 1])
        }
    }
}
