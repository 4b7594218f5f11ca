import Crypto

import struct Foundation.Data

/// SHA-256 over parts whose borders count: `("ab", "c")` and `("a", "bc")` differ.
struct PlanHash {
    private var hash = SHA256()

    /// Adds one part, its length first.
    mutating func add(_ bytes: some Collection<UInt8>) {
        hash.update(data: Data("\(bytes.count):".utf8))
        hash.update(data: Data(bytes))
    }

    /// Adds one part.
    mutating func add(_ text: String) { add(Array(text.utf8)) }

    /// Adds a number as its decimal digits.
    mutating func add(_ number: Int) { add(String(number)) }

    /// The hash in lower-case hex.
    func hex() -> String { Self.hex(of: hash.finalize()) }

    /// The hash as four numbers, which sort fast.
    func words() -> (UInt64, UInt64, UInt64, UInt64) {
        let bytes = Array(hash.finalize())
        let word = { (start: Int) in bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return (word(0), word(8), word(16), word(24))
    }

    /// The SHA-256 of bytes as they are, in lower-case hex.
    static func hex(of bytes: Data) -> String { hex(of: SHA256.hash(data: bytes)) }

    /// The SHA-256 of bytes as they are, in lower-case hex.
    static func hex(of bytes: [UInt8]) -> String { hex(of: SHA256.hash(data: bytes)) }

    /// The SHA-256 of several stretches of bytes in a row.
    static func hex(ofConcatenated parts: [Data]) -> String {
        var hash = SHA256()
        for part in parts { hash.update(data: part) }
        return hex(of: hash.finalize())
    }

    /// A number that is always the same for one text, and as good as any other for another text.
    static func number(of text: String) -> UInt64 {
        SHA256.hash(data: Data(text.utf8)).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// A digest in lower-case hex.
    static func hex(of digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
