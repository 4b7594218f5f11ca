import GRDB
public import JobModel

/// A recall that was asked for and is not concluded.
public struct OpenRecall: Sendable, Equatable {
    /// The run that is wanted back.
    public var run: RunID
    /// Its job.
    public var job: String
    /// The app that sent it.
    public var appID: String
    /// When somebody asked for it last, in milliseconds since 1970 UTC.
    public var decidedAt: Int64
    /// When anything was done about it last: it was asked for, Feishu was asked, or somebody looked.
    public var lastStepAt: Int64

    /// Milliseconds without a step after which nobody is at it any more: more than the longest rest of a call, two minutes.
    public static let quiet: Int64 = 180_000
    /// Milliseconds for which it makes sense to go on: by default a tenant lets messages be recalled for 24 hours.
    public static let longest: Int64 = 86_400_000

    /// When somebody else should take it up; `nil` when it is too late for that.
    public var abandonedAt: Int64? {
        let instant = lastStepAt + Self.quiet
        return instant <= decidedAt + Self.longest ? instant : nil
    }

    /// Whether whoever began it has gone, so that somebody else should take it up.
    public func isAbandoned(at now: Int64) -> Bool {
        abandonedAt.map { $0 <= now && now <= decidedAt + Self.longest } ?? false
    }
}

/// Finds the recalls that are under way, or should be.
enum OpenRecallQuery {
    private static let sql = """
        SELECT id, job, appId,
            coalesce((SELECT max(at) FROM audit WHERE runId = run.id AND action = 'recall'), createdAt) AS decidedAt,
            (SELECT max(recallStep.at) FROM batch CROSS JOIN recallStep ON batchId = batch.id WHERE runId = run.id) AS stepAt
        FROM run INDEXED BY runRecalling WHERE recall = 'requested' ORDER BY createdAt
        """

    static func all(_ db: Database) throws -> [OpenRecall] {
        try Row.fetchAll(db.cachedStatement(sql: sql)).map { row in
            let decidedAt: Int64 = row[3]
            let stepAt: Int64? = row[4]
            return OpenRecall(
                run: RunID(rawValue: row[0]), job: row[1], appID: row[2], decidedAt: decidedAt,
                lastStepAt: max(decidedAt, stepAt ?? 0))
        }
    }
}

extension JobDatabase {
    /// The recalls that were asked for and are not concluded, those of old runs first.
    public func openRecalls() async throws(StoreError) -> [OpenRecall] {
        try await read { try OpenRecallQuery.all($0) }
    }
}
