import Reporting
import TestSupport
import Testing

@testable import Dashboard

/// Every part of the dashboard's catalogue; `CatalogueTableTests` tells of one that is missing here.
@Suite struct CatalogueTests {
    static let parts: [any Phrase.Type] = [
        FramePhrase.self, RolePhrase.self, ListPhrase.self, RunPhrase.self, ActionPhrase.self, AccessPhrase.self,
        PlacePhrase.self,
    ]

    @Test(arguments: parts)
    func bothLanguagesSayTheSameThing(part: any Phrase.Type) {
        let faults = catalogueFaults(in: part)
        #expect(faults.isEmpty, "\(faults)")
    }
}
