import JobModel
import Testing

/// A bar over a part of the people must not look full while others still have the message.
@Suite struct RecallShareTests {
    private func run(_ unit: AudienceUnit = .people) -> RunSummary {
        var run = RunSummary(
            id: RunID(rawValue: "k7m2q9x4d1ab"), job: "hello", title: "Hello", state: .sent, planSHA256: "", unit: unit,
            progress: ProgressFigures(valid: 10, delivered: 8, recalled: 8), recall: .partial, createdAt: 0)
        run.batches = [
            BatchSummary(
                ordinal: 1, label: "A", state: .accepted, recipients: 10,
                progress: ProgressFigures(valid: 10, delivered: 8, recalled: 8), recall: .confirmed),
            BatchSummary(
                ordinal: 2, label: "B", state: .accepted, recipients: 10, invalidIDs: ["ou_x"], recall: .refused),
            BatchSummary(ordinal: 3, label: "C", state: .rejected, recipients: 10),
            BatchSummary(ordinal: 4, label: "D", state: .cancelled, recipients: 10),
        ]
        return run
    }

    @Test func batchesNobodyLookedAtCountWithTheirPeople() {
        let share = run().recallShare
        #expect(share == RecallShare(recalled: 8, reached: 17))
        #expect(share.left == 9)
    }

    @Test func departmentsCannotBeCountedInPeople() {
        let share = run(.departments).recallShare
        #expect(share.reached == nil && share.left == nil)
    }

    @Test func whatIsAllGoneLeavesNobody() {
        var run = run()
        run.batches[1].progress = ProgressFigures(valid: 9, delivered: 9, recalled: 9)
        run.progress.recalled = 17
        #expect(run.recallShare.left == 0)
    }
}
