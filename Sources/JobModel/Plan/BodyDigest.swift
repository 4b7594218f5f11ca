import Crypto

/// The SHA-256 of a request's bytes, without its digits: a text of them takes three times the memory.
enum BodyDigest: Sendable, Equatable {
    /// Eight bytes each, the first one highest.
    case words(UInt64, UInt64, UInt64, UInt64)
    /// What somebody gave for one and is none.
    case text(String)

    /// The digest of bytes.
    init(of bytes: [UInt8]) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        SHA256.hash(data: bytes).withUnsafeBytes { digest in
            let word = { (start: Int) in
                UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: start, as: UInt64.self))
            }
            words = (word(0), word(8), word(16), word(24))
        }
        self = .words(words.0, words.1, words.2, words.3)
    }

    /// A digest from its digits.
    init(hex: String) {
        let digits = Array(hex.utf8)
        var words: [UInt64] = []
        for start in stride(from: 0, to: digits.count, by: 16) {
            guard digits.count == 64, digits.allSatisfy(Self.isLowerHex),
                let word = UInt64(String(decoding: digits[start..<start + 16], as: UTF8.self), radix: 16)
            else { break }
            words.append(word)
        }
        self = words.count == 4 ? .words(words[0], words[1], words[2], words[3]) : .text(hex)
    }

    /// The digits in lower-case hex.
    var hex: String {
        var bytes: [UInt8] = []
        appendHex(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the digits in lower-case hex.
    func appendHex(to bytes: inout [UInt8]) {
        switch self {
        case .text(let text): bytes.append(contentsOf: text.utf8)
        case .words(let first, let second, let third, let fourth):
            for word in [first, second, third, fourth] {
                for shift in stride(from: 60, through: 0, by: -4) {
                    let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift) & 15)
                    bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
                }
            }
        }
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }
}
