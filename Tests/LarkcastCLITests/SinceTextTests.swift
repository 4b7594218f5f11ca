import Foundation
import Testing

@testable import LarkcastCLI

struct SinceTextTests {
    private static let shanghai = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
    private static let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    @Test(arguments: [
        ("2026-11-01", 1_793_462_400), ("2026-11-01T00:00", 1_793_462_400), ("2026-11-01T09:30", 1_793_496_600),
        ("2026-11-01T09:30:15", 1_793_496_615), ("2026-11-01T01:30:15Z", 1_793_496_615),
        ("2026-11-01T09:30:15+08:00", 1_793_496_615), ("2026-10-31T20:00:15-05:30", 1_793_496_615),
        ("1970-01-01", -28_800),
    ])
    func isAnInstant(_ text: String, _ seconds: Int64) {
        #expect(SinceText(text)?.instant(in: Self.shanghai) == seconds * 1000)
    }

    @Test func clocksThatChangeAreKnown() {
        // 02:30 is skipped on 29 March and shown twice on 25 October.
        #expect(SinceText("2026-03-29T02:30")?.instant(in: Self.berlin) == 1_774_746_000_000)
        #expect(SinceText("2026-10-25T02:30")?.instant(in: Self.berlin) == 1_792_888_200_000)
    }

    @Test(arguments: [
        "", "yesterday", "2026-11", "2026-11-31", "2026-13-01", "26-11-01", "2026-11-01 09:00", "2026-11-01T9:00",
        "2026-11-01T24:00", "2026-11-01T09:00:60", "2026-11-01Z", "2026-11-01T09:00+8", "2026-11-01T09:00+15:00",
        "2026-11-01T09:00z", " 2026-11-01", "2026-11-01\n", "２０２６-11-01", "2026-11-01T09:00+08:60",
    ])
    func isNothingElse(_ text: String) {
        #expect(SinceText(text) == nil)
    }
}
