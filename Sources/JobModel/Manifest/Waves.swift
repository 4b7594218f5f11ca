/// The manifest's `delivery.waves`: a few people first, then more, then the rest.
///
/// A wave leaves when everything before it is accounted for, the gate behind it is open, and the wait is over.
public struct Waves: Sendable, Equatable {
    /// How many people a wave addresses.
    public enum Size: Sendable, Equatable {
        /// A share of everybody, 1 to 99 %, rounded up.
        case percent(Int)
        /// So many people.
        case people(Int)

        /// People of a wave, when there are so many in all.
        func count(of all: Int) -> Int {
            switch self {
            case .percent(let percent): (all * percent + 99) / 100
            case .people(let people): people
            }
        }
    }

    /// Most waves before the last one.
    public static let mostSizes = 9
    /// The wait between two waves unless the manifest says otherwise, in seconds.
    public static let defaultWaitSeconds = 30 * 60

    /// The waves before the last, in their order; the last one is everybody else.
    public var sizes: [Size]
    /// Seconds between the last answer to a wave and the first batch of the next.
    public var waitSeconds = Waves.defaultWaitSeconds
    /// What each wave has to be like for the next to leave.
    public var gates = WaveGates()

    /// Creates waves with the default wait and gates.
    public init(sizes: [Size]) {
        self.sizes = sizes
    }

    /// How many people each wave addresses, of so many in all; waves of nobody are left out.
    ///
    /// People are taken in the order of the manifest, so whoever writes it decides who is first.
    public func split(_ all: Int) -> [Int] {
        var left = all
        var counts: [Int] = []
        for size in sizes where left > 0 {
            counts.append(min(size.count(of: all), left))
            left -= counts.last ?? 0
        }
        return left > 0 ? counts + [left] : counts
    }
}

/// What a wave has to be like for the next one to leave; figures above these pause the run.
public struct WaveGates: Sendable, Equatable {
    /// Most of its people that Feishu may call invalid, in percent.
    public var invalidPercent = 5
    /// Most of its batches that Feishu may reject.
    public var rejected = 0
    /// Most of its batches whose outcome may be unknown.
    public var inDoubt = 0

    /// Creates the defaults.
    public init() {}

    /// Creates gates.
    public init(invalidPercent: Int, rejected: Int, inDoubt: Int) {
        self.invalidPercent = invalidPercent
        self.rejected = rejected
        self.inDoubt = inDoubt
    }
}
