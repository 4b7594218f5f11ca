import CustomDump
import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import Reporting

/// The run document is a contract: names, order and nulls.
struct RunDocumentTests {
    @Test func hasTheContractsFields() throws {
        let document = RunDocument.json(fixtureRun())
        #expect(
            try #require(document.members).map(\.key) == [
                "run", "job", "title", "state", "state_reason", "occurrence", "plan_sha256", "unit", "channel",
                "people",
                "progress",
                "recall", "created_at", "started_at", "sent_at", "warnings", "batches",
            ])
        expectNoDifference(
            document["people"]?.text(),
            #"{"targeted":1000,"accepted":590,"invalid":4,"rejected":200,"excluded":5,"duplicate":1,"in_doubt":200,"#
                + #""abandoned":0,"cancelled":0,"pending":0}"#)
        expectNoDifference(
            document["progress"]?.text(),
            #"{"valid":590,"delivered":585,"read":312,"recalled":0,"sampled_at":"2026-12-01T01:05:00Z"}"#)
        #expect(document["occurrence"] == .null)
        #expect(document["sent_at"] == .null)
        #expect(document["started_at"] == "2026-12-01T01:00:02Z")
    }

    /// Whoever looks a month later reads what was known before anybody said yes.
    @Test func tellsWhatThePlanWarnedOf() {
        var run = fixtureRun()
        #expect(RunDocument.json(run)["warnings"] == [])
        run.warnings = ["one", "two"]
        #expect(RunDocument.json(run)["warnings"] == ["one", "two"])
    }

    @Test func tellsEveryBatch() throws {
        let batches = try #require(RunDocument.json(fixtureRun())["batches"]?.array)
        #expect(batches.count == 3)
        expectNoDifference(
            batches[0].text(),
            #"{"ordinal":1,"label":"Finance 财务","state":"accepted","batch_message_id":"bm-0001","recipients":200,"#
                + #""attempts":1,"valid":198,"delivered":197,"read":120,"recalled":null,"recall":null,"#
                + #""invalid_ids":["ou_gone1","ou_gone2"],"last_problem":null}"#)
        #expect(batches[2]["state"] == "in_doubt")
        #expect(batches[2]["batch_message_id"] == .null, "unknown is null, never an empty text")
    }

    @Test func unknownFiguresAreNullNeverZero() {
        var run = fixtureRun()
        run.progress = ProgressFigures()
        #expect(
            RunDocument.json(run)["progress"]?.text()
                == #"{"valid":null,"delivered":null,"read":null,"recalled":null,"sampled_at":null}"#)
    }

    @Test func listsLeaveBatchesOut() throws {
        let list = RunDocument.json(list: [fixtureRun(), fixtureRun()])
        let runs = try #require(list["runs"]?.array)
        #expect(runs.count == 2)
        #expect(runs.allSatisfy { $0["batches"] == nil && $0["warnings"] == nil && $0["job"] == "benefits-2026" })
        #expect(RunDocument.json(list: []).text() == #"{"runs":[]}"#)
    }

    @Test func readsBackStrictly() {
        let text = RunDocument.json(fixtureRun()).bytes(.pretty)
        #expect(JSONReader().readStrictly(text) == RunDocument.json(fixtureRun()))
    }
}
