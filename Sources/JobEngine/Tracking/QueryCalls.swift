import FeishuAPI
import JobModel
import JobStore

/// The idempotent calls, each inside its own windows and tried again where that helps.
struct QueryCalls {
    private let messaging: any BatchMessaging
    private let store: JobDatabase
    private let configuration: EngineConfiguration
    private let dependencies: EngineDependencies

    init(
        messaging: any BatchMessaging, store: JobDatabase, configuration: EngineConfiguration,
        dependencies: EngineDependencies
    ) {
        self.messaging = messaging
        self.store = store
        self.configuration = configuration
        self.dependencies = dependencies
    }

    /// Makes sure that a token is at hand, so that nothing is claimed without one.
    func prepare(_ stop: StopSignal = StopSignal()) async throws {
        guard await !messaging.isPrepared else { return }
        try await repeatable(.token, .tenantToken).make(stop) { () async throws(FeishuError) in
            try await messaging.prepare()
        }
    }

    /// Figures for the curve, or for a recall that watches what it does.
    func progress(
        of batchMessageID: String, for purpose: PacedCall = .pollProgress, _ stop: StopSignal = StopSignal()
    ) async throws -> BatchProgress {
        try await repeatable(purpose, .batchProgress).make(stop) { () async throws(FeishuError) in
            try await messaging.progress(of: batchMessageID)
        }
    }

    func readers(of batchMessageID: String, _ stop: StopSignal = StopSignal()) async throws -> BatchReaders {
        try await repeatable(.pollReaders, .batchReaders).make(stop) { () async throws(FeishuError) in
            try await messaging.readers(of: batchMessageID)
        }
    }

    func recall(_ batchMessageID: String) async throws {
        try await repeatable(.recall, .recallBatch).make(StopSignal()) { () async throws(FeishuError) in
            try await messaging.recall(batchMessageID)
        }
    }

    private func repeatable(_ call: PacedCall, _ endpoint: FeishuEndpoint) -> RepeatableCall {
        RepeatableCall(
            endpoint: endpoint,
            pacer: CallPacer(
                call: call, limits: configuration.callLimits[call], appID: messaging.appID, store: store,
                dependencies: dependencies),
            configuration: configuration, dependencies: dependencies)
    }
}
