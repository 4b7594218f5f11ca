/// What an id of each kind looks like, and what a wrong one probably is.
///
/// Source: `feishu-api.md` §0 and §7: open_ids start `ou_`, union_ids `on_`, open_department_ids `od-`; user_ids and
/// custom department ids are the tenant's own words. The checks are on bytes, since ids are.
public enum RecipientShape {
    /// Stands where an id has to be written in the manifest that `init` makes; it is nobody's.
    public static let placeholder = "ou_replace_me_with_your_own_open_id"

    /// Whether an id is the placeholder, or whatever somebody made of it.
    static func isPlaceholder(_ id: String) -> Bool { id.hasPrefix("ou_replace_me") }

    /// Longest id that is taken.
    public static let longest = 64

    /// Why a text is no id of a kind; `nil` when it looks like one.
    ///
    /// The sentence starts with the id and is meant to stand after the place where the id was found.
    public static func problem(with id: String, as kind: IDKind) -> ShapeProblem? {
        var id = id
        return id.withUTF8 { problem(with: $0, as: kind) }
    }

    private static func problem(with id: UnsafeBufferPointer<UInt8>, as kind: IDKind) -> ShapeProblem? {
        let accepted =
            switch kind {
            case .openID: hasBody(id, after: "ou_")
            case .unionID: hasBody(id, after: "on_")
            case .userID: isUserID(id)
            case .departmentID: isDepartmentID(id)
            case .chatID: hasBody(id, after: "oc_")
            }
        return accepted ? nil : explain(String(decoding: id, as: UTF8.self), as: kind)
    }

    private static func hasBody(_ id: UnsafeBufferPointer<UInt8>, after prefix: StaticString) -> Bool {
        starts(id, with: prefix) && (4...longest + 3).contains(id.count)
            && id[3...].allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }

    private static func isUserID(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        guard (1...longest).contains(id.count), !foreignPrefixes.contains(where: { starts(id, with: $0.prefix) }) else {
            return false
        }
        var previous: UInt8 = 0
        for byte in id {
            guard (0x21...0x7E).contains(byte), !refusedInUserID.contains(byte) else { return false }
            if byte == UInt8(ascii: "."), previous == byte { return false }
            previous = byte
        }
        return true
    }

    private static func isDepartmentID(_ id: UnsafeBufferPointer<UInt8>) -> Bool {
        if starts(id, with: "od-") {
            return (4...longest + 3).contains(id.count)
                && id[3...].allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
        }
        guard (1...longest).contains(id.count), isAlphanumeric(id[0]),
            !foreignPrefixes.contains(where: { starts(id, with: $0.prefix) })
        else { return false }
        return !(id.count == 1 && id[0] == UInt8(ascii: "0"))
            && id.allSatisfy { isAlphanumeric($0) || "_-@.".utf8.contains($0) }
    }

    /// Why a text is no id of a department whose people are left out; `nil` when it looks like one.
    static func problem(withExcludedDepartment id: String) -> ShapeProblem? {
        guard id == "0" else { return problem(with: id, as: .departmentID) }
        return ShapeProblem(
            "\"0\" is the root department: everybody would be left out, and nobody would be left",
            hint: "name the departments below it whose people get nothing")
    }

    private static func explain(_ id: String, as kind: IDKind) -> ShapeProblem {
        if id.isEmpty { return ShapeProblem("an empty \(kind.rawValue)") }
        if kind == .departmentID, id == "0" {
            return ShapeProblem(
                "\"0\" is the root department, which batch messages refuse",
                hint: "list the first-level departments and the people directly under the root"
            )
        }
        let shown = Quoting.quoted(id)
        if id.unicodeScalars.contains(where: { $0.properties.isWhitespace || $0.value < 0x20 || $0.value == 0x7F }) {
            return ShapeProblem("\(shown) contains white space or a control character")
        }
        if let foreign = foreignPrefixes.first(where: { id.hasPrefix("\($0.prefix)") && $0.kind != kind }) {
            return ShapeProblem(
                "\(shown) is \(foreign.name), not \(article(kind)) \(kind.rawValue)", hint: foreign.hint)
        }
        switch kind {
        case .openID: return ShapeProblem("\(shown) is no open_id; those look like ou_7d8a6e6df7621556ce0d21922b676706")
        case .unionID:
            return ShapeProblem("\(shown) is no union_id; those look like on_cad4860e7af114fb4ff6c5d496d1dd76")
        case .userID:
            return ShapeProblem(
                "\(shown) is no user_id: 1 to \(longest) visible ASCII characters, none of / \\ % \" and no ..")
        case .departmentID:
            return ShapeProblem(
                "\(shown) is no department id: od-… or 1 to \(longest) letters, digits and _ - @ . starting with a letter or digit"
            )
        case .chatID: return ShapeProblem("\(shown) is no chat_id; those look like oc_a0553eda9014c201e6969b478895c230")
        }
    }

    private static func article(_ kind: IDKind) -> String { kind == .openID ? "an" : "a" }

    private static func starts(_ id: UnsafeBufferPointer<UInt8>, with prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { id.count >= $0.count && id.prefix($0.count).elementsEqual($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static let refusedInUserID = Set("/\\%\"".utf8)

    private struct ForeignPrefix: Sendable {
        var prefix: StaticString
        var kind: IDKind?
        var name: String
        var hint: String
    }

    private static let foreignPrefixes = [
        ForeignPrefix(prefix: "ou_", kind: .openID, name: "an open_id", hint: "move it to users.open_ids"),
        ForeignPrefix(prefix: "on_", kind: .unionID, name: "a union_id", hint: "move it to users.union_ids"),
        ForeignPrefix(prefix: "od-", kind: .departmentID, name: "a department id", hint: "move it to departments"),
        ForeignPrefix(
            prefix: "oc_", kind: .chatID, name: "a chat id",
            hint: "batch messages reach people and departments, never groups; the direct channel takes it in chats"
        ),
        ForeignPrefix(prefix: "cli_", kind: nil, name: "an app id", hint: "an audience holds people and departments"),
        ForeignPrefix(
            prefix: "bm-", kind: nil, name: "a batch message id", hint: "an audience holds people and departments"
        ),
        ForeignPrefix(prefix: "om_", kind: nil, name: "a message id", hint: "an audience holds people and departments"),
    ]
}

/// Why a text has not the shape it should have.
public struct ShapeProblem: Sendable, Equatable {
    /// What is wrong.
    public var message: String
    /// What to do about it.
    public var hint: String?
    /// The rule for messages that it breaks.
    var rule: LintRule?

    init(_ message: String, hint: String? = nil, rule: LintRule? = nil) {
        self.message = message
        self.hint = hint
        self.rule = rule
    }
}
