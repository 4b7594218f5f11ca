import TestSupport
import Testing

@testable import Reporting

/// Every part of the catalogue of reports and tables; `CatalogueTableTests` tells of one that is missing here.
@Suite struct CatalogueTests {
    static let parts: [any Phrase.Type] = [
        TimePhrase.self, StatePhrase.self, BalancePhrase.self, EquationPhrase.self, RunPhrase.self,
        LeftOutPhrase.self, LeftOutDetail.self, DefaultedPhrase.self, FiringPhrase.self, LivePhrase.self,
        SparkPhrase.self,
        ReportPhrase.self, PlaceNotePhrase.self, CurvePhrase.self, FailurePhrase.self, CausePhrase.self,
        RemedyPhrase.self, RecallPhrase.self, AuditPhrase.self, AuditDetailPhrase.self, SeriesPhrase.self,
        TroubleMeaning.self, TroubleFix.self, ReasonPhrase.self, FindingPhrase.self, EvidencePhrase.self,
        NotificationPhrase.self, RemarkPhrase.self, ErrorPhrase.self, ActionWord.self, TroubleKind.self,
        LabelPhrase.self, PreviewPhrase.self, DrawingPhrase.self, MessageKind.self, ProblemPhrase.self,
        MistakePhrase.self, MistakeNoun.self, LintConsequence.self,
        LintFix.self,
    ]

    @Test(arguments: parts)
    func bothLanguagesSayTheSameThing(part: any Phrase.Type) {
        let faults = catalogueFaults(in: part)
        #expect(faults.isEmpty, "\(faults)")
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
}
