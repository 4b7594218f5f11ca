/// When a person reads a message, computed from the seed and the person alone.
///
/// The shape is invented but usual: a few at once, half within the hour, a long tail over two days, and some never.
/// A table of quantiles stands for a log-normal curve, so that no platform's maths library can change it.
struct ReadCurve {
    /// Share of the readers, and the sandbox seconds within which they have read.
    private static let quantiles: [(share: Double, seconds: Double)] = [
        (0, 15), (0.10, 120), (0.25, 600), (0.50, 2700), (0.75, 10_800), (0.90, 28_800), (1, 172_800),
    ]

    let seed: UInt64
    let readShare: Double

    /// Sandbox seconds from delivery to reading; nil for somebody who never reads.
    func delay(of person: PersonKey) -> Double? {
        var generator = SeededGenerator(seed: seed, stream: "read", index: Int(truncatingIfNeeded: person.value))
        let draw = generator.unit()
        guard draw < readShare else { return nil }
        return Self.seconds(at: draw / readShare)
    }

    private static func seconds(at share: Double) -> Double {
        for (lower, upper) in zip(quantiles, quantiles.dropFirst()) where share <= upper.share {
            let part = (share - lower.share) / (upper.share - lower.share)
            return lower.seconds + part * (upper.seconds - lower.seconds)
        }
        return quantiles.last?.seconds ?? 0
    }
}

/// Who a message goes to: a position in the company, or somebody computed from an unknown open_id.
struct PersonKey: Hashable {
    let value: UInt64

    private static let unknownMark: UInt64 = 1 << 63

    init(company position: Int) {
        value = UInt64(truncatingIfNeeded: position)
    }

    /// Nil unless `openID` is `ou_` and 32 lower-case hex digits.
    init?(unknownOpenID openID: String) {
        let digits = openID.utf8.dropFirst(3)
        guard openID.hasPrefix("ou_"), digits.count == 32 else { return nil }
        var hash: UInt64 = 0
        for byte in digits {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): hash = hash &* 31 &+ UInt64(byte)
            case UInt8(ascii: "a")...UInt8(ascii: "f"): hash = hash &* 31 &+ UInt64(byte)
            default: return nil
            }
        }
        value = SeededGenerator.mix(hash) | Self.unknownMark
    }

    /// Position in the company's people; nil for an unknown person.
    var companyPosition: Int? {
        value & Self.unknownMark == 0 ? Int(truncatingIfNeeded: value) : nil
    }
}
