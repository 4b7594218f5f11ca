import JobModel
import Testing

@testable import Reporting

/// Firings in both languages; English is what JSON and calendars say.
struct FiringTextTests {
    private struct Utc: ZoneRules {
        let name = "UTC"
        let dataVersion = "test"
        func offset(at instant: Int64) -> Int { 0 }
    }

    private static let day = CivilDay("2026-02-17", since: 1970) ?? CivilDay(number: 0)
    private static let notes: [OccurrenceNote] = [
        .gap, .overlap, .movedFrom(day, .weekend), .standsFor(day, .holiday("春节")), .jitter(90), .quietHours,
        .nextWorkday(.unknown),
    ]
    private static let cancellations: [OccurrenceCancellation] = [
        .notWorkedOn(day, .holiday("春节")), .calendarEnds(year: 2027), .noWorkdayNear(day),
    ]

    private func firing(
        _ notes: [OccurrenceNote], _ cancelled: OccurrenceCancellation? = nil, isDueNow: Bool = false
    ) throws -> Firing {
        let scheduled = try #require(CivilTime("2026-02-17T09:00", since: 1970))
        let schedule = Schedule(trigger: .cron(try CronFields("0 9 * * *")), timezone: "UTC")
        return Firing(
            occurrence: Occurrence(
                job: "lunch", scheduled: scheduled, zone: "UTC", instant: 1_771_318_800_000, notes: notes,
                cancelled: cancelled),
            timetable: Timetable(job: "lunch", schedule: schedule, rules: Utc()), title: "Lunch", isDueNow: isDueNow)
    }

    @Test func englishIsWhatProgramsRead() throws {
        let joined = OccurrenceNote.joins(try #require(CivilTime("2026-02-17T09:00")))
        for note in Self.notes + [joined] {
            let firing = try firing([note])
            #expect(Language.english.note(firing) == firing.note)
        }
        for cancelled in Self.cancellations {
            let firing = try firing([.quietHours], cancelled)
            #expect(Language.english.note(firing) == firing.note)
        }
        let due = try firing(Self.notes, isDueNow: true)
        #expect(Language.english.note(due) == due.note)
        #expect(Language.english.note(try firing([])).isEmpty)
    }

    @Test func chineseIsChinese() throws {
        let firing = try firing([.movedFrom(Self.day, .weekend), .jitter(90)])
        let table = FiringText.table([firing], .chinese)
        #expect(table[0].hasPrefix("当地时间"))
        #expect(table[1].hasPrefix("周二 2026-02-17 09:00"))
        #expect(table[1].hasSuffix("由 周二 2026-02-17（周末）移来；随机推迟 90 秒"))
        #expect(FiringText.next([firing], .chinese)[0].hasPrefix("周二 2026-02-17 09:00 UTC = 2026-02-17T"))
    }

    @Test(arguments: [50, 60, 80, 120])
    func aTableKeepsToTheTerminal(columns: Int) throws {
        let table = FiringText.table([try firing(Self.notes)], columns: columns)
        #expect(table.allSatisfy { TerminalText.columns(of: $0) <= columns })
        #expect(table[1].contains("lunch") && table[1].hasPrefix("Tue 2026-02-17 09:00"))
    }
}
