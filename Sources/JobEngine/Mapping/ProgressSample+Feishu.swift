import FeishuAPI
import JobModel
import JobStore

extension ProgressSample {
    /// What one round learned about one batch.
    init(_ progress: BatchProgress, readers: BatchReaders?) {
        self.init(
            valid: progress.valid, delivered: progress.delivered, read: progress.read, recalled: progress.recalled,
            isRecalled: progress.isRecalled, readCount: readers?.read, readTotal: readers?.total)
    }

    /// What one look at a direct message learned: a person has it once Feishu took it; how many a group has is not asked.
    init(readers: Int, of kind: IDKind) {
        let one = kind == .chatID ? nil : 1
        self.init(valid: one, delivered: one, read: one.map { min($0, readers) } ?? readers)
    }

    /// The sample as figures.
    ///
    /// Where the two endpoints count readers differently, the larger counts: both are floors.
    func figures(sampledAt: Int64) -> ProgressFigures {
        ProgressFigures(
            valid: valid, delivered: delivered, read: [read, readCount].compactMap(\.self).max(), recalled: recalled,
            sampledAt: sampledAt)
    }
}
