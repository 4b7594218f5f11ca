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

    /// Why the next wave must not leave; empty when the gate is open.
    public func obstacles(_ gates: WaveGates) -> [GateObstacle] {
        var found: [GateObstacle] = []
        // Without a division, so that 5 % of 100 people are exactly five.
        if invalid * 100 > gates.invalidPercent * recipients {
            found.append(.invalid(invalid, of: recipients, percent: gates.invalidPercent))
        }
        if rejected > gates.rejected { found.append(.rejected(rejected, most: gates.rejected)) }
        if inDoubt > gates.inDoubt { found.append(.inDoubt(inDoubt, most: gates.inDoubt)) }
        return found
    }
}
