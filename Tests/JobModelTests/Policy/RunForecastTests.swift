import Foundation
import JobModel
import Testing

/// What a plan is said to cost before anybody says yes.
struct RunForecastTests {
    private func plan(_ people: Int, batchSize: Int = 1, tracking: Int = 72 * 3600, waves: Waves? = nil) throws
        -> RunPlan
    {
        var manifest = Manifests.text(openIDs: Manifests.openIDs(people))
        manifest.delivery.batchSize = batchSize
        manifest.delivery.waves = waves
        manifest.tracking.seconds = tracking
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    @Test(arguments: [
        (1, 1), (50, 1), (51, 2), (1000, 20), (1001, 61), (2000, 80), (2001, 121), (2500, 130),
    ])
    func theTimeIsTheShortestTheLimitsAllow(_ calls: Int, _ seconds: Int) throws {
        let forecast = RunForecast(try plan(calls))
        #expect(forecast.sendCalls == calls)
        #expect(forecast.secondsAtLimits == seconds)
        #expect(forecast.seconds == seconds)
        #expect(forecast.secondsByPace == nil)
        #expect(forecast.messages == calls)
    }

    @Test func lowerLimitsTakeLonger() throws {
        var load = AppLoad()
        load.limits = RateLimits(perSecond: 1, perMinute: 10)
        #expect(RunForecast(try plan(100), load: load).secondsAtLimits == 9 * 60 + 10)
        load.limits = RateLimits(perSecond: 10, perMinute: 1000)
        #expect(RunForecast(try plan(100), load: load).secondsAtLimits == 10)
    }

    @Test(arguments: [
        (3600, 8), (86_400, 31), (3 * 86_400, 39), (29 * 86_400, 65), (60 * 86_400, 65),
    ])
    func aBatchThatNeverStandsStillIsLookedAtThisOften(_ tracking: Int, _ looks: Int) throws {
        #expect(PollSchedule.standard.mostLooks(follow: Int64(tracking) * 1000) == looks)
        #expect(RunForecast(try plan(400, batchSize: 200, tracking: tracking)).followCalls == 2 * looks * 2)
    }

    @Test func noTimeHasNoLooks() {
        #expect(PollSchedule.standard.mostLooks(follow: 0) == 0)
        #expect(PollSchedule(intervals: [0]).mostLooks(follow: 5) == 5)
    }

    @Test func theLastRunsTellHowFastItReallyIs() throws {
        var load = AppLoad()
        load.pace = .init(millisecondsPerCall: 150, runs: 3)
        let slow = RunForecast(try plan(100), load: load)
        #expect((slow.secondsAtLimits, slow.secondsByPace, slow.seconds) == (2, 15, 15))
        // Runs are never faster than the limits allow.
        load.pace = .init(millisecondsPerCall: 1, runs: 3)
        #expect(RunForecast(try plan(100), load: load).secondsByPace == 2)
    }

    @Test func wavesWait() throws {
        var waves = Waves(sizes: [.people(10)])
        waves.waitSeconds = 1800
        let forecast = RunForecast(try plan(100, waves: waves))
        #expect((forecast.secondsAtLimits, forecast.secondsBetweenWaves, forecast.seconds) == (2, 1800, 1802))
    }

    /// Nothing is sent before it is known to whom, and the contacts have limits of their own: 50 a second, 1000 a minute.
    @Test(arguments: [(0, 0, 0), (1, 0, 1), (618, 0, 13), (1000, 0, 20), (1001, 0, 61), (2000, 100, 82)])
    func askingTakesItsTime(_ contacts: Int, _ availability: Int, _ seconds: Int) throws {
        var load = AppLoad()
        load.pace = .init(millisecondsPerCall: 100, runs: 3)
        let forecast = RunForecast(
            try plan(100), contactCalls: contacts, availabilityCalls: availability, load: load)
        #expect(forecast.secondsAsking == seconds)
        #expect(forecast.secondsAtLimits == 2 && forecast.secondsByPace == 10, "they are about sending alone")
        #expect(forecast.secondsSending == 10 && forecast.seconds == 10 + seconds)
    }
}
