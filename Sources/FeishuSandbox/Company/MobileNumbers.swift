/// Numbers that look real and belong to nobody.
///
/// Most are Chinese, with the unassigned prefix 161. The others are British (07700 900xxx, set aside for drama by Ofcom)
/// and American (555-01xx, set aside for fiction).
struct MobileNumbers {
    private static let foreignShare = 0.08
    private static let missingShare = 0.01

    let seed: UInt64
    private var foreign = 0

    init(seed: UInt64) {
        self.seed = seed
    }

    /// The number of the person at `index`; to be asked in order, since foreign numbers are few and dealt out one by one.
    mutating func number(of index: Int) -> String? {
        var generator = SeededGenerator(seed: seed, stream: "person mobile", index: index)
        let draw = generator.unit()
        guard draw >= Self.missingShare else { return nil }
        guard draw < Self.missingShare + Self.foreignShare else {
            // Steps of a number prime to 10^8 meet every number once.
            let digits = String(index % 100_000_000 * 48_271 % 100_000_000)
            return "+86161" + String(repeating: "0", count: 8 - digits.count) + digits
        }
        defer { foreign += 1 }
        if foreign.isMultiple(of: 4), foreign / 4 < 1000 { return "+44\(7_700_900_000 + foreign / 4)" }
        let area = 201 + foreign / 100
        guard area <= 999 else { return nil }
        return "+1\(area)55501\(foreign % 100 / 10)\(foreign % 10)"
    }
}
