import Testing

@testable import Reporting

/// Every part of the catalogue; a new one is named here once.
@Suite struct CatalogueTests {
    static let catalogue: [any Phrase] =
        all(TimePhrase.self) + all(StatePhrase.self) + all(BalancePhrase.self) + all(EquationPhrase.self)
        + all(StateWord.self)
        + all(RunPhrase.self) + all(LeftOutPhrase.self) + all(DefaultedPhrase.self) + all(FiringPhrase.self)
        + all(LivePhrase.self) + all(SparkPhrase.self) + report

    /// What reports say.
    private static let report: [any Phrase] =
        all(ReportPhrase.self) + all(PlaceNotePhrase.self) + all(CurvePhrase.self) + all(FailurePhrase.self)
        + all(CausePhrase.self) + all(RemedyPhrase.self) + all(RecallPhrase.self) + all(AuditPhrase.self)
        + all(AuditDetailPhrase.self)
        + all(SeriesPhrase.self) + all(TroubleMeaning.self) + all(TroubleFix.self)

    private static func all<Part: Phrase>(_: Part.Type) -> [any Phrase] { Part.allCases.map { $0 } }

    @Test(arguments: catalogue.map(\.wording))
    func bothLanguagesSayTheSameThing(wording: Wording) {
        #expect(!wording.english.isEmpty && !wording.chinese.isEmpty)
        #expect(Self.names(in: wording.chinese) == Self.names(in: wording.english), "\(wording.english)")
        #expect(Self.names(in: wording.englishOne).isSubset(of: Self.names(in: wording.english)), "\(wording.english)")
    }

    @Test(arguments: catalogue.map(\.wording))
    func chineseIsChinese(wording: Wording) {
        let isHan = wording.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        #expect(isHan || Self.onlyNames(wording.chinese), "\(wording.chinese)")
    }

    @Test func aValueIsNotLookedThroughForNames() {
        let text = Language.english.say(TimePhrase.ago, ["time": "{count} {time}"])
        #expect(text == "{count} {time} ago")
    }

    @Test func whatCanBeCountedHasOneAndMany() {
        #expect(Language.english.say(BalancePhrase.people, count: 1) == "1 person")
        #expect(Language.english.say(BalancePhrase.people, count: 50_000) == "50,000 people")
        #expect(Language.chinese.say(BalancePhrase.people, count: 1) == "1 人")
    }

    /// Whether there is nothing but names in it, and what stands between them.
    private static func onlyNames(_ text: String) -> Bool {
        !text.replacing(/{[a-z]+}/, with: "").contains(where: \.isLetter)
    }

    private static func names(in text: String) -> Set<Substring> {
        Set(text.matches(of: /{([a-z]+)}/).map(\.output.1))
    }
}
