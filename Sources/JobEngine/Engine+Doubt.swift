import FeishuAPI
public import JobModel
import JobStore

extension Engine {
    /// Asks Feishu about a batch message id or a message id that an operator has found, which must be one of the run's app.
    ///
    /// - Throws: `FeishuError`: `notOurs` (230012), `refusedRecall` (230026), `unknownBatch` (230030) or `notFound` (230110)
    ///   when it is not.
    public func figures(of batchMessageID: String, for run: RunID) async throws -> ProgressFigures {
        let summary = try await store.summary(of: run)
        let app = try await store.appID(of: run)
        guard app == messaging.appID else {
            throw EngineError.otherApp(summary, expected: app, found: messaging.appID)
        }
        if DeliveryChannel(messageID: batchMessageID) == .direct {
            return ProgressFigures(read: try await calls.readerCount(ofMessage: batchMessageID))
        }
        let progress = try await calls.progress(of: batchMessageID)
        return ProgressSample(progress, readers: nil).figures(sampledAt: dependencies.now().wallMilliseconds)
    }
}

extension Engine {
    /// Writes down that messages of a run are in doubt by now, when nobody else is there to do so.
    func endOutlived(of run: RunID) async throws {
        guard try await !store.outlived(of: run, at: dependencies.now()).isEmpty else { return }
        let report = try await store.accountForTheDead(as: dependencies.identity, at: dependencies.now())
        if let report, !report.isEmpty { observe(.rescued(report)) }
    }
}
