import JobModel
import Reporting
import Testing

/// How long the rest takes, from how it has gone.
struct PaceTests {
    /// What is done by each second.
    private func pace(_ done: (Int64) -> Int, seconds: Int64, step: Int64 = 250) -> Pace {
        var pace = Pace()
        for time in stride(from: 0, through: seconds * 1000, by: Int64.Stride(step)) {
            pace.note(done(time), at: 5_000_000 + time)
        }
        return pace
    }

    @Test func saysNothingBeforeAnythingWasDone() {
        #expect(Pace().estimate(of: 10) == nil)
        #expect(pace({ _ in 0 }, seconds: 30).estimate(of: 10) == nil)
        #expect(pace({ Int($0 / 100) }, seconds: 1).estimate(of: 100) == nil, "a second tells nothing")
        #expect(pace({ Int($0 / 100) }, seconds: 2).estimate(of: 100) != nil)
    }

    @Test func aSteadyPaceIsCertain() throws {
        let estimate = try #require(pace({ Int($0 / 100) }, seconds: 30).estimate(of: 1000))
        #expect(estimate == Pace.Estimate(perSecond: 10, secondsLeft: 70...70))
    }

    @Test func whatHasBecomeSlowerIsARange() throws {
        // Twenty a second for half a minute, then five.
        let pace = pace({ $0 < 30_000 ? Int($0 / 50) : 600 + Int(($0 - 30_000) / 200) }, seconds: 60)
        let estimate = try #require(pace.estimate(of: 1350))
        #expect(estimate.perSecond == 5)
        #expect(estimate.secondsLeft == 48...120, "600 left: at 12.5 on the whole, at 5 of late")
    }

    @Test func aStandstillIsNotForEver() throws {
        let pace = pace({ Int(min($0, 20_000) / 100) }, seconds: 60)
        let estimate = try #require(pace.estimate(of: 400))
        #expect(estimate.perSecond == 0)
        #expect(estimate.secondsLeft == 60...240, "a quarter of the pace at the worst")
    }

    @Test func nobodyIsFasterThanTheLimits() throws {
        // A thousand went out at once, as they may; the next minute's are still to wait.
        let pace = pace({ Int($0 / 20) }, seconds: 20)
        let estimate = try #require(pace.estimate(of: 3500, limits: RateLimits(perSecond: 50, perMinute: 1000)))
        #expect(estimate.secondsLeft == 150...150)
        #expect(try #require(pace.estimate(of: 1500, limits: RateLimits())).secondsLeft == 10...10)
    }

    @Test func whatIsDoneHasNoTimeLeft() throws {
        let estimate = try #require(pace({ Int($0 / 100) }, seconds: 10).estimate(of: 100))
        #expect(estimate.secondsLeft == nil)
        #expect(estimate.perSecond == 10)
    }

    @Test func anotherCountBeginsAnew() {
        var pace = pace({ Int($0 / 100) }, seconds: 10)
        pace.note(0, at: 5_020_000)
        #expect(pace.estimate(of: 100) == nil)
        pace.note(3, at: 5_023_000)
        #expect(pace.estimate(of: 100)?.perSecond == 1)
        pace.note(3, at: 1000)
        #expect(pace.estimate(of: 100) == nil, "a clock that went back is another one")
    }

    /// A day of looks is a minute of memory.
    @Test func remembersAMinute() throws {
        let pace = pace({ $0 < 3_600_000 ? 1 : 1 + Int(($0 - 3_600_000) / 1000) }, seconds: 3720, step: 1000)
        let estimate = try #require(pace.estimate(of: 1000))
        #expect(estimate.perSecond == 1)
    }
}
