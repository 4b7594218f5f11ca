import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// What programs read is what the schema says.
struct ReportDocumentTests {
    private static let schema: SchemaCheck = {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "schema/report.schema.json")
        return SchemaCheck((try? Data(contentsOf: file)).flatMap { JSONReader().readStrictly(Array($0)) } ?? .null)
    }()

    @Test func theSchemaKnowsItsOwnWords() throws { try Self.schema.requireKnownKeywords() }

    @Test(arguments: HostileText.texts) func aReportIsWhatTheSchemaSays(_ text: String) throws {
        var report = fixtureReport(text)
        report.run.warnings = [text]
        report.run.id = RunID(rawValue: "k7m2q9x4d1ab")
        let document = ReportDocument.json(report)
        #expect(try Self.schema.accepts(document))
        #expect(JSONReader().readStrictly(document.bytes(.pretty)) == document)
        #expect(HostileText.live(in: document.text(.pretty), but: ["\n"]).isEmpty)
    }

    @Test func theSchemaRefusesWhatItSaysItRefuses() throws {
        let document = ReportDocument.json(fixtureReport())
        func replaced(_ key: String, _ value: JSONValue) -> JSONValue {
            .object((document.members ?? []).map { $0.key == key ? .init(key, value) : $0 })
        }
        for (key, value) in [
            ("half_life_seconds", "1"), ("curve", [["at": .null]]), ("departments", [[:]]),
            ("failures", [["kind": "x"]]),
            ("previous", [[:]]), ("warnings", [1]), ("warnings", "short"),
        ] as [(String, JSONValue)] {
            #expect(try !Self.schema.accepts(replaced(key, value)), "\(key)")
        }
    }

    @Test func aReportAddsToTheRunDocument() throws {
        let report = fixtureReport()
        let document = ReportDocument.json(report)
        let run = RunDocument.json(report.run).members ?? []
        #expect(document.members?.prefix(run.count).map { $0 } == run)
        #expect(document["half_life_seconds"] == 2998)
        #expect(document["curve"]?.array?.count == 11)
        #expect(
            document["curve"]?.array?[1].text()
                == #"{"at":"2026-12-01T01:10:00Z","valid":590,"delivered":100,"read":31}"#)
        #expect(
            document["departments"]?.array?.map { $0["read"] }
                == [300, nil, 12].map { $0.map { .integer($0) } ?? .null })
        #expect(
            document["failures"]?.array?.map { "\($0["kind"]?.string ?? "") \($0["reason"]?.string ?? "-")" }
                == [
                    "last_try rejected", "last_try in_doubt", "invalid_ids -", "left_out resigned",
                    "earlier_try throttled",
                ])
        #expect(document["previous"]?.array?.count == 2)
    }

    @Test func aSeriesIsAListWithSums() throws {
        var test = fixtureRun()
        test.isTest = true
        let series = RunSeries(job: "a", since: fixtureInstant, runs: [fixtureRun(), fixtureRun(), test])
        let document = ReportDocument.json(series)
        #expect(try Self.schema.accepts(document, as: "list"))
        #expect(try Self.schema.accepts(RunDocument.json(list: series.runs), as: "list"))
        #expect(document["runs"] == RunDocument.json(list: series.runs)["runs"])
        #expect(document["since"] == "2026-12-01T01:00:00Z" && document["job"] == "a")
        #expect(document["totals"]?["runs"] == 2)
        #expect(document["totals"]?["people"]?["targeted"] == 2000)
        #expect(document["totals"]?["progress"]?["read"] == 624)
    }
}
