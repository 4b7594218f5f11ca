import JobModel

/// What a ledger says, read from its first line to its last sound one.
///
/// A power cut can cut the last lines short, or leave zeros where sectors did not reach the disk: what stood there is lost,
/// and so is at most an answer, for the store has an intent before the ledger does. No line holds a zero byte, so a bad
/// line without one is damage of another kind, and nobody can say what it held.
struct LedgerContents: Equatable, Sendable {
    /// The first line.
    var opening: LedgerOpening
    /// In the order they were written.
    var intents: [LedgerIntent] = []
    /// By attempt.
    var results: [Int64: LedgerResult] = [:]
    /// The newest tenure.
    var epoch: Int64
    /// Bytes up to the end of the last sound line.
    var soundLength = 0
    /// Whether something incomplete stands behind it.
    var isTorn = false

    /// The highest attempt that any line names.
    var highestAttempt: Int64 {
        max(opening.attempt, intents.map(\.attempt).max() ?? 0, results.keys.max() ?? 0)
    }

    /// Why a ledger cannot be read.
    enum Damage: Error, Equatable {
        /// There is no first line.
        case empty
        /// The line at this byte is not whole, and no power cut made it so.
        case line(offset: Int)
    }

    init(_ bytes: [UInt8]) throws(Damage) {
        let (entries, sound) = try Self.entries(bytes)
        guard case .opening(let opening)? = entries.first else { throw .empty }
        self.opening = opening
        epoch = opening.epoch
        soundLength = sound
        isTorn = sound < bytes.count
        for entry in entries {
            switch entry {
            case .opening: break
            case .tenure(let number): epoch = max(epoch, number)
            case .intent(let intent): intents.append(intent)
            // The first answer is the one that came over the wire; a late one of a stopped process changes nothing.
            case .result(let result): results[result.attempt] = results[result.attempt] ?? result
            }
        }
    }

    private static func entries(_ bytes: [UInt8]) throws(Damage) -> ([LedgerEntry], sound: Int) {
        var entries: [LedgerEntry] = []
        var start = 0
        var sound = 0
        while let end = bytes[start...].firstIndex(of: LedgerFrame.newline) {
            let line = bytes[start..<end]
            if let entry = LedgerFrame.entry(of: line) {
                entries.append(entry)
                sound = end + 1
            } else if !line.contains(0) {
                throw .line(offset: start)
            }
            start = end + 1
        }
        return (entries, sound)
    }
}
