import Testing

/// No part of the catalogue is forgotten by the tests that hold both languages against each other.
struct CatalogueTableTests {
    @Test func everyPartIsHeldAgainstItsLanguages() {
        let tests = SourceTree.tests.filter { $0.path.hasSuffix("/CatalogueTests.swift") }
            .flatMap(\.lines).joined(separator: "\n")
        var parts: [Substring] = []
        let part = /enum (\w+): Phrase\b/
        for file in SourceTree.sources {
            for (_, text) in file.code {
                if let match = text.firstMatch(of: part) { parts.append(match.output.1) }
            }
        }
        #expect(parts.count > 20, "the catalogue was not found")
        let forgotten = parts.filter { !tests.contains("\($0).self") }
        #expect(forgotten.isEmpty, "name them in the CatalogueTests of their module: \(forgotten)")
    }
}
