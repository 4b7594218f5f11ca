import FeishuAPI
import JobModel

/// The three idempotent calls about a sent batch, each inside its own API's windows and tried again where that helps.
struct QueryCalls {
    private let messaging: any BatchMessaging
    private let progressCall: RepeatableCall
    private let readersCall: RepeatableCall
    private let recallCall: RepeatableCall

    init(messaging: any BatchMessaging, configuration: EngineConfiguration, dependencies: EngineDependencies) {
        func call() -> RepeatableCall {
            RepeatableCall(
                pacer: CallPacer(limits: configuration.queryLimits, dependencies: dependencies),
                configuration: configuration, dependencies: dependencies)
        }
        self.messaging = messaging
        progressCall = call()
        readersCall = call()
        recallCall = call()
    }

    func progress(of batchMessageID: String) async throws -> BatchProgress {
        try await progressCall.make { () async throws(FeishuError) in try await messaging.progress(of: batchMessageID) }
    }

    func readers(of batchMessageID: String) async throws -> BatchReaders {
        try await readersCall.make { () async throws(FeishuError) in try await messaging.readers(of: batchMessageID) }
    }

    func recall(_ batchMessageID: String) async throws {
        try await recallCall.make { () async throws(FeishuError) in try await messaging.recall(batchMessageID) }
    }
}
