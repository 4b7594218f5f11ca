import Reporting
import Testing

@testable import Dashboard

/// Every part of the dashboard's catalogue; a new one is named here once.
@Suite struct CatalogueTests {
    static let catalogue: [any Phrase] =
        all(FramePhrase.self) + all(RolePhrase.self) + all(ListPhrase.self) + all(RunPhrase.self)
        + all(ActionPhrase.self)
        + all(AccessPhrase.self) + all(PlacePhrase.self)

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
        #expect(isHan || wording.chinese == wording.english || wording.english.hasPrefix("{"), "\(wording.chinese)")
    }

    private static func names(in text: String) -> Set<Substring> {
        Set(
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            })
    }
}
