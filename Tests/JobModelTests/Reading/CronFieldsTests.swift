import JobModel
import Testing

@Suite struct CronFieldsTests {
    struct Reading: Sendable {
        var text: String
        var minutes: [Int] = [0]
        var hours: [Int] = [9]
        var days: [Int] = Array(1...31)
        var months: [Int] = Array(1...12)
        var weekdays: [Int] = Array(0...6)
    }

    @Test(arguments: [
        Reading(text: "0 9 * * *"), Reading(text: "0 9 * * 1-5", weekdays: [1, 2, 3, 4, 5]),
        Reading(text: "*/15 9 * * *", minutes: [0, 15, 30, 45]), Reading(text: "1-10/4 9 * * *", minutes: [1, 5, 9]),
        Reading(text: "0 0-23/12 * * *", hours: [0, 12]), Reading(text: "5,0,5 9 * * *", minutes: [0, 5]),
        Reading(text: "00 09 01 01 *", days: [1], months: [1]), Reading(text: "0 9 29 2 *", days: [29], months: [2]),
        Reading(text: "0 9 31 1,4 *", days: [31], months: [1, 4]),
        Reading(text: "0  9   * * MON,wed,Fri", weekdays: [1, 3, 5]),
        Reading(text: "0 9 * JAN-MAR *", months: [1, 2, 3]),
        Reading(text: "0 9 * * 7", weekdays: [0]), Reading(text: "0 9 * * 5-7", weekdays: [0, 5, 6]),
        Reading(text: "0 9 * * FRI-SUN", weekdays: [0, 5, 6]), Reading(text: "0 9 * * SUN-TUE", weekdays: [0, 1, 2]),
        Reading(text: "0 9 * * 0,7", weekdays: [0]), Reading(text: "0 9 * * */2", weekdays: [0, 2, 4, 6]),
        Reading(text: "0 9 */10 * *", days: [1, 11, 21, 31]),
    ])
    func readsWhatAllCronsAgreeOn(_ reading: Reading) throws {
        let cron = try CronFields(reading.text)
        #expect(cron.minutes == reading.minutes)
        #expect(cron.hours == reading.hours)
        #expect(cron.daysOfMonth == reading.days)
        #expect(cron.months == reading.months)
        #expect(cron.daysOfWeek == reading.weekdays)
        #expect(cron.text == reading.text)
    }

    @Test(
        arguments: [
            ("0 9 * * 8", .dayOfWeek, 9), ("0 9 0 * *", .dayOfMonth, 5), ("0 9 32 * *", .dayOfMonth, 5),
            ("0 9 * 13 *", .month, 7), ("0 9 * 0 *", .month, 7), ("0,61 9 * * *", .minute, 3),
            ("0-61 9 * * *", .minute, 3),
            ("*/60 9 * * *", .minute, 3), ("*/ 9 * * *", .minute, 3), ("*/-1 9 * * *", .minute, 3),
            ("*/2/3 9 * * *", .minute, 1),
            ("1-2-3 9 * * *", .minute, 1), ("- 9 * * *", .minute, 1), ("-1 9 * * *", .minute, 1),
            ("+1 9 * * *", .minute, 1),
            ("000 9 * * *", .minute, 1), ("1.5 9 * * *", .minute, 1), ("0 9 * * MONDAY", .dayOfWeek, 9),
            ("0 9 * * 1#2", .dayOfWeek, 9), ("0 9 LW * *", .dayOfMonth, 5), ("0 9 * * 1-MON", .dayOfWeek, 9),
            ("0 9 * * SAT-MON", .dayOfWeek, 9), ("~ 9 * * *", .minute, 1), ("0 9 */2 * 1", .dayOfWeek, 11),
            ("0 9 31 4,6,9,11 *", .dayOfMonth, 5), (",0 9 * * *", .minute, 1), ("0, 9 * * *", .minute, 3),
            ("*,* 9 * * 1,", .dayOfWeek, 13), ("0 9 * * 1;2", .dayOfWeek, 9),
            ("99999999999999999999 9 * * *", .minute, 1),
        ] as [(String, CronProblem.Field, Int)])
    func namesFieldAndColumn(text: String, field: CronProblem.Field, column: Int) {
        let problem = #expect(throws: CronProblem.self) { try CronFields(text) }
        #expect(problem?.field == field)
        #expect(problem?.column == column)
        #expect(problem?.sentence.hasPrefix("\(field.rawValue) (column \(column)): ") == true)
    }

    @Test(arguments: [
        "", " ", "0", "0 9 * *", "0 9 * * * *", "@reboot", "@every 5m", " 0 9 * * *", "0 9 * * *\n", "\u{A0}",
    ])
    func refusesWhatHasNotFiveFields(_ text: String) {
        #expect(throws: CronProblem.self) { try CronFields(text) }
    }

    @Test(arguments: [
        ("x 9 * * *", "minute (column 1): \"x\" is not a number"),
        ("1- 9 * * *", "minute (column 3): a number is missing"),
        ("0 -5 * * *", "hour (column 3): a number is missing"),
        ("0 9 * * MOON", "day-of-week (column 9): \"MOON\" is neither a name nor a number"),
    ])
    func saysWhatIsWrong(_ text: String, _ sentence: String) {
        let problem = #expect(throws: CronProblem.self) { try CronFields(text) }
        #expect(problem?.sentence == sentence)
    }

    @Test(arguments: [
        ("0 9 * * *", 1440, false), ("* 9 * * 1", 1, true), ("0 9,17 * * 1", 480, true), ("*/30 9 * * *", 30, true),
        ("0 0,23 * * 1", 1380, false), ("0 0,23 * * *", 60, true), ("0 0,23 * * 1-2", 60, true),
        ("0 0,23 1,31 * *", 60, true), ("0 0,23 1,15 * *", 1380, false), ("0 9 1 * *", .max, false),
    ])
    func findsTheShortestGap(text: String, minutes: Int, isFrequent: Bool) throws {
        #expect(try CronFields(text).shortestGapMinutes == minutes)
        #expect(try CronFields(text).isFrequent == isFrequent)
    }
}
