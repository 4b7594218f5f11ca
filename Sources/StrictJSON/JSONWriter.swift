extension JSONValue {
    /// How a value is laid out.
    public enum Layout: Sendable {
        /// No white space at all: what goes over the wire and into hashes.
        case compact
        /// Two spaces an indent, one element a line: what people read.
        case pretty
    }

    /// The value as UTF-8.
    ///
    /// Only `"`, `\` and control characters are escaped, so the bytes of a string are its own. The pretty layout, which
    /// people read on terminals, also escapes what could steer one: C1 controls, line separators and the bidi controls.
    public func bytes(_ layout: Layout = .compact) -> [UInt8] {
        var output: [UInt8] = []
        write(into: &output, layout: layout, indent: 0)
        return output
    }

    /// The value as text.
    public func text(_ layout: Layout = .compact) -> String {
        String(decoding: bytes(layout), as: UTF8.self)
    }

    private func write(into output: inout [UInt8], layout: Layout, indent: Int) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .number(let lexeme): output.append(contentsOf: lexeme.utf8)
        case .string(let value): Self.write(value, into: &output, layout: layout)
        case .array(let elements):
            Self.write(elements, open: "[", close: "]", into: &output, layout: layout, indent: indent) {
                $0.write(into: &$1, layout: layout, indent: indent + 1)
            }
        case .object(let members):
            Self.write(members, open: "{", close: "}", into: &output, layout: layout, indent: indent) {
                member, output in
                Self.write(member.key, into: &output, layout: layout)
                output.append(UInt8(ascii: ":"))
                if layout == .pretty { output.append(UInt8(ascii: " ")) }
                member.value.write(into: &output, layout: layout, indent: indent + 1)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element],
        open: Unicode.Scalar,
        close: Unicode.Scalar,
        into output: inout [UInt8],
        layout: Layout,
        indent: Int,
        each: (Element, inout [UInt8]) -> Void
    ) {
        output.append(UInt8(ascii: open))
        for (position, element) in elements.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            if layout == .pretty { breakLine(indent + 1, into: &output) }
            each(element, &output)
        }
        if layout == .pretty, !elements.isEmpty { breakLine(indent, into: &output) }
        output.append(UInt8(ascii: close))
    }

    private static func breakLine(_ indent: Int, into output: inout [UInt8]) {
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
    }

    private static func write(_ string: String, into output: inout [UInt8], layout: Layout) {
        output.append(UInt8(ascii: "\""))
        var string = string
        // Ids and most words hold nothing to escape, and half a million of them are written in one go.
        let isPlain = string.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C && $0 != 0x7F }),
                layout == .compact || bytes.allSatisfy({ $0 < 0x80 })
            else { return false }
            output.append(contentsOf: bytes)
            return true
        }
        if !isPlain { writeEscaped(string, into: &output, layout: layout) }
        output.append(UInt8(ascii: "\""))
    }

    private static func writeEscaped(_ string: String, into output: inout [UInt8], layout: Layout) {
        guard layout == .pretty, string.unicodeScalars.contains(where: steersATerminal) else {
            for byte in string.utf8 { write(byte, into: &output) }
            return
        }
        for scalar in string.unicodeScalars {
            if steersATerminal(scalar) {
                escape(scalar.value, into: &output)
            } else {
                for byte in String(scalar).utf8 { write(byte, into: &output) }
            }
        }
    }

    /// Appends an array of strings in compact layout.
    package static func append(_ strings: some Sequence<String>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        var isFirst = true
        for string in strings {
            if !isFirst { output.append(UInt8(ascii: ",")) }
            isFirst = false
            write(string, into: &output, layout: .compact)
        }
        output.append(UInt8(ascii: "]"))
    }

    private static func write(_ byte: UInt8, into output: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "\""): output.append(contentsOf: #"\""#.utf8)
        case UInt8(ascii: "\\"): output.append(contentsOf: #"\\"#.utf8)
        case 0x0A: output.append(contentsOf: #"\n"#.utf8)
        case 0x0D: output.append(contentsOf: #"\r"#.utf8)
        case 0x09: output.append(contentsOf: #"\t"#.utf8)
        case 0..<0x20, 0x7F: escape(UInt32(byte), into: &output)
        default: output.append(byte)
        }
    }

    private static func escape(_ value: UInt32, into output: inout [UInt8]) {
        let hex = String(value, radix: 16)
        output.append(contentsOf: (#"\u"# + String(repeating: "0", count: max(0, 4 - hex.count)) + hex).utf8)
    }

    /// All of them lie in the plane where one `\u` is enough.
    private static func steersATerminal(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x80...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
