import Foundation
import GRDB
public import JobModel
import StrictJSON

/// The chain of digests as far as it has been followed.
///
/// A long one is followed in slices, each a read of its own: with a rollback journal nobody can commit while somebody reads.
struct AuditChain: Sendable {
    /// Rows of a slice: some ten milliseconds.
    static let slice = 2000

    /// The first row that does not follow from the one before it.
    private(set) var firstBroken: AuditBreak?
    private var count: Int64 = 0
    private var last = Int64.min
    private var digest = ""

    /// Follows the next rows.
    ///
    /// - Parameters:
    ///   - db: Where they are.
    ///   - most: How many, at most.
    ///   - isWanted: Which of them are returned, besides being checked.
    /// - Returns: those, oldest first, and whether there were fewer rows, so that this was the end.
    /// - Throws: GRDB's error when they cannot be read.
    mutating func follow(
        _ db: Database, atMost most: Int, keeping isWanted: (AuditEntry) -> Bool
    ) throws -> (entries: [AuditEntry], isEnd: Bool) {
        let before = count
        var entries: [AuditEntry] = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(AuditLog.columns) FROM audit WHERE id > ? ORDER BY id LIMIT ?", arguments: [last, most])
        while let row = try rows.next() {
            count += 1
            last = row["id"]
            let entry = AuditLog.entry(row)
            let stored: String = row["digest"]
            if firstBroken == nil,
                last != count || stored != AuditLog.digest(of: entry, number: count, after: digest)
            {
                firstBroken = AuditBreak(number: count, found: entry)
            }
            digest = stored
            if isWanted(entry) { entries.append(entry) }
        }
        return (entries, count - before < most)
    }
}

extension JobDatabase {
    /// Who did what, oldest first, for one run or for all, with the chain of digests checked from its beginning.
    public func auditEntries(of run: RunID? = nil) async throws(StoreError) -> AuditTrail {
        try await followAudit { run == nil || run == $0.run }
    }

    /// Checks the whole chain of digests and keeps nothing of it, however long it is; others can commit meanwhile.
    ///
    /// - Returns: where it breaks first; `nil` when it is whole.
    /// - Throws: ``StoreError``.
    public func firstAuditBreak() async throws(StoreError) -> AuditBreak? {
        try await followAudit { _ in false }.firstBroken
    }

    /// Follows the chain to its end, slice by slice.
    func followAudit(
        slice: Int = AuditChain.slice, keeping isWanted: @escaping @Sendable (AuditEntry) -> Bool
    ) async throws(StoreError) -> AuditTrail {
        var chain = AuditChain()
        var entries: [AuditEntry] = []
        while true {
            let before = chain
            let (after, found, isEnd) = try await read { db in
                var chain = before
                let (entries, isEnd) = try chain.follow(db, atMost: slice, keeping: isWanted)
                return (chain, entries, isEnd)
            }
            chain = after
            entries += found
            if isEnd { return AuditTrail(entries: entries, firstBroken: chain.firstBroken) }
        }
    }
}
