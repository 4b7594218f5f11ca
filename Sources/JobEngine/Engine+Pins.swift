import FeishuAPI
import JobModel
import JobStore

extension Engine {
    /// Pins what a process that died has left unpinned.
    ///
    /// - Throws: as ``pinMessages(of:_:)``.
    public func pinWhatIsLeft(_ stop: StopSignal) async throws {
        for run in try await store.runsToPin(of: messaging.appID) { try await pinMessages(of: run, stop) }
    }

    /// Pins the messages of a run that were sent to groups, where the manifest asks for that.
    ///
    /// A message that cannot be pinned has been sent all the same: that is told, and nothing waits for it.
    ///
    /// - Throws: `StoreError`, `CancellationError` once somebody asks to stop.
    func pinMessages(of run: RunID, _ stop: StopSignal) async throws {
        guard let direct else { return }
        for message in try await store.unpinnedMessages(of: run) {
            var problem: String?
            do {
                try await calls.pin(message.messageID, by: direct, stop)
            } catch let error as FeishuError {
                guard error.kind != .cancelled else { throw CancellationError() }
                problem = error.description
                observe(.notPinned(run: run, ordinal: message.ordinal, chat: message.chat, AttemptEvidence(error)))
            }
            try await store.recordPin(run, ordinal: message.ordinal, problem: problem, at: dependencies.now())
        }
    }
}
