public import StrictJSON

/// Validates values against the part of JSON Schema draft 2020-12 that the files in `schema/` use.
///
/// A keyword it does not know ends the check with an error: a rule that is silently skipped would agree with anything.
public struct SchemaCheck: Sendable {
    /// A rule that is not known, and where it stands.
    public struct UnknownKeyword: Error {
        /// The rule.
        public var keyword: String
        /// Its place.
        public var path: String
    }

    private let root: JSONValue

    /// Creates a check against a schema.
    public init(_ root: JSONValue) {
        self.root = root
    }

    /// Whether the schema takes the value.
    public func accepts(_ value: JSONValue) throws -> Bool {
        try check(value, against: root, path: "#")
    }

    /// Walks the whole schema, so that a keyword nobody's value reaches is found too.
    public func requireKnownKeywords() throws {
        try requireKnownKeywords(in: root, path: "#")
    }

    private func requireKnownKeywords(in schema: JSONValue, path: String) throws {
        if schema.bool != nil { return }
        guard let members = schema.members else { throw UnknownKeyword(keyword: "not a schema", path: path) }
        for member in members {
            guard let kind = SchemaKeyword(rawValue: member.key)?.content else {
                throw UnknownKeyword(keyword: member.key, path: path)
            }
            let place = "\(path)/\(member.key)"
            switch kind {
            case .plain: break
            case .schema: try requireKnownKeywords(in: member.value, path: place)
            case .schemas:
                for (index, child) in (member.value.array ?? []).enumerated() {
                    try requireKnownKeywords(in: child, path: "\(place)/\(index)")
                }
            case .namedSchemas:
                for child in member.value.members ?? [] {
                    try requireKnownKeywords(in: child.value, path: "\(place)/\(child.key)")
                }
            }
        }
    }

    /// Whether one of the definitions takes the value.
    public func accepts(_ value: JSONValue, as definition: String) throws -> Bool {
        try check(value, against: try resolve("#/$defs/\(definition)", path: "#"), path: "#/$defs/\(definition)")
    }

    private func check(_ value: JSONValue, against schema: JSONValue, path: String) throws -> Bool {
        if let verdict = schema.bool { return verdict }
        guard let members = schema.members else { throw UnknownKeyword(keyword: "not a schema", path: path) }
        for member in members {
            guard let keyword = SchemaKeyword(rawValue: member.key) else {
                throw UnknownKeyword(keyword: member.key, path: path)
            }
            let place = "\(path)/\(member.key)"
            let holds =
                switch keyword.content {
                case .plain: try keyword.holds(for: value, rule: member.value)
                default: try applies(keyword, member.value, to: value, within: schema, path: place)
                }
            guard holds else { return false }
        }
        guard let reference = schema["$ref"]?.string else { return true }
        return try check(value, against: try resolve(reference, path: path), path: reference)
    }

    private func applies(
        _ keyword: SchemaKeyword, _ rule: JSONValue, to value: JSONValue, within schema: JSONValue, path: String
    ) throws -> Bool {
        switch keyword {
        case .allOf: return try (rule.array ?? []).allSatisfy { try check(value, against: $0, path: path) }
        case .anyOf: return try (rule.array ?? []).contains { try check(value, against: $0, path: path) }
        case .oneOf: return try (rule.array ?? []).count { try check(value, against: $0, path: path) } == 1
        case .not: return try !check(value, against: rule, path: path)
        case .if:
            let branch = try check(value, against: rule, path: path) ? schema["then"] : schema["else"]
            return try branch.map { try check(value, against: $0, path: path) } ?? true
        case .items: return try (value.array ?? []).allSatisfy { try check($0, against: rule, path: path) }
        case .contains:
            guard let elements = value.array else { return true }
            return try elements.contains { try check($0, against: rule, path: path) }
        case .properties:
            return try (value.members ?? []).allSatisfy { member in
                try rule[member.key].map { try check(member.value, against: $0, path: "\(path)/\(member.key)") } ?? true
            }
        case .additionalProperties:
            return try (value.members ?? []).allSatisfy { member in
                try schema["properties"]?[member.key] != nil || check(member.value, against: rule, path: path)
            }
        default: return true
        }
    }

    private func resolve(_ reference: String, path: String) throws -> JSONValue {
        if reference == "#" { return root }
        let prefix = "#/$defs/"
        guard reference.hasPrefix(prefix), let target = root["$defs"]?[String(reference.dropFirst(prefix.count))] else {
            throw UnknownKeyword(keyword: "$ref \(reference)", path: path)
        }
        return target
    }
}
