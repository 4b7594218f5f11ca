import Foundation
import Testing

@testable import Reporting

/// RFC 5545, as far as a list of moments needs it.
struct ICalendarTests {
    private func document(_ summary: String = "Lunch", uid: String = "hello-1@larkcast") -> String {
        ICalendar.document(
            [.init(uid: uid, instant: 1_796_086_800_000, summary: summary, description: "one\ntwo")],
            stamp: 1_796_000_000_000)
    }

    @Test func holdsWhatAnEventMustHave() {
        let lines = document().components(separatedBy: "\r\n")
        #expect(
            lines == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//larkcast//schedule//EN", "CALSCALE:GREGORIAN",
                "BEGIN:VEVENT", "UID:hello-1@larkcast", "DTSTAMP:20261130T005320Z", "DTSTART:20261201T010000Z",
                "SUMMARY:Lunch", "DESCRIPTION:one\\ntwo", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test(arguments: [
        ("a,b;c\\d", "a\\,b\\;c\\\\d"), ("福利", "福利"), ("x\u{1B}[2J", "x\\\\u{1b}[2J"),
        ("END:VEVENT\r\nBEGIN", "END:VEVENT\\\\u{d}\\\\u{a}BEGIN"),
    ])
    func escapesText(_ raw: String, _ text: String) {
        #expect(ICalendar.escaped(raw) == text)
        #expect(document(raw).components(separatedBy: "\r\nEND:VEVENT").count == 2)
    }

    @Test(arguments: [0, 60, 66, 67, 68, 200], ["x", "é", "福", "👋"])
    func foldsAfter75OctetsBetweenCharacters(count: Int, character: String) {
        let line = "SUMMARY:" + String(repeating: character, count: count)
        let parts = ICalendar.folded(line).components(separatedBy: "\r\n")
        #expect(parts.allSatisfy { $0.utf8.count <= 75 })
        #expect(parts.dropFirst().allSatisfy { $0.hasPrefix(" ") })
        #expect(parts[0] + parts.dropFirst().map { String($0.dropFirst()) }.joined() == line)
        #expect(parts.count == 1 || parts[0].utf8.count > 71)
    }

    @Test func noEventsAreACalendarToo() {
        #expect(ICalendar.document([], stamp: 0).hasSuffix("CALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n"))
    }
}
