import GRDB
public import JobModel

extension JobDatabase {
    /// How fast the latest finished runs of an app went by a channel, of those with at least a tenth of so many calls.
    ///
    /// Tests and runs in waves do not count: the former are too small, the latter wait. One that was paused for hours is an
    /// outlier that the median does not mind.
    ///
    /// - Returns: `nil` when there was no such run.
    /// - Throws: ``StoreError``.
    public func pace(
        of appID: String, _ channel: DeliveryChannel = .batch, calls: Int
    ) async throws(StoreError) -> AppLoad.Pace? {
        try await read { db in
            let each = try Double.fetchAll(
                db,
                sql: """
                    SELECT max(1, sentAt - startedAt) * 1.0 / batchCount FROM run
                    WHERE appId = ? AND channel = ? AND sentAt IS NOT NULL AND isTest = 0 AND batchCount >= ?
                        AND NOT EXISTS (SELECT 1 FROM wave WHERE wave.runId = run.id AND wave.number > 1)
                    ORDER BY sentAt DESC LIMIT \(Self.runsOfPace)
                    """,
                arguments: [appID, channel.rawValue, max(1, calls / 10)]
            ).sorted()
            guard !each.isEmpty else { return nil }
            let middle = each.count / 2
            let median = each.count.isMultiple(of: 2) ? (each[middle - 1] + each[middle]) / 2 : each[middle]
            return AppLoad.Pace(millisecondsPerCall: median, runs: each.count)
        }
    }

    private static let runsOfPace = 20
}
