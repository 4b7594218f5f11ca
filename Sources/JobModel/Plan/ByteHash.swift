import Crypto

/// SHA-256 over bytes that come a stretch at a time.
public struct ByteHash: Sendable {
    private var hash = SHA256()

    /// Creates the hash of nothing.
    public init() {}

    /// Adds what comes next.
    public mutating func add(_ bytes: [UInt8]) { hash.update(data: bytes) }

    /// The hash so far, in lower-case hex.
    public var hex: String { PlanHash.hex(of: hash.finalize()) }
}
