import FeishuAPI
import JobModel
import JobStore

/// The idempotent calls, each inside its own windows and tried again where that helps.
struct QueryCalls {
    private let messaging: any BatchMessaging
    private let direct: (any DirectMessaging)?
    private let store: JobDatabase
    private let configuration: EngineConfiguration
    private let dependencies: EngineDependencies

    init(
        messaging: any BatchMessaging, direct: (any DirectMessaging)? = nil, store: JobDatabase,
        configuration: EngineConfiguration, dependencies: EngineDependencies
    ) {
        self.messaging = messaging
        self.direct = direct
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

    /// How many people have read a direct message.
    func readerCount(ofMessage id: String, _ stop: StopSignal = StopSignal()) async throws -> Int {
        guard let direct else { throw EngineError.noDirectMessages }
        var count = 0
        var pageToken: String?
        repeat {
            let token = pageToken
            let page = try await repeatable(.messageReaders, .messageReaders).make(stop) {
                () async throws(FeishuError) in
                try await direct.readers(ofMessage: id, pageToken: token)
            }
            count += page.items.count
            pageToken = page.nextPageToken
        } while pageToken != nil
        return count
    }

    func recall(message id: String) async throws {
        guard let direct else { throw EngineError.noDirectMessages }
        try await repeatable(.messageRecall, .recallMessage).make(StopSignal()) { () async throws(FeishuError) in
            try await direct.recall(message: id)
        }
    }

    func pin(_ id: String, by direct: any DirectMessaging, _ stop: StopSignal) async throws {
        // Whoever sends waits for it, and a later look tries again.
        var call = repeatable(.pin, .pinMessage)
        call.tries = 2
        try await call.make(stop) { () async throws(FeishuError) in
            try await direct.pin(message: id)
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
