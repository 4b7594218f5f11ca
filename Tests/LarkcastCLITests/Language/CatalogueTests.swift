import Reporting
import TestSupport
import Testing

@testable import LarkcastCLI

/// The part of the catalogue that commands speak; `CatalogueTableTests` tells of one that is missing here.
@Suite struct CatalogueTests {
    static let parts: [any Phrase.Type] = [
        SendingPhrase.self, TesterPhrase.self, PlanPhrase.self, ConfirmationPhrase.self, EndingPhrase.self,
        WarningPhrase.self,
        DecisionPhrase.self, DoubtPhrase.self, CheckName.self, DoctorPhrase.self, AccessFindingPhrase.self,
        ClockPhrase.self, CheckPhrase.self,
    ]

    @Test(arguments: parts)
    func bothLanguagesSayTheSameThing(part: any Phrase.Type) {
        let faults = catalogueFaults(in: part)
        #expect(faults.isEmpty, "\(faults)")
    }

    @Test(arguments: Language.allCases)
    func whatIsToBeTypedIsTheSameEverywhere(language: Language) {
        #expect(language.say(ConfirmationPhrase.recall).contains("[y/N]"))
        #expect(language.say(ConfirmationPhrase.typeWords, ["words": "RESEND a/1"]).contains("RESEND a/1"))
        for phrase in SendingPhrase.allCases {
            for command in phrase.wording.english.matches(of: /larkcast [a-z]+/).map({ String($0.output) }) {
                #expect(phrase.wording.chinese.contains(command), "\(phrase.wording.chinese)")
            }
        }
    }
}
