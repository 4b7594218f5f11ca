import CrashPoints
import FeishuAPI
import JobModel
import JobStore

extension BatchRecaller {
    /// Takes direct messages back, a few at a time; Feishu answers each at once, so there is nothing to watch.
    ///
    /// - Throws: as ``recall(_:targets:)``; what was answered before that is kept.
    func recallMessages(_ targets: [RecallTarget], of run: RunID) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            var remaining = targets.makeIterator()
            for _ in 0..<max(1, configuration.queryLanes) {
                guard let target = remaining.next() else { break }
                group.addTask { try await takeBack(target, of: run) }
            }
            var recalled = 0
            while let isRecalled = try await group.next() {
                recalled += isRecalled ? 1 : 0
                observe(.recallProgress(recalled: recalled, of: targets.count))
                guard let target = remaining.next() else { continue }
                group.addTask { try await takeBack(target, of: run) }
            }
        }
    }

    /// Takes one message back and keeps the answer; returns whether it is gone.
    private func takeBack(_ target: RecallTarget, of run: RunID) async throws -> Bool {
        guard target.recall != .requested else {
            // Its answer was kept, and what follows from it was not.
            try await record(.confirmed, ProgressSample(recalled: 1, isRecalled: true), of: target, run)
            return true
        }
        var answer = RecallAnswer(state: .requested)
        do {
            try await calls.recall(message: target.batchMessageID)
            CrashPoint.recallAnswered.reached()
        } catch let error as FeishuError {
            answer = try await self.answer(error, about: target, of: run)
        }
        guard answer.state == .requested else { return try await keep(answer, about: target, of: run) }
        try await store.recordRecallRequest(run, ordinal: target.ordinal, answer, at: dependencies.now())
        try await record(.confirmed, ProgressSample(recalled: 1, isRecalled: true), of: target, run)
        return true
    }
}
