/// What is wrong with a text, and where.
public struct JSONProblem: Error, Sendable, Hashable {
    /// The sentence for people.
    public var message: String
    /// Byte offset into the text.
    public var offset: Int
    /// JSON pointer (RFC 6901) of the value that was being read.
    public var pointer: String
}

/// How much a reader takes before it refuses.
public struct JSONLimits: Sendable {
    /// Deepest nesting of arrays and objects.
    public var depth: Int
    /// Most bytes of text.
    public var bytes: Int

    /// Creates limits; the defaults (64 levels, 64 MiB) suit a manifest.
    public init(depth: Int = 64, bytes: Int = 64 * 1024 * 1024) {
        self.depth = depth
        self.bytes = bytes
    }
}

/// Reads JSON exactly as RFC 8259 writes it, and tells every member that would silently win or lose.
///
/// Foundation's decoder keeps the first of two equal keys, takes trailing commas, and reads `1e2` as an integer. For a
/// list of recipients that means people who are left out without a word, hence a reader of our own.
public struct JSONReader: Sendable {
    /// What one reading gave.
    public struct Result: Sendable {
        /// The value, or `nil` when the text is not JSON.
        public var root: JSONNode?
        /// A syntax error, which ends the reading, or every duplicate key in order of appearance.
        public var problems: [JSONProblem]
    }

    private let limits: JSONLimits

    /// Creates a reader.
    public init(limits: JSONLimits = JSONLimits()) {
        self.limits = limits
    }

    /// Reads one text.
    ///
    /// Bytes that are not UTF-8, a byte order mark, comments, trailing commas, lone surrogates, anything
    /// after the value, and nesting or size over the limits are syntax errors.
    public func read(_ bytes: [UInt8]) -> Result {
        guard bytes.count <= limits.bytes else {
            let message = "the text has \(bytes.count) bytes; at most \(limits.bytes) are read"
            return Result(root: nil, problems: [JSONProblem(message: message, offset: 0, pointer: "")])
        }
        var scanner = JSONScanner(bytes: bytes, depthLimit: limits.depth)
        do throws(JSONProblem) {
            let root = try scanner.readDocument()
            return Result(root: root, problems: scanner.duplicates)
        } catch {
            return Result(root: nil, problems: scanner.duplicates + [error])
        }
    }

    /// Reads a text that must be flawless: a syntax error or a duplicate key gives `nil`.
    public func readStrictly(_ bytes: [UInt8]) -> JSONValue? {
        let result = read(bytes)
        return result.problems.isEmpty ? result.root?.value : nil
    }
}
