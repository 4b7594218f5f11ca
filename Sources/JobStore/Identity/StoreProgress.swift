import GRDB

/// How far a store has come, in numbers that only grow.
struct StoreProgress: Equatable, Sendable {
    /// How often a batch was let onto the wire.
    var intents: Int64
    /// The newest tenure.
    var epoch: Int64
    /// The newest row of the audit, which every decision of an operator adds to; 0 when there is none.
    var audit: Int64
    /// That row's digest: a store that was put back and went on from there has another one under the same number.
    var digest: String

    /// The digest that stands where there is none.
    static let noDigest = String(repeating: "0", count: 64)

    static func fetch(_ db: Database) throws -> StoreProgress {
        let statement = try db.cachedStatement(
            sql: """
                SELECT storeProgress.intents, runner.epoch, audit.id, audit.digest
                FROM storeProgress JOIN runner ON runner.id = 1
                LEFT JOIN audit ON audit.id = (SELECT max(id) FROM audit) WHERE storeProgress.id = 1
                """)
        guard let row = try Row.fetchOne(statement) else {
            throw StoreError(.corrupt, "the store does not know how far it has come", hint: "restore it from a backup")
        }
        return StoreProgress(intents: row[0], epoch: row[1], audit: row[2] ?? 0, digest: row[3] ?? noDigest)
    }

    /// Whether the store has never been where these numbers say it was: it is an earlier state of itself, or went on from
    /// one.
    func isUnknown(to db: Database) throws -> Bool {
        let present = try Self.fetch(db)
        if intents > present.intents || epoch > present.epoch || audit > present.audit { return true }
        guard audit > 0 else { return false }
        return try String.fetchOne(db, sql: "SELECT digest FROM audit WHERE id = ?", arguments: [audit]) != digest
    }

    /// What is known when both have been seen.
    func merged(with other: StoreProgress) -> StoreProgress {
        let newest = other.audit > audit ? other : self
        return StoreProgress(
            intents: max(intents, other.intents), epoch: max(epoch, other.epoch), audit: newest.audit,
            digest: newest.digest)
    }
}
