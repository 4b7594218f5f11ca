import StrictJSON

import struct Foundation.Data

/// The `content` of a direct message with placeholders: what is the same for all is written once, what is not is
/// filled.
struct PersonalTemplate: Sendable {
    /// A placeholder and the JSON pointer of the string in the manifest where it stands first.
    struct Need: Sendable {
        var column: Int
        var hasFallback: Bool
        var pointer: String
    }

    private enum Part: Sendable {
        /// Bytes of the content as they stand inside a JSON string.
        case bytes([UInt8])
        case string(PersonalString)
    }

    /// The columns that are used, in the order of the message.
    private(set) var columns: [String] = []
    /// Every placeholder, in the order of the message.
    private(set) var needs: [Need] = []
    /// The message's `msg_type`.
    let type: String
    private var parts: [Part] = []
    private var bytes: [UInt8] = []
    private let mayBeBlank: Bool

    /// The template of a message; `nil` when everybody gets the same.
    ///
    /// - Throws: ``PlanRefusal`` for braces that are wrong, and for placeholders where none may stand.
    init?(_ message: Message, resources: MessageResources) throws(PlanRefusal) {
        guard Self.isPersonal(message, resources) else { return nil }
        let (type, content) = try DirectBody.parts(of: message, resources: resources)
        self.type = type
        if case .text = message { mayBeBlank = false } else { mayBeBlank = true }
        try add(content, at: MessagePlaces.root(of: message))
        flush()
    }

    /// Whether a message has placeholders, right or wrong ones.
    static func isPersonal(_ message: Message, _ resources: MessageResources) -> Bool {
        switch message {
        case .text(let text): PlaceholderText.begins(in: text)
        case .post(let locales): MessagePlaces.holdPlaceholder(locales)
        case .card(.json(let card)): MessagePlaces.holdPlaceholder(card)
        case .card(.file):
            resources.cardBytes.flatMap { JSONReader().readStrictly($0) }.map(MessagePlaces.holdPlaceholder) == true
        case .template(let template): template.variables.map(MessagePlaces.holdPlaceholder) == true
        default: false
        }
    }

    /// The `content` of one person as the bytes of a JSON string.
    ///
    /// `cells` has a value, or `nil`, for each of ``columns``; whoever has none needs a default.
    ///
    /// - Throws: ``PersonalString/UnsafeCell``.
    func content(_ cells: [String?]) throws(PersonalString.UnsafeCell) -> Data {
        var content: [UInt8] = [UInt8(ascii: "\"")]
        for part in parts {
            switch part {
            case .bytes(let bytes): content += bytes
            case .string(let string):
                let text = try string.filled(cells)
                guard mayBeBlank || !InvisibleCharacter.isAll(of: text) else {
                    let problem = ShapeProblem("a text of nothing but white space", rule: .blankText)
                    throw PersonalString.UnsafeCell(column: nil, problem: problem)
                }
                content += Self.inside(JSONValue.string(text).bytes(.compact))
            }
        }
        content.append(UInt8(ascii: "\""))
        return Data(content)
    }

    // MARK: Compiling

    private mutating func add(_ value: JSONValue, at place: MessagePlaces.Place) throws(PlanRefusal) {
        switch value {
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                let here = place.member(member.key, of: value)
                do throws(PlaceholderFault) { try here.key(member.key) } catch { throw refusal(error, at: here) }
                bytes += JSONValue.string(member.key).bytes(.compact)
                bytes.append(UInt8(ascii: ":"))
                try add(member.value, at: here)
            }
            bytes.append(UInt8(ascii: "}"))
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                try add(element, at: place.element(index))
            }
            bytes.append(UInt8(ascii: "]"))
        case .string(let text) where PlaceholderText.begins(in: text): try add(text, at: place)
        default: bytes += value.bytes(.compact)
        }
    }

    private mutating func add(_ text: String, at place: MessagePlaces.Place) throws(PlanRefusal) {
        do throws(PlaceholderFault) {
            let string = try place.string(text) { placeholder in
                let column = columns.firstIndex(of: placeholder.column) ?? columns.count
                if column == columns.count { columns.append(placeholder.column) }
                needs.append(
                    Need(column: column, hasFallback: placeholder.fallback != nil, pointer: place.manifestPointer))
                return column
            }
            flush()
            parts.append(.string(string))
        } catch {
            throw refusal(error, at: place)
        }
    }

    private func refusal(_ fault: PlaceholderFault, at place: MessagePlaces.Place) -> PlanRefusal {
        PlanRefusal(.data, place.manifestPointer, fault.message, hint: fault.hint)
    }

    private mutating func flush() {
        if !bytes.isEmpty { parts.append(.bytes(Self.inside(bytes))) }
        bytes = []
    }

    /// Bytes as they stand inside the quotes of a JSON string.
    private static func inside(_ bytes: [UInt8]) -> [UInt8] {
        Array(JSONValue.string(String(decoding: bytes, as: UTF8.self)).bytes(.compact).dropFirst().dropLast())
    }
}
