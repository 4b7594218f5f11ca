import JobEngine
import JobModel
import JobStore

/// Finds a run for a command that only looks, asking Feishu first where that is wanted.
struct RunQuery {
    let invocation: Invocation

    /// The run as the store knows it, after one poll with `refresh`.
    func summary(of reference: String, refresh: Bool) async throws -> RunSummary {
        let settings = try invocation.settings()
        guard refresh else {
            let store = try invocation.openStoreForReading(settings)
            return try await store.summary(of: try await store.run(reference).id)
        }
        let store = try invocation.openStore(settings)
        let engine = invocation.makeEngine(
            settings, store: store, client: try invocation.makeClient(settings), observe: { _ in })
        return try await engine.poll(try await store.run(reference).id)
    }

    /// The run with everything there is to report about it, after one poll with `refresh`.
    func report(of reference: String, refresh: Bool, withBatches: Bool) async throws -> RunReport {
        if refresh { _ = try await summary(of: reference, refresh: true) }
        let store = try invocation.openStoreForReading(try invocation.settings())
        return try await store.report(of: reference, withBatches: withBatches)
    }
}
