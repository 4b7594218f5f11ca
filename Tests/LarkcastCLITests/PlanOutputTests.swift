import JobEngine
import JobModel
import StrictJSON
import Testing

@testable import LarkcastCLI

/// What people and programs read before they say yes.
struct PlanOutputTests {
    @Test func theDocumentHasTheContractsKeys() throws {
        let plan = try Samples.plan(people: 450, title: "Lunch")
        let document = PlanDocument.json(PlannedRun(plan: plan), warnings: ["mind the gap"])
        for key in ["job", "plan_sha256", "people", "unit", "batches", "calls", "forecast", "next", "warnings"] {
            #expect(document[key] != nil, "\(key)")
        }
        #expect(document["job"]?.string == "hello")
        #expect(document["title"]?.string == "Lunch")
        #expect(document["plan_sha256"]?.string == plan.planSHA256)
        #expect(document["unit"]?.string == "people")
        #expect(document["batches"]?.integer == 3)
        #expect(document["people"]?["targeted"]?.integer == 450)
        #expect(document["people"]?["pending"]?.integer == 450)
        #expect(document["calls"]?["send"]?.integer == 3)
        #expect(document["forecast"]?["seconds"]?.integer == 1)
        #expect(document["forecast"]?["daily_quota"]?.integer == 500_000)
        #expect(document["next"]?.array?.isEmpty == true)
        #expect(document["warnings"] == ["mind the gap"])
        let body = try #require(document["first_request"]?.string)
        #expect(body == String(decoding: plan.body(of: plan.batches[0]), as: UTF8.self))
        #expect(JSONReader().read(Array(document.text(.pretty).utf8)).problems.isEmpty)
    }

    @Test func theTextSaysWhoHowManyAndHowLong() throws {
        let lines = PlanText.summary(PlannedRun(plan: try Samples.plan(people: 100_000, title: "Lunch\u{1B}[2J")))
        let text = lines.joined(separator: "\n")
        #expect(lines[0] == "Lunch\\u{1b}[2J (hello)")
        #expect(text.contains("100,000 targeted = 100,000 pending"))
        #expect(text.contains("500 of at most 200 ids"))
        #expect(text.contains("about 10 s at the limits"))
        #expect(text.contains("20.0% of the app's 500,000 messages a day"))
    }

    @Test func whatRunWillUploadIsNamedWithItsSize() throws {
        var planned = PlannedRun(plan: try Samples.plan(people: 1))
        #expect(!PlanText.summary(planned).joined().contains("Uploads"))
        #expect(PlanDocument.json(planned, warnings: [])["uploads"] == [])
        planned.uploads = [
            PlannedUpload(name: "tour\u{1B}.mp4", byteCount: 12_345), PlannedUpload(name: "tour.png", byteCount: 59),
        ]
        let text = PlanText.summary(planned).joined(separator: "\n")
        #expect(text.contains("Uploads     tour\\u{1b}.mp4, 12,345 bytes, not at Feishu yet"), "\(text)")
        #expect(text.contains("            tour.png, 59 bytes, not at Feishu yet"))
        #expect(
            PlanDocument.json(planned, warnings: [])["uploads"]?.array?.last == ["name": "tour.png", "bytes": 59])
        #expect(text.contains("Calls       2 to upload, 1 to send, at most"), "\(text)")
        #expect(PlanDocument.json(planned, warnings: [])["calls"]?["upload"] == 2)
        #expect(planned.forecast().neededCalls == 3)
    }

    @Test func departmentsThatAreAddressedAreInTheDocument() throws {
        let notes: [PlanRemark] = [
            .departmentSize(name: "One", id: "od-1", people: 1200),
            .departmentSize(name: "Two", id: "od-2", people: nil),
        ]
        let document = PlanDocument.json(
            PlannedRun(plan: try Samples.departments(["od-1", "od-2"]), notes: notes), warnings: [])
        #expect(
            document["departments"] == [
                ["id": "od-1", "name": "One", "people": 1200], ["id": "od-2", "name": "Two", "people": .null],
            ])
        #expect(document["notes"]?.array?.count == 2)
        #expect(PlanDocument.json(PlannedRun(plan: try Samples.plan(people: 1)), warnings: [])["departments"] == [])
    }

    @Test func pinsAndContactsAreCountedAmongTheCalls() async throws {
        let world = try CommandWorld()
        let path = try world.write(
            #"{"job":"hello","audience":{"chats":["oc_1","oc_2"]},"message":{"text":"x"},"#
                + #""delivery":{"channel":"direct","pin":true}}"#, to: "m.json")
        let plan = try await world.run(["plan", path, "--json"])
        let calls = JSONReader().readStrictly(Array(plan.console.out.utf8))?["calls"]
        #expect(calls?["send"] == 2 && calls?["pin"] == 2 && calls?["contacts"] == 0, "\(plan.console.out)")
        #expect(try await world.run(["plan", path]).console.out.contains("2 to send, 2 to pin, at most"))
    }

    @Test func departmentsAreNotCountedAsPeople() throws {
        let text = PlanText.summary(PlannedRun(plan: try Samples.departments(["od-1", "od-2"]))).joined(separator: "\n")
        #expect(text.contains("Departments 2 targeted"))
        #expect(text.contains("is known after sending"))
        #expect(!text.contains("Quota"))
    }

    @Test func theFirstRequestIsShownWithItsTrueSize() throws {
        let plan = try Samples.plan(people: 200)
        let lines = PlanText.firstRequest(plan)
        let size = plan.body(of: plan.batches[0]).count
        #expect(size > 7000)
        #expect(lines[0].contains("\(size / 1000),\(String(format3(size % 1000))) bytes"))
        #expect(lines[0].hasSuffix("POST /open-apis/message/v4/batch_send/"))
        #expect(lines[1].hasSuffix("…"))
        #expect(lines[1].contains(#""msg_type":"text""#))
    }

    private func format3(_ number: Int) -> String {
        String(repeating: "0", count: 3 - String(number).count) + String(number)
    }

    @Test(arguments: [
        (10, 0, 10, nil), (11, 0, 10, "11 recipients and the 0"), (1, 10, 10, "the 10 a day"), (0, 11, 10, ""),
    ])
    func aPlanBeyondTheDayIsWarnedOf(_ planned: Int, _ committed: Int, _ limit: Int, _ words: String?) {
        let text = QuotaWarnings.day(planned, committed, limit)
        #expect((text == nil) == (words == nil))
        if let words { #expect(text?.contains(words) == true || words.isEmpty) }
    }
}
