import FeishuAPI
import Synchronization

/// What Feishu says about batches it has taken: figures, readers, recalls, each answered by a closure of the test's own.
final class FigureScript: Sendable {
    /// Answers for a batch; `call` counts from 1 for each batch.
    typealias Answer<Value> = @Sendable (_ batchMessageID: String, _ call: Int) -> Result<Value, FeishuError>

    private struct State {
        var progress: Answer<BatchProgress> = { _, _ in .success(BatchProgress()) }
        var readers: Answer<BatchReaders> = { _, _ in .success(BatchReaders()) }
        var recall: Answer<Void> = { _, _ in .success(()) }
        var progressCalls: [String] = []
        var readersCalls: [String] = []
        var recallCalls: [String] = []
    }

    private let state = Mutex(State())

    /// The batches `get_progress` was called for, in order.
    var progressCalls: [String] { state.withLock { $0.progressCalls } }
    /// The batches `read_user` was called for, in order.
    var readersCalls: [String] { state.withLock { $0.readersCalls } }
    /// The batches that were asked back, in order.
    var recallCalls: [String] { state.withLock { $0.recallCalls } }

    func answerProgress(_ answer: @escaping Answer<BatchProgress>) { state.withLock { $0.progress = answer } }
    func answerReaders(_ answer: @escaping Answer<BatchReaders>) { state.withLock { $0.readers = answer } }
    func answerRecall(_ answer: @escaping Answer<Void>) { state.withLock { $0.recall = answer } }

    func progress(of batch: String) throws(FeishuError) -> BatchProgress {
        let (answer, call) = state.withLock { state in
            state.progressCalls.append(batch)
            return (state.progress, state.progressCalls.count { $0 == batch })
        }
        return try answer(batch, call).get()
    }

    func readers(of batch: String) throws(FeishuError) -> BatchReaders {
        let (answer, call) = state.withLock { state in
            state.readersCalls.append(batch)
            return (state.readers, state.readersCalls.count { $0 == batch })
        }
        return try answer(batch, call).get()
    }

    func recall(_ batch: String) throws(FeishuError) {
        let (answer, call) = state.withLock { state in
            state.recallCalls.append(batch)
            return (state.recall, state.recallCalls.count { $0 == batch })
        }
        try answer(batch, call).get()
    }
}
