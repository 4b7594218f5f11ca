import Foundation
import StrictJSON

/// The keywords of JSON Schema that ``SchemaCheck`` knows.
enum SchemaKeyword: String {
    case schema = "$schema"
    case id = "$id"
    case definitions = "$defs"
    case reference = "$ref"
    case title, description, examples, `default`
    case type, `enum`, const, pattern, required, properties, additionalProperties, items, contains
    case minimum, maximum, minLength, maxLength, minItems, maxItems, minProperties, maxProperties, uniqueItems
    case allOf, anyOf, oneOf, not
    case `if`, then, `else`

    enum Content {
        case plain, schema, schemas, namedSchemas
    }

    /// What stands under the keyword.
    var content: Content {
        switch self {
        case .properties, .definitions: .namedSchemas
        case .allOf, .anyOf, .oneOf: .schemas
        case .additionalProperties, .items, .contains, .not, .if, .then, .else: .schema
        default: .plain
        }
    }

    /// Whether a value keeps a rule that holds no schema.
    func holds(for value: JSONValue, rule: JSONValue) throws -> Bool {
        switch self {
        case .type: return (rule.array ?? [rule]).contains { isOf($0.string ?? "", value) }
        case .enum: return (rule.array ?? []).contains(value)
        case .const: return rule == value
        case .pattern: return try value.string.map { try matches($0, rule.string ?? "") } ?? true
        case .required:
            guard let members = value.members else { return true }
            return (rule.array ?? []).allSatisfy { key in members.contains { $0.key == key.string } }
        case .minimum: return number(value).map { $0 >= number(rule) ?? 0 } ?? true
        case .maximum: return number(value).map { $0 <= number(rule) ?? 0 } ?? true
        case .minLength: return value.string.map { $0.unicodeScalars.count >= rule.integer ?? 0 } ?? true
        case .maxLength: return value.string.map { $0.unicodeScalars.count <= rule.integer ?? 0 } ?? true
        case .minItems: return value.array.map { $0.count >= rule.integer ?? 0 } ?? true
        case .maxItems: return value.array.map { $0.count <= rule.integer ?? 0 } ?? true
        case .uniqueItems: return value.array.map { rule.bool != true || Set($0).count == $0.count } ?? true
        case .minProperties: return value.members.map { $0.count >= rule.integer ?? 0 } ?? true
        case .maxProperties: return value.members.map { $0.count <= rule.integer ?? 0 } ?? true
        default: return true
        }
    }

    private func isOf(_ type: String, _ value: JSONValue) -> Bool {
        guard type == "integer" else { return value.kind == type }
        // Draft 2020-12 §6.1.1: any number without a fractional part is an integer, 1.0 and 1e2 included.
        return number(value).map { $0.isFinite && $0.rounded() == $0 } ?? false
    }

    private func number(_ value: JSONValue) -> Double? {
        if case .number(let lexeme) = value { Double(lexeme) } else { nil }
    }

    /// ECMA-262's `$` is the very end, while ICU's also stands before a last line feed.
    private func matches(_ text: String, _ pattern: String) throws -> Bool {
        let strict = pattern.hasSuffix("$") ? pattern.dropLast() + "\\z" : pattern
        let expression = try NSRegularExpression(pattern: strict)
        return expression.firstMatch(in: text, range: NSRange(location: 0, length: text.utf16.count)) != nil
    }
}
