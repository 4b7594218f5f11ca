import Crypto

import struct Foundation.Data

/// SHA-256 over parts whose borders count: `("ab", "c")` and `("a", "bc")` differ.
struct PlanHash {
    /// Parts are gathered up to so many bytes: there may be a million of them.
    private static let stretch = 32 * 1024

    private var hash = SHA256()
    private var pending: [UInt8] = []

    /// Adds one part, its length first.
    mutating func add(_ bytes: some Collection<UInt8>) {
        begin(count: bytes.count)
        pending.append(contentsOf: bytes)
        if pending.count >= Self.stretch { flush() }
    }

    /// Adds one part.
    mutating func add(_ text: String) { add(text.utf8) }

    /// Adds a number as its decimal digits.
    mutating func add(_ number: Int) { add(String(number)) }

    /// Adds a digest as the 64 digits of its text.
    mutating func add(_ digest: BodyDigest) {
        if case .text(let text) = digest { return add(text) }
        begin(count: 64)
        digest.appendHex(to: &pending)
        if pending.count >= Self.stretch { flush() }
    }

    /// The hash in lower-case hex.
    func hex() -> String { Self.hex(of: finalized()) }

    private mutating func begin(count: Int) {
        pending.append(contentsOf: String(count).utf8)
        pending.append(UInt8(ascii: ":"))
    }

    private mutating func flush() {
        hash.update(data: pending)
        pending.removeAll(keepingCapacity: true)
    }

    private func finalized() -> SHA256.Digest {
        var last = self
        last.flush()
        return last.hash.finalize()
    }

    /// The hash as four numbers, which sort fast.
    func words() -> (UInt64, UInt64, UInt64, UInt64) {
        let bytes = Array(finalized())
        let word = { (start: Int) in bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        return (word(0), word(8), word(16), word(24))
    }

    /// The SHA-256 of bytes as they are, in lower-case hex.
    static func hex(of bytes: Data) -> String { hex(of: SHA256.hash(data: bytes)) }

    /// The SHA-256 of bytes as they are, in lower-case hex.
    static func hex(of bytes: [UInt8]) -> String { hex(of: SHA256.hash(data: bytes)) }

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
