/// What became of one wave, for its gate and for people.
public struct WaveFigures: Sendable, Equatable {
    /// Recipients of batches that Feishu took, or that may have been delivered.
    public var recipients: Int
    /// Those of them that Feishu called invalid.
    public var invalid: Int
    /// Batches that Feishu rejected.
    public var rejected: Int
    /// Batches whose outcome is unknown.
    public var inDoubt: Int

    /// Creates figures.
    public init(recipients: Int, invalid: Int, rejected: Int, inDoubt: Int) {
        self.recipients = recipients
        self.invalid = invalid
        self.rejected = rejected
        self.inDoubt = inDoubt
    }

    /// Why the next wave must not leave, in words; empty when the gate is open.
    public func obstacles(_ gates: WaveGates) -> [String] {
        var found: [String] = []
        // Without a division, so that 5 % of 100 people are exactly five.
        if invalid * 100 > gates.invalidPercent * recipients {
            found.append("\(invalid) of \(recipients) people are invalid, the gate lets \(gates.invalidPercent) % pass")
        }
        if rejected > gates.rejected {
            found.append("\(Self.batches(rejected)) rejected, the gate lets \(gates.rejected) pass")
        }
        if inDoubt > gates.inDoubt {
            found.append("\(Self.batches(inDoubt)) in doubt, the gate lets \(gates.inDoubt) pass")
        }
        return found
    }

    private static func batches(_ count: Int) -> String { count == 1 ? "1 batch is" : "\(count) batches are" }
}
