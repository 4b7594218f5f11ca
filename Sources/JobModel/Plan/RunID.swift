/// The name of one run: twelve characters of Crockford's base 32 in lower case, 60 random bits.
///
/// Random rather than time-ordered, so that a prefix of a few characters is unique at a terminal, as with git.
public struct RunID: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
    /// The twelve characters.
    public let rawValue: String

    /// Wraps a stored name.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Makes a name from random bits; the lowest 60 are used.
    public init(randomBits: UInt64) {
        let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
        rawValue = String((0..<12).map { alphabet[Int((randomBits >> (5 * UInt64($0))) & 31)] })
    }

    /// The twelve characters.
    public var description: String { rawValue }
}
