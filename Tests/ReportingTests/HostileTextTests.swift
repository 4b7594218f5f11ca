import Foundation
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// One table of hostile texts against every sink of this floor: terminal, CSV, JSON.
struct HostileTextTests {
    /// A run whose every text from outside is the same hostile one.
    private func run(_ text: String) -> RunSummary {
        var run = fixtureRun()
        run.title = text
        run.stateReason = text
        run.occurrence = text
        for index in run.batches.indices {
            run.batches[index].label = text
            run.batches[index].lastProblem = text
            run.batches[index].invalidIDs = [text, text]
        }
        return run
    }

    @Test(arguments: HostileText.texts) func theTerminalGetsDeadLines(_ text: String) {
        #expect(HostileText.live(in: TerminalText.escaped(text)).isEmpty)
        #expect(TerminalText.escaped(TerminalText.escaped(text)) == TerminalText.escaped(text), "twice does no harm")
        let lines =
            RunText.report(run(text), on: TextSurface(in: fixtureZone))
            + RunText.heading(run(text), on: TextSurface(in: fixtureZone))
            + RunListText.table([run(text), run(text)], on: TextSurface(in: fixtureZone))
        for line in lines { #expect(HostileText.live(in: line).isEmpty, "\(line.debugDescription)") }
    }

    @Test(arguments: HostileText.texts) func aSpreadsheetGetsTextAndAllOfIt(_ text: String) throws {
        let csv = CSVText.report(run(text), withIDs: true)
        #expect(HostileText.live(in: csv, but: ["\n", "\r", "\t"]).isEmpty)
        let records = try #require(CSVProbe.records(csv))
        #expect(records.count == 1 + 3)
        #expect(records.allSatisfy { $0.count == 18 }, "no cell breaks out of its place: \(csv.debugDescription)")
        for cell in records.dropFirst().joined() {
            #expect(!CSVProbe.isFormula(cell), "\(cell.debugDescription)")
        }
        // What was only quoted comes back as it was.
        if HostileText.live(in: text).isEmpty, !CSVProbe.isFormula(text) {
            #expect(Array(records[1][2].utf8) == Array(text.utf8))
        }
    }

    @Test(arguments: HostileText.texts) func jsonIsOneDocumentThatSaysTheSame(_ text: String) throws {
        let document = RunDocument.json(run(text))
        for layout in [JSONValue.Layout.compact, .pretty] {
            let written = document.text(layout)
            let read = try #require(JSONReader().readStrictly(Array(written.utf8)))
            #expect(Array(read["title"]?.string?.utf8 ?? "-".utf8) == Array(text.utf8))
            #expect(read == document)
        }
        #expect(HostileText.live(in: document.text(.pretty), but: ["\n"]).isEmpty)
        #expect(!document.text(.compact).utf8.contains(0x0A), "one object a line")
    }

    @Test func tenMegabytesAreEscapedInOneGo() async throws {
        #expect(HostileText.huge.utf8.count == 10_000_000)
        let (shown, cut, cell) = try await onOwnThread {
            let shown = TerminalText.escaped(HostileText.huge)
            return (shown, TerminalText.truncated(shown, toColumns: 40), CSVText.cell(HostileText.huge))
        }
        #expect(shown.utf8.count == 1_250_000 * "\\u{1b}[2J=,\"\\u{a}".utf8.count)
        #expect(cut.count <= 40)
        #expect(cell.utf8.first == UInt8(ascii: "\"") && cell.utf8.last == UInt8(ascii: "\""))
    }
}
