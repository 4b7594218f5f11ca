import Foundation
import Reporting
import Testing

@Suite struct LanguageTests {
    @Test(arguments: [
        ("zh", Language.chinese), ("zh-CN", .chinese), ("zh_CN.UTF-8", .chinese), ("ZH-Hans", .chinese),
        ("en", .english), ("en-GB", .english), ("EN_US", .english),
    ])
    func aTagSaysWhich(tag: String, language: Language) {
        #expect(Language(tag: tag) == language)
    }

    @Test(arguments: ["", "de", "zhx", "e", "-en", "中文", "C.UTF-8"])
    func whatIsNotSpokenIsNone(tag: String) {
        #expect(Language(tag: tag) == nil)
    }

    @Test(arguments: [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.chinese), ("en-US,en;q=0.9,zh;q=0.8", .english),
        ("de, zh;q=0.3, en;q=0.2", .chinese), ("en;q=0.2, zh ; q=0.7", .chinese), ("en,zh", .english),
        ("zh;q=0, en;q=0.1", .english), ("zh;q=2", .english), ("zh;q=oops", .english), ("", .english),
        (";;,,", .english),
    ])
    func aBrowserSaysWhichItWantsMost(header: String, language: Language) {
        #expect(Language(acceptLanguage: header, otherwise: .english) == language)
    }

    @Test func figuresAreWrittenAsReadersExpectThem() {
        #expect(Language.english.number(1_234_567) == "1,234,567")
        #expect(Language.chinese.number(nil) == "–")
        #expect(Language.english.percent(612, of: 990) == "61.8%")
    }

    @Test func timesAreWrittenAsReadersExpectThem() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let instant: Int64 = 1_796_000_700_000
        #expect(Language.english.dateTime(instant, in: zone) == "30 Nov 2026, 09:05")
        #expect(Language.chinese.dateTime(instant, in: zone) == "2026年11月30日 09:05")
        #expect(Language.english.day(instant, in: zone) == "30 Nov 2026")
        #expect(Language.chinese.day(instant, in: zone) == "2026年11月30日")
    }

    @Test(arguments: [
        (0, "0 s", "0 秒"), (59, "59 s", "59 秒"), (200, "3 min 20 s", "3 分钟 20 秒"), (7200, "2 h", "2 小时"),
        (90_000, "1 day 1 h", "1 天 1 小时"), (-5, "0 s", "0 秒"),
    ])
    func durationsHaveTwoUnits(seconds: Int, english: String, chinese: String) {
        #expect(Language.english.duration(seconds: seconds) == english)
        #expect(Language.chinese.duration(seconds: seconds) == chinese)
    }

    @Test(
        arguments: [
            (-200_000, "3 min ago", "3 分钟前"), (7_200_000, "in 2 h", "2 小时后"), (-86_400_000, "1 day ago", "1 天前"),
            (1000, "just now", "刚刚"), (-30_000, "30 s ago", "30 秒前"),
        ] as [(Int64, String, String)])
    func distancesAreInTheLargestUnit(distance: Int64, english: String, chinese: String) {
        #expect(Language.english.relative(1_000_000_000 + distance, to: 1_000_000_000) == english)
        #expect(Language.chinese.relative(1_000_000_000 + distance, to: 1_000_000_000) == chinese)
    }
}
