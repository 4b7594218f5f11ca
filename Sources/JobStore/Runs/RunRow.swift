import GRDB
import JobModel

/// What decisions about a run are made from.
struct RunRow: Sendable {
    var id: RunID
    var job: String
    var appID: String
    var state: RunState
    var reason: String?
    var maxInDoubt: Int
    var acknowledgedDoubts: Int
    var notAfter: Int64?
    var retryTokens: Int
    var recall: RecallState
    var channel: DeliveryChannel
    /// The last batch that may leave; `nil` when all may.
    var openThrough: Int?

    /// Reads a run, which must exist.
    static func fetch(_ db: Database, _ id: RunID) throws -> RunRow {
        let statement = try db.cachedStatement(
            sql: """
                SELECT job, appId, state, stateReason, maxInDoubt, acknowledgedDoubts, notAfter, retryTokens, recall,
                    openThrough, channel
                FROM run WHERE id = ?
                """)
        guard let row = try Row.fetchOne(statement, arguments: [id.rawValue]) else {
            throw StoreError(.notFound, "there is no run \(id)", hint: "`larkcast list` shows the runs")
        }
        return RunRow(
            id: id, job: row[0], appID: row[1], state: try decoded(row[2]), reason: row[3], maxInDoubt: row[4],
            acknowledgedDoubts: row[5], notAfter: row[6], retryTokens: row[7], recall: try decoded(row[8]),
            channel: try decoded(row[10]), openThrough: row[9])
    }

    /// Changes the state; compare-and-set on the state that was read.
    func move(_ db: Database, to state: RunState, reason: String?) throws {
        let statement = try db.cachedStatement(
            sql: "UPDATE run SET state = ?, stateReason = ? WHERE id = ? AND state = ?")
        try statement.execute(arguments: [state.rawValue, reason, id.rawValue, self.state.rawValue])
    }

    /// Refuses anything but the given states.
    func require(_ states: Set<RunState>, for action: String) throws {
        guard states.contains(state) else {
            throw StoreError(
                .wrongState, "run \(id) is \(state.rawValue) and cannot be \(action)",
                hint: "`larkcast status \(id)` shows where it stands", runs: [id])
        }
    }

    /// Batches whose outcome cannot be known, by ordinal.
    func doubts(_ db: Database) throws -> [Int] {
        try Int.fetchAll(db.cachedStatement(sql: Self.doubtsSQL), arguments: [id.rawValue])
    }

    static let doubtsSQL = """
        SELECT ordinal FROM batch INDEXED BY batchInDoubt WHERE runId = ? AND state = 'in_doubt' ORDER BY ordinal
        """

    /// Halts the run when it has as many new doubts as it may, or any at all with `regardless`; says whether it did.
    func haltIfInDoubt(_ db: Database, regardless: Bool = false) throws -> Bool {
        guard state == .sending || state == .paused else { return false }
        let doubts = try doubts(db)
        let threshold = regardless ? 1 : maxInDoubt + acknowledgedDoubts
        guard doubts.count >= threshold else { return false }
        try move(db, to: .halted, reason: Self.haltReason(doubts))
        return true
    }

    /// Lets the reason of a halt name the doubts that are left.
    func renewHaltReason(_ db: Database) throws {
        guard state == .halted else { return }
        try db.execute(
            sql: "UPDATE run SET stateReason = ? WHERE id = ? AND state = 'halted'",
            arguments: [Self.haltReason(try doubts(db)), id.rawValue])
    }

    private static func haltReason(_ doubts: [Int]) -> String {
        guard !doubts.isEmpty else { return RunReason.doubtsDecided.text }
        return RunReason.inDoubt(Array(doubts.prefix(8)), isMore: doubts.count > 8).text
    }
}

/// Turns stored text into a value; text that is none means a damaged store.
func decoded<Value: RawRepresentable>(_ text: String) throws -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: text) else {
        throw StoreError(
            .corrupt, "the store holds a \(Value.self) that does not exist", hint: "restore it from a backup")
    }
    return value
}
