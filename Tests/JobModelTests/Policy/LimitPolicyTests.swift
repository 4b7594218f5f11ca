import Foundation
import JobModel
import Testing

/// The small sums behind the limits, as tables.
struct LimitPolicyTests {
    @Test(arguments: [
        ("2026-01-15T10:00:00Z", "2026-02-01T12:00:00Z"),
        ("2026-12-31T23:59:59Z", "2027-01-01T12:00:00Z"),
        // Where it is latest it is still December.
        ("2027-01-01T11:59:59Z", "2027-01-01T12:00:00Z"),
        ("2027-01-01T12:00:00Z", "2027-02-01T12:00:00Z"),
        ("2028-02-29T13:00:00Z", "2028-03-01T12:00:00Z"),
        ("2028-02-01T13:00:00Z", "2028-03-01T12:00:00Z"),
        ("2000-02-28T00:00:00Z", "2000-03-01T12:00:00Z"),
        ("2026-04-30T12:30:00Z", "2026-05-01T12:00:00Z"),
    ])
    func aMonthEndsWhenItHasEndedEverywhere(_ now: String, _ end: String) throws {
        let instant = try Date(now, strategy: .iso8601).timeIntervalSince1970
        let expected = try Date(end, strategy: .iso8601).timeIntervalSince1970
        #expect(AppQuota.monthly.end(after: Int64(instant) * 1000) == Int64(expected) * 1000)
    }

    /// Every month of four hundred years begins on the day the calendar of Foundation says.
    @Test func monthsAgreeWithTheCalendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: -12 * 3600))
        var instant: Int64 = 1_767_225_600_000 + 43_200_000
        for _ in 0..<4800 {
            let next = AppQuota.monthly.end(after: instant)
            let parts = calendar.dateComponents(
                [.day, .hour, .minute, .month], from: Date(timeIntervalSince1970: Double(next) / 1000))
            #expect([parts.day, parts.hour, parts.minute] == [1, 0, 0])
            #expect((28...31).contains((next - instant) / 86_400_000))
            instant = next
        }
    }

    @Test func aDayEndsADayLater() {
        #expect(AppQuota.daily.end(after: 1000) == 86_401_000)
    }

    @Test(arguments: [
        (Int64(-5), 1), (0, 1), (999, 1), (1000, 2), (1999, 2), (2000, 4), (5000, 32), (6000, 64), (.max, 1 << 30),
    ])
    func slowStartDoubles(_ milliseconds: Int64, _ perSecond: Int) {
        #expect(SlowStart.perSecond(after: milliseconds) == perSecond)
    }

    @Test func theBudgetPaysForThirtyFiveConnectionsOrAHundredThrottles() {
        for (cost, count) in [(RetryBudget.costOfNotSent, 35), (RetryBudget.costOfThrottle, 100)] {
            var tokens: Int? = RetryBudget.full
            var paid = 0
            while let left = tokens.flatMap({ RetryBudget.left(of: $0, after: cost) }) {
                tokens = left
                paid += 1
            }
            #expect(paid == count)
        }
        #expect(RetryBudget.earning(499) == 500)
        #expect(RetryBudget.earning(500) == 500)
        #expect(RetryBudget.left(of: 5, after: 5) == 0)
        #expect(RetryBudget.left(of: 4, after: 5) == nil)
    }

    @Test func aSpentBudgetIsRecognised() {
        #expect(RetryBudget.isSpent(reason: RetryBudget.reason(after: "curl 7")))
        #expect(!RetryBudget.isSpent(reason: "lunch"))
        #expect(!RetryBudget.isSpent(reason: nil))
    }

    /// Both uses of `get_progress` together stay below Feishu's limit, however the windows are divided.
    @Test(arguments: [-5, 1, 100, 500, 800, 1000, .max])
    func theUsesOfOneAPIShareItsWindow(_ polls: Int) {
        var limits = CallLimits()
        limits.setPolls(perMinute: polls)
        #expect(limits[.pollProgress].perMinute + limits[.recallProgress].perMinute <= 900)
        #expect(limits[.pollProgress].perSecond + limits[.recallProgress].perSecond < 50)
        #expect(limits[.pollProgress].perMinute >= 1)
        #expect(limits[.recallProgress].perMinute >= 100, "a recall always has room")
        // What only this app's own store calls may use Feishu's whole window; the others share theirs with an operator.
        let whole: Set<PacedCall> = [.contactDepartments, .contactMembers, .contactPeople, .contactIDs, .upload]
        for call in PacedCall.allCases {
            #expect(limits[call].perSecond <= (whole.contains(call) ? 50 : 49))
            #expect(limits[call].perMinute <= (whole.contains(call) ? 1000 : 900))
        }
    }

    @Test func aPollCapIsTheDefault() {
        #expect(CallLimits()[.pollProgress].perMinute == 100)
        #expect(CallLimits()[.pollReaders].perMinute == 100)
    }
}
