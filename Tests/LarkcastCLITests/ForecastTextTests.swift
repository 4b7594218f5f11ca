import Foundation
import JobEngine
import JobModel
import Reporting
import StrictJSON
import Testing

@testable import LarkcastCLI

/// What people read about calls, time and quotas.
struct ForecastTextTests {
    private func rows(_ plan: RunPlan, _ load: AppLoad, start: (at: Int64, zone: TimeZone)? = nil) -> [String] {
        ForecastText.rows(RunForecast(plan, load: load), plan, load, start: start).map { "\($0.name): \($0.value)" }
    }

    @Test func anAppNobodyHasUsed() throws {
        #expect(
            rows(try Samples.plan(people: 100_000), AppLoad()) == [
                "Calls: 500 to send, at most 39,000 to follow", "Time: about 10 s at the limits",
                "Quota: 20.0% of the app's 500,000 messages a day",
            ])
    }

    @Test func anAppWithAHistory() throws {
        var load = AppLoad()
        load.pace = .init(millisecondsPerCall: 40, runs: 6)
        load.recipientsCommitted = 12_000
        load.callsPerMonth = 1_000_000
        load.callsThisMonth = 2300
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        #expect(
            rows(try Samples.plan(people: 100_000), load, start: (at: 1_796_086_800_000, zone: zone)) == [
                "Calls: 500 to send, at most 39,000 to follow",
                "Time: about 10 s at the limits, 20 s as the last 6 runs went",
                "Done: about 2026-12-01 09:00:20 +08:00",
                "Quota: 20.0% of the app's 500,000 messages a day; 12,000 are taken already",
                "Month: at most 3.9% of the 1,000,000 calls a month; 2,300 are made already",
            ])
    }

    @Test func askingTheContactsComesFirst() throws {
        let plan = try Samples.plan(people: 100_000, notAfterSeconds: 11)
        let forecast = RunForecast(plan, contactCalls: 618, availabilityCalls: 1000)
        let rows = ForecastText.rows(forecast, plan, AppLoad(), start: (at: 1_796_086_800_000, zone: .gmt))
        #expect(rows[1].value == "about 10 s at the limits, after about 33 s of asking the contacts")
        #expect(rows[2].value == "about 2026-12-01 01:00:43 +00:00")
        let chinese = ForecastText.rows(forecast, plan, AppLoad(), .chinese)
        #expect(chinese[1].value == "按限额约 10 秒，此前查询通讯录约 33 秒")
        #expect(DeadlineWarning.of(forecast, plan).isEmpty, "the deadline counts from when everybody is known")
        var planned = PlannedRun(plan: plan)
        planned.contactCalls = 618
        let document = PlanDocument.json(planned, warnings: [])["forecast"]
        #expect(document?["seconds_asking"] == 13 && document?["seconds"] == 23 && document?["seconds_at_limits"] == 10)
        #expect(PlanText.summary(planned).contains { $0.contains("after about 13 s of asking the contacts") })
        #expect(!PlanText.summary(planned, isAsked: true).contains { $0.contains("of asking") }, "that is over by then")
    }

    @Test(arguments: [
        (nil, 0, false), (40_000, 0, false), (39_499, 0, true), (40_000, 500, false), (40_000, 501, true),
    ])
    func aMonthThatDoesNotSufficeIsWarnedOf(_ limit: Int?, _ made: Int, _ isWarned: Bool) throws {
        var load = AppLoad()
        load.callsPerMonth = limit
        load.callsThisMonth = made
        let forecast = RunForecast(try Samples.plan(people: 100_000))
        let warnings = QuotaWarnings.of(forecast, load)
        #expect(!warnings.isEmpty == isWarned)
        if isWarned { #expect(warnings[0].contains("larkcast looks less often then")) }
    }

    /// 500 calls take ten seconds at the limits.
    @Test(arguments: [(9, true), (10, false)])
    func whoWouldBeLeftAtTheDeadlineIsWarnedOf(_ seconds: Int, _ isWarned: Bool) throws {
        let plan = try Samples.plan(people: 100_000, notAfterSeconds: seconds)
        let warnings = DeadlineWarning.of(RunForecast(plan), plan)
        #expect(warnings.isEmpty != isWarned)
        if isWarned { #expect(warnings[0].contains("about 10 s, and nothing is sent later than 9 s")) }
    }

    @Test(arguments: [(39_600, 0, true), (39_700, 100, true), (39_599, 0, false), (39_600, 1, false)])
    func whatTheContactsTakeIsPartOfTheMonth(_ limit: Int, _ made: Int, _ fits: Bool) throws {
        var load = AppLoad()
        load.callsPerMonth = limit
        load.callsThisMonth = made
        let plan = try Samples.plan(people: 100_000)
        let forecast = RunForecast(plan, contactCalls: 100, load: load)
        #expect(QuotaWarnings.of(forecast, load).isEmpty == fits)
        #expect(forecast.neededCalls == 600)
        let rows = ForecastText.rows(forecast, plan, load).map { "\($0.name): \($0.value)" }
        #expect(rows[0] == "Calls: 100 to ask the contacts, 500 to send, at most 39,000 to follow")
        load.callsPerMonth = 396_000
        #expect(ForecastText.rows(forecast, plan, load).last?.value.hasPrefix("at most 10.0% of the 396,000") == true)
        load.callsPerMonth = 550
        load.callsThisMonth = 0
        #expect(
            QuotaWarnings.of(forecast, load).first?.hasPrefix(
                "600 calls to ask the contacts and send are more than the 550")
                == true)
    }

    @Test func tooFewCallsToSendAreWarnedOf() throws {
        var load = AppLoad()
        load.callsPerMonth = 600
        load.callsThisMonth = 101
        let warnings = QuotaWarnings.of(RunForecast(try Samples.plan(people: 100_000)), load)
        #expect(
            warnings.first?.hasPrefix("500 calls to send are more than the 499 that are left of the 600 this month")
                == true)
    }

    /// A department is as many messages as it has people, where Feishu says how many.
    @Test func departmentsCountWithTheirPeople() throws {
        let size = { (id: String, people: Int?) in PlanRemark.departmentSize(name: "Top", id: id, people: people) }
        let plan = try Samples.departments(["od-1", "od-2"])
        let known = PlannedRun(plan: plan, notes: [size("od-1", 830), size("od-2", 20)])
        #expect(known.headCount == 850 && known.forecast().messages == 850)
        #expect(PlanText.summary(known).contains { $0.contains("Quota") && $0.contains("0.1") })
        for notes in [[], [size("od-1", 830)], [size("od-1", 830), size("od-2", nil)]] {
            let unknown = PlannedRun(plan: plan, notes: notes)
            #expect(unknown.headCount == nil && unknown.forecast().messages == 2)
            #expect(!PlanText.summary(unknown).contains { $0.contains("Quota") })
        }
        #expect(PlannedRun(plan: try Samples.plan(people: 7)).headCount == 7)
    }
}
