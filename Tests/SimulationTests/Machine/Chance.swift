/// SplitMix64 (Steele, Lea, Flood 2014): the same draws for the same seed, on every machine.
struct Chance {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own, so that one more draw in one place does not move those in another.
    init(seed: UInt64, stream: UInt64) {
        var parent = Chance(seed: seed &+ stream &* 0xD1B5_4A32_D192_ED03)
        state = parent.bits()
    }

    /// Where the stream is: two histories that drew alike are at the same place.
    var fingerprint: UInt64 { state }

    mutating func bits() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to `count`.
    mutating func below(_ count: Int) -> Int {
        Int(bits() % UInt64(max(1, count)))
    }

    mutating func `in`(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(bits() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func percent(_ share: Int) -> Bool {
        below(100) < share
    }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[below(elements.count)]
    }

    /// A number in `0 ..< 1`.
    mutating func unit() -> Double {
        Double(bits() >> 11) / Double(1 << 53)
    }
}
