import JobModel

/// How bad this seed's world is: which faults there are, and how often.
///
/// A seed has a few kinds of faults, not all of them: rare ones would else drown in frequent ones.
struct Weather {
    /// Of a hundred sends, how many meet a fault.
    let sendFaults: Int
    let kinds: [SendFault]
    /// Of a hundred other calls, how many fail.
    let callFaults: Int
    /// Milliseconds a packet may take.
    let latency: ClosedRange<Int64>
    /// What Feishu permits, and larkcast is told to obey.
    let limits: RateLimits
    /// Milliseconds during which things go wrong.
    let horizon: Int64
    /// How many things happen besides.
    let incidents: Int

    init(_ chance: inout Chance) {
        sendFaults = chance.pick([0, 5, 15, 40, 70])
        var kinds: [SendFault] = []
        for _ in 0..<(1 + chance.below(3)) {
            let family = chance.pick(SendFault.families)
            kinds += chance.percent(50) ? family : [chance.pick(family)]
        }
        self.kinds = kinds
        callFaults = chance.pick([0, 0, 10, 30])
        latency = 0...chance.pick([0, 5, 80, 900])
        // A full minute takes as many steps as everything else of a seed together, so few seeds have one.
        limits =
            switch chance.below(20) {
            case 0: RateLimits(perSecond: 3, perMinute: 3, marginMilliseconds: 25)
            case 1...5: RateLimits(perSecond: 1, perMinute: 1000, marginMilliseconds: 0)
            case 6...9: RateLimits(perSecond: 2, perMinute: 1000, marginMilliseconds: 25)
            default: RateLimits()
            }
        horizon = chance.pick([50, 1500, 10_000, 90_000])
        incidents = chance.pick([0, 3, 6, 12])
    }
}
