import Foundation
import JobModel
import Testing

@Suite struct CivilDayTests {
    @Test func everyDayFollowsTheOneBefore() throws {
        var day = try #require(CivilDay(year: 1970, month: 1, day: 1))
        #expect(day.number == 0 && day.weekday == 4)
        var wrong: [CivilDay] = []
        for _ in 0..<60_000 {
            let next = day.advanced(by: 1)
            let isNewMonth = day.day == CivilTime.days(inMonth: day.month, of: day.year)
            let isRight =
                next.day == (isNewMonth ? 1 : day.day + 1)
                && next.month == (isNewMonth ? day.month % 12 + 1 : day.month)
                && next.year == (isNewMonth && day.month == 12 ? day.year + 1 : day.year)
                && CivilDay(year: next.year, month: next.month, day: next.day) == next && next > day
            if !isRight { wrong.append(next) }
            day = next
        }
        #expect(wrong == [])
        #expect(day.description == "2134-04-11")
    }

    @Test(arguments: [("2026-02-17", 2), ("2000-02-29", 2), ("2100-03-01", 1), ("2026-11-22", 0), ("2999-12-31", 2)])
    func daysOfTheWeekAreRight(text: String, weekday: Int) {
        #expect(CivilDay(text)?.weekday == weekday)
        #expect(CivilDay(text)?.description == text)
    }

    @Test(arguments: ["", "2026-2-17", "2026-02-29", "2026-02-17T", "1999-12-31", "2026-02-17 ", "2026/02/17"])
    func refusesOtherDays(_ text: String) {
        #expect(CivilDay(text) == nil)
    }

    @Test(arguments: [
        ("2026-01-31T09:00", 1, "2026-02-28T09:00"), ("2026-12-15T23:59", 1, "2027-01-15T23:59"),
        ("2028-02-29T00:00", 12, "2029-02-28T00:00"), ("2026-03-31T10:00", 120, "2036-03-31T10:00"),
    ])
    func monthsAreAddedWithinThem(from: String, months: Int, to: String) {
        #expect(CivilTime(from)?.adding(months: months)?.description == to)
    }
}
