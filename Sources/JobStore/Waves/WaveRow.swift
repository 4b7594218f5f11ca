import GRDB
import JobModel

/// One wave of a run as it is stored.
struct WaveRow {
    let number: Int
    let ordinals: ClosedRange<Int>
    let waitSeconds: Int
    let gates: WaveGates
    let failedAt: Int64?
    let next: Wait?

    /// The time until the next wave.
    struct Wait {
        let at: Int64
        let milliseconds: Int64
        let mono: Int64
        let bootID: String

        /// How long it still is.
        ///
        /// By the clock that cannot be set: of the time before a boot nothing is certain, so it begins again there.
        func left(at now: Moment) -> Int64 {
            max(0, milliseconds - RateWindow.age(monotonic: mono, bootID: bootID, at: now))
        }
    }

    /// The waves of a run in the order of leaving; none when it has only one.
    static func fetchAll(_ db: Database, of run: RunID) throws -> [WaveRow] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT number, firstOrdinal, lastOrdinal, waitSeconds, mostInvalidPercent, mostRejected, mostInDoubt,
                    failedAt, nextAt, nextInMilliseconds, nextMono, nextBootId
                FROM wave WHERE runId = ? ORDER BY number
                """)
        return try Row.fetchAll(statement, arguments: [run.rawValue]).map { row in
            let at: Int64? = row[8]
            return WaveRow(
                number: row[0], ordinals: row[1]...row[2], waitSeconds: row[3],
                gates: WaveGates(invalidPercent: row[4], rejected: row[5], inDoubt: row[6]), failedAt: row[7],
                next: at.map { Wait(at: $0, milliseconds: row[9], mono: row[10], bootID: row[11]) })
        }
    }

    /// Freezes the waves of a plan with its run.
    static func insert(_ db: Database, _ plan: RunPlan, run: RunID) throws {
        guard let waves = plan.delivery.waves, plan.waveLengths.count > 1 else { return }
        var first = 1
        for (index, length) in plan.waveLengths.enumerated() {
            try db.execute(
                sql: """
                    INSERT INTO wave (runId, number, firstOrdinal, lastOrdinal, waitSeconds, mostInvalidPercent,
                        mostRejected, mostInDoubt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    run.rawValue, index + 1, first, first + length - 1, waves.waitSeconds, waves.gates.invalidPercent,
                    waves.gates.rejected, waves.gates.inDoubt,
                ])
            first += length
        }
    }

    /// What became of it so far.
    ///
    /// A direct message is refused for its recipient alone, whom a batch would have called invalid; for its content it pauses the
    /// run as a batch does.
    func figures(_ db: Database, of run: RunRow) throws -> WaveFigures {
        let statement = try db.cachedStatement(
            sql: """
                SELECT total(CASE WHEN state <> 'rejected' THEN recipientCount END), total(invalidCount + strayInvalidCount),
                    total(state = 'rejected'), total(state = 'in_doubt')
                FROM batch WHERE runId = ? AND ordinal BETWEEN ? AND ?
                """)
        let bounds: StatementArguments = [run.id.rawValue, ordinals.lowerBound, ordinals.upperBound]
        guard let row = try Row.fetchOne(statement, arguments: bounds) else {
            return WaveFigures(recipients: 0, invalid: 0, rejected: 0, inDoubt: 0)
        }
        guard run.channel == .batch else {
            return WaveFigures(recipients: row[0] + row[2], invalid: row[2], rejected: 0, inDoubt: row[3])
        }
        return WaveFigures(recipients: row[0], invalid: row[1], rejected: row[2], inDoubt: row[3])
    }

    /// Whether every batch of it is accounted for.
    func isThrough(_ db: Database, of run: RunID) throws -> Bool {
        let statement = try db.cachedStatement(
            sql: """
                SELECT 1 FROM batch
                WHERE runId = ? AND ordinal BETWEEN ? AND ? AND state IN (\(JobDatabase.movingStates)) LIMIT 1
                """)
        return try Row.fetchOne(
            statement, arguments: [run.rawValue, ordinals.lowerBound, ordinals.upperBound]) == nil
    }
}
