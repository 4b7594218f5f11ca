/// A JSON value as the sandbox reads it: nothing converted, nothing guessed.
///
/// Written for the sandbox alone and on purpose not shared with the client: a mistake in one
/// JSON reader must not be able to hide the same mistake in the other.
enum WireJSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([WireJSON])
    case object([WireMember])

    /// The value of `key`, or nil when this is no object or has no such member.
    subscript(key: String) -> WireJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    var string: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    var integer: Int? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    var array: [WireJSON]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    var members: [WireMember]? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    /// Any JSON number as a Double; control calls take `1` and `1.0` alike.
    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// An array of strings, or nil as soon as one element is something else.
    var strings: [String]? {
        guard case .array(let values) = self else { return nil }
        var result: [String] = []
        result.reserveCapacity(values.count)
        for value in values {
            guard case .string(let text) = value else { return nil }
            result.append(text)
        }
        return result
    }

    /// What the value is called in a message to a person.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "bool"
        case .integer, .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// One `"key": value` of an object, in the order of the document.
struct WireMember: Equatable, Sendable {
    var key: String
    var value: WireJSON
}

/// Why a body is not JSON, with the byte where reading stopped.
struct WireJSONError: Error, Equatable {
    var reason: String
    var offset: Int
}
