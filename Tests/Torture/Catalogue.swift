/// Every combination there is, in an order drawn from a seed in which each kind has its turn.
///
/// So that any first thousand of them visits every point with every effect.
struct Catalogue {
    /// Operations on the store's files that one commit needs at most, and a few more.
    private static let operations = 1...26
    private static let atOnce = ["kill", "abort", "sleep"]
    private static let onDisk = ["eio", "enospc", "kill", "powercut", "tear"]

    let combinations: [Combination]

    init(seed: UInt64) {
        let kinds = Dictionary(grouping: Self.all, by: \.kind).sorted { $0.key < $1.key }
        var generator = SplitMix64(state: seed)
        var columns = kinds.map { $0.value.shuffled(using: &generator)[...] }
        var ordered: [Combination] = []
        while !columns.isEmpty {
            for index in columns.indices {
                if let next = columns[index].popFirst() { ordered.append(next) }
            }
            columns.removeAll(where: \.isEmpty)
        }
        combinations = ordered
    }

    private static var all: [Combination] {
        crashes + diskFaults + recalls + stops(.stop) + stops(.cancel) + rivals + backups + daemons + directs
    }

    /// The process dies, or pauses, at a point of a plain campaign.
    private static var crashes: [Combination] {
        let points: [(Int, ClosedRange<Int>)] =
            [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 18].map { ($0, 1...3) } + [(12, 1...1), (13, 1...3), (16, 1...1)]
        return points.flatMap { point, numbers in
            combine(numbers, atOnce + (point == 6 ? ["eio"] : []), [nil], .send, lanes: [1, 2]) { $0.point = point }
        }
    }

    /// The disk fails, fills, or loses its power at the n-th operation after a point.
    private static var diskFaults: [Combination] {
        let points: [(Int, ClosedRange<Int>)] = [
            (0, 1...3), (3, 1...2), (8, 1...3), (10, 1...3), (11, 1...2), (12, 1...1), (13, 1...1), (16, 1...1),
            (18, 1...3),
        ]
        return points.flatMap { point, numbers in
            combine(numbers, onDisk, operations.map(\.self), .send, lanes: [1, 2]) { $0.point = point }
        }
    }

    private static var recalls: [Combination] {
        combine(1...3, atOnce, [nil], .recall, lanes: [1]) { $0.point = 15 }
            + combine(1...3, onDisk, operations.map(\.self), .recall, lanes: [1]) { $0.point = 15 }
    }

    /// Without power cuts: one would have to end both processes at once.
    private static func stops(_ story: Combination.Story) -> [Combination] {
        combine(1...3, atOnce, [nil], story, lanes: [1, 2]) { $0.point = 14 }
            + combine(1...2, ["eio", "enospc", "kill"], operations.map(\.self), story, lanes: [1]) { $0.point = 14 }
    }

    /// The server has no part in it.
    private static var backups: [Combination] {
        let all =
            combine(1...2, atOnce, [nil], .backup, lanes: [1]) { $0.point = 17 }
            + combine(1...2, onDisk, operations.map(\.self), .backup, lanes: [1]) { $0.point = 17 }
        return all.filter { $0.server == .ok }
    }

    /// The daemon dies wherever a run can be crashed; a pause of it is what the other stories have.
    private static var daemons: [Combination] {
        let points = [0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 18]
        return points.flatMap { point in
            combine(1...(point == 12 ? 1 : 2), ["kill"], [nil], .serve, lanes: [1]) { $0.point = point }
        }
    }

    /// Wherever a message may be on the wire, or its answer on the way to the disk.
    private static var directs: [Combination] {
        let points = [1, 4, 5, 7, 8, 9, 10, 11]
        return points.flatMap { point in
            combine(1...3, ["kill"], [nil], .direct, lanes: [1, 2]) { $0.point = point }
        }
            + [3, 8, 10].flatMap { point in
                combine(1...2, ["eio", "enospc", "powercut"], operations.map(\.self), .direct, lanes: [1]) {
                    $0.point = point
                }
            }
    }

    private static var rivals: [Combination] {
        [1, 4, 7, 8, 11].flatMap { point in
            combine(1...3, atOnce, [nil], .rival, lanes: [1, 2]) { $0.point = point }
        }
    }

    private static func combine(
        _ numbers: ClosedRange<Int>, _ effects: [String], _ operations: [Int?], _ story: Combination.Story,
        lanes: [Int], _ place: (inout Combination) -> Void
    ) -> [Combination] {
        var combinations: [Combination] = []
        for nth in numbers {
            for effect in effects {
                for operation in operations {
                    for server in ServerBehaviour.allCases {
                        for lanes in lanes {
                            var combination = Combination(
                                point: 0, nth: nth, effect: effect, operation: operation, server: server, story: story,
                                lanes: lanes)
                            place(&combination)
                            combinations.append(combination)
                        }
                    }
                }
            }
        }
        return combinations
    }
}

/// A small generator whose sequence follows from its seed.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
