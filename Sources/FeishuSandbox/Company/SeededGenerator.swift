/// SplitMix64 (Steele, Lea, Flood 2014), written out so that a seed means the same company for ever.
///
/// Every invented thing takes numbers from its own stream, named by what it is and its index. So a field
/// added later, or a larger company, leaves what was there before as it was.
struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64, stream: String, index: Int = 0) {
        // FNV-1a over the stream's name; a name is a constant of ours, never data from outside.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in stream.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
        }
        state = Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mix(hash &+ UInt64(bitPattern: Int64(index)))
    }

    static func mix(_ value: UInt64) -> UInt64 {
        var mixed = value
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// A whole number in `0..<bound`; 0 for an empty range.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// A number in `0..<1`.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// One of `list`, or nil when it is empty.
    mutating func pick<Element>(_ list: [Element]) -> Element? {
        list.isEmpty ? nil : list[below(list.count)]
    }

    /// 32 lower-case hex digits, the body of most Feishu ids.
    mutating func hex32() -> String {
        let (high, low) = (next(), next())
        return String(unsafeUninitializedCapacity: 32) { buffer in
            Self.writeHex(high, to: buffer, at: 0)
            Self.writeHex(low, to: buffer, at: 16)
            return 32
        }
    }

    /// 8 lower-case letters and digits, the shape of a generated `user_id`.
    mutating func alphanumeric8() -> String {
        String(unsafeUninitializedCapacity: 8) { buffer in
            for place in 0..<8 { buffer[place] = Self.alphabet[below(Self.alphabet.count)] }
            return 8
        }
    }

    static func hex16(_ value: UInt64) -> String {
        String(unsafeUninitializedCapacity: 16) { buffer in
            writeHex(value, to: buffer, at: 0)
            return 16
        }
    }

    private static let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)

    /// By hand: half of the time it takes to invent a large company goes into its ids.
    private static func writeHex(_ value: UInt64, to buffer: UnsafeMutableBufferPointer<UInt8>, at start: Int) {
        for place in 0..<16 {
            buffer[start + place] = alphabet[Int(truncatingIfNeeded: value >> UInt64(60 - 4 * place)) & 0xF]
        }
    }
}
