import JobModel
import Testing

@Suite struct PollScheduleTests {
    private func figures(_ valid: Int?, _ delivered: Int?, _ read: Int?) -> ProgressFigures {
        ProgressFigures(valid: valid, delivered: delivered, read: read)
    }

    @Test(
        arguments: [
            (0, 10), (1, 30), (2, 60), (3, 120), (4, 300), (5, 600), (6, 1800), (7, 3600), (8, 3600), (900, 3600),
            (-1, 3600),
        ] as [(Int, Int64)])
    func thinsOutToOnceAnHour(samples: Int, seconds: Int64) {
        #expect(PollSchedule.standard.interval(afterSamples: samples) == seconds * 1000)
    }

    @Test func endsAfterTwentyNineDays() {
        let day: Int64 = 86_400_000
        #expect(PollSchedule.standard.nextPoll(afterSamples: 700, newest: [], elapsed: 29 * day - 1) == 1)
        #expect(PollSchedule.standard.nextPoll(afterSamples: 700, newest: [], elapsed: 29 * day) == nil)
    }

    @Test func endsWithTheManifestsTrackingAndSamplesOnceMoreThen() {
        #expect(PollSchedule.standard.nextPoll(afterSamples: 7, newest: [], elapsed: 0, follow: 1000) == 1000)
        #expect(PollSchedule.standard.nextPoll(afterSamples: 8, newest: [], elapsed: 1000, follow: 1000) == nil)
        #expect(PollSchedule.standard.nextPoll(afterSamples: 0, newest: [], elapsed: 0, follow: 0) == nil)
    }

    @Test func endsWhenEverybodyHasRead() {
        let done = figures(10, 10, 10)
        #expect(PollSchedule.standard.isComplete(done))
        #expect(PollSchedule.standard.nextPoll(afterSamples: 1, newest: [done], elapsed: 10_000) == nil)
    }

    @Test(
        arguments: [(0, 0, 0), (10, 9, 9), (10, 10, 9), (nil, 10, 10), (10, nil, 10), (10, 10, nil)]
            as [(Int?, Int?, Int?)])
    func isNotCompleteWhileAnybodyIsMissing(valid: Int?, delivered: Int?, read: Int?) {
        #expect(!PollSchedule.standard.isComplete(figures(valid, delivered, read)))
    }

    @Test func threeEqualSamplesAreFlat() {
        let still = figures(10, 8, 3)
        let moved = figures(10, 8, 2)
        #expect(PollSchedule.standard.isFlat([moved, still, still, still]))
        #expect(!PollSchedule.standard.isFlat([still, still]))
        #expect(!PollSchedule.standard.isFlat([moved, still, still]))
        #expect(!PollSchedule.standard.isFlat([figures(10, 7, 3), still, still]))
    }

    @Test func unknownAndZeroProveNothing() {
        for sample in [figures(10, 0, 0), figures(10, nil, 3), figures(10, 8, nil), figures(nil, nil, nil)] {
            #expect(!PollSchedule.standard.isFlat([sample, sample, sample]))
        }
        let still = figures(10, 8, 3)
        #expect(!PollSchedule.standard.isFlat([still, figures(10, 8, nil), still]))
    }

    @Test func earlyStandstillDoesNotEndTheWatch() {
        let unread = Array(repeating: figures(10, 10, 0), count: 3)
        #expect(PollSchedule.standard.nextPoll(afterSamples: 3, newest: unread, elapsed: 100_000) == 120_000)
        #expect(PollSchedule.standard.nextPoll(afterSamples: 9, newest: unread, elapsed: 10_000_000) == 3_600_000)
        #expect(PollSchedule.standard.nextPoll(afterSamples: 10, newest: unread, elapsed: 14_000_000) == nil)
    }

    @Test func intervalsAreConfigurable() {
        let schedule = PollSchedule(intervals: [5], limit: 100, flatSamples: 2)
        let still = [figures(10, 8, 3), figures(10, 8, 3)]
        #expect(schedule.nextPoll(afterSamples: 1, newest: Array(still.prefix(1)), elapsed: 5) == 5)
        #expect(schedule.nextPoll(afterSamples: 2, newest: still, elapsed: 10) == nil)
        #expect(PollSchedule(intervals: [], limit: 100).interval(afterSamples: 0) == 100)
    }
}
