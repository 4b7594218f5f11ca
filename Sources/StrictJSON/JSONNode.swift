/// A value with the place it was read from, so that a complaint about it can name line and column.
public struct JSONNode: Sendable, Equatable {
    /// What was read.
    public enum Content: Sendable, Equatable {
        /// `null`.
        case null
        /// `true` or `false`.
        case bool(Bool)
        /// A number as it is spelt.
        case number(String)
        /// A string of valid Unicode.
        case string(String)
        /// Elements in order.
        case array([JSONNode])
        /// Members in order. A key that occurs twice is reported by the reader and kept twice.
        case object([Member])
    }

    /// One `"key": value` pair.
    public struct Member: Sendable, Equatable {
        /// The key.
        public var key: String
        /// Byte offset of the key's opening quote.
        public var keyOffset: Int
        /// The value.
        public var node: JSONNode
    }

    /// What was read.
    public var content: Content
    /// Byte offset of the value's first character; ``JSONPosition`` turns it into line and column.
    public var offset: Int

    /// The same value without places.
    public var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let value): .bool(value)
        case .number(let lexeme): .number(lexeme)
        case .string(let value): .string(value)
        case .array(let nodes): .array(nodes.map(\.value))
        case .object(let members): .object(members.map { JSONValue.Member($0.key, $0.node.value) })
        }
    }

    /// What the value is, in the words of the JSON standard.
    public var kind: String {
        switch content {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }
}

/// A place in a text, counted as editors do.
public struct JSONPosition: Sendable, Hashable {
    /// Line, from 1; lines end with LF or CRLF.
    public var line: Int
    /// Column in Unicode scalars, from 1.
    public var column: Int

    /// Creates a position.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The position of a byte offset; one pass over the text, meant for the few places that are reported.
    public init(ofByte offset: Int, in bytes: [UInt8]) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(max(0, offset)) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column)
    }

    /// The positions of many byte offsets, in their order; the offsets must not descend.
    ///
    /// One pass over the text however many there are, so that a hundred problems in 64 MiB cost what one does.
    public static func positions(ofAscending offsets: [Int], in bytes: [UInt8]) -> [JSONPosition] {
        var positions: [JSONPosition] = []
        positions.reserveCapacity(offsets.count)
        var line = 1
        var column = 1
        var reached = 0
        for offset in offsets {
            while reached < min(offset, bytes.count) {
                let byte = bytes[reached]
                reached += 1
                if byte == UInt8(ascii: "\n") {
                    line += 1
                    column = 1
                } else if byte & 0xC0 != 0x80 {
                    column += 1
                }
            }
            positions.append(JSONPosition(line: line, column: column))
        }
        return positions
    }
}
