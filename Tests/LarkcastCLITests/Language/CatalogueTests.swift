import Reporting
import Testing

@testable import LarkcastCLI

/// The part of the catalogue that commands speak; a new enum is named here once.
struct CatalogueTests {
    static let catalogue: [any Phrase] =
        all(SendingPhrase.self) + all(PlanPhrase.self) + all(ConfirmationPhrase.self) + all(EndingPhrase.self)
        + all(WarningPhrase.self) + all(DecisionPhrase.self)

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
        #expect(isHan, "\(wording.chinese)")
    }

    /// A name in braces that nobody fills in would be read by people.
    @Test(arguments: Language.allCases)
    func whatIsToBeTypedIsTheSameEverywhere(language: Language) {
        #expect(language.say(ConfirmationPhrase.recall).contains("[y/N]"))
        #expect(language.say(ConfirmationPhrase.typeWords, ["words": "RESEND a/1"]).contains("RESEND a/1"))
        for phrase in SendingPhrase.allCases + [] {
            for command in phrase.wording.english.matches(of: /larkcast [a-z]+/).map({ String($0.output) }) {
                #expect(phrase.wording.chinese.contains(command), "\(phrase.wording.chinese)")
            }
        }
    }

    private static func names(in text: String) -> Set<Substring> {
        Set(text.matches(of: /{([a-z]+)}/).map(\.output.1))
    }
}
