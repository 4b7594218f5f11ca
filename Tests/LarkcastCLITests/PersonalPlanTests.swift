import JobModel
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// `plan` and `validate` of messages that everybody gets with their own values.
struct PersonalPlanTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    private func job(
        _ text: String, csv: String = "open_id,name,floor\nou_1,Ann,3\nou_2,Bo,\nou_3,Cy,\n", channel: String = "direct"
    ) throws -> String {
        try world.write(csv, to: "people.csv")
        return try world.write(
            #"{"job":"hello","audience":{"files":["people.csv"]},"message":{"text":"\#(text)"},"#
                + #""delivery":{"channel":"\#(channel)"}}"#, to: "m.json")
    }

    @Test func theFirstRecipientsMessageIsDrawnAndDefaultsAreCounted() async throws {
        let path = try job("Dear {{name}}: {{floor|the lobby}}")
        let plan = try await world.run(["plan", path])
        #expect(plan.status == .done, "\(plan.console.errors)")
        #expect(plan.console.out.contains("│ Dear Ann: 3  "))
        #expect(plan.console.out.contains("Defaults    2 people without floor get the default\n"))
        #expect(plan.console.out.contains(#"\"text\":\"Dear Ann: 3\""#) || plan.console.out.contains("Dear Ann: 3\\"))
        let document = try #require(
            JSONReader().readStrictly(Array(try await world.run(["plan", path, "--json"]).console.out.utf8)))
        #expect(document["defaulted"] == [["column": "floor", "people": 2]])
        #expect(document["batches"] == 3)
    }

    @Test func aMessageThatIsTheSameForAllCountsNoDefaults() async throws {
        let path = try job("Dear all", channel: "batch")
        let plan = try await world.run(["plan", path, "--json"])
        #expect(JSONReader().readStrictly(Array(plan.console.out.utf8))?["defaulted"] == [])
        #expect(try await world.run(["plan", path]).console.out.contains("Defaults") == false)
    }

    @Test(arguments: [
        ("{{nmae}}", "did you mean {{name}}?"), ("{{floor}}", "people.csv:3, people.csv:4"),
        ("{{name", "is not closed"),
    ])
    func whatCannotBeFilledIsRefusedWithItsPlace(_ text: String, _ words: String) async throws {
        let path = try job(text)
        for command in ["plan", "validate"] {
            let result = try await world.run([command, path])
            #expect(result.status == .data, "\(command)")
            let shown = result.console.errors + result.console.out
            #expect(
                shown.contains("\(path):1:") && shown.contains("/message/text") && shown.contains(words), "\(shown)")
        }
    }

    @Test func aBatchSaysThatTheDirectChannelCan() async throws {
        let result = try await world.run(["validate", try job("{{name}}", channel: "batch")])
        #expect(result.status == .data)
        #expect((result.console.errors + result.console.out).contains("\"channel\": \"direct\""))
    }

    @Test func aTestWithoutRowsNeedsDefaults() throws {
        let refused = try PreparedJob(reading: try job("Dear {{name}}"), testTo: ["ou_9"])
        #expect(refused.plan == nil && refused.problems.first?.message.contains("has no default") == true)
        let taken = try PreparedJob(reading: try job("Dear {{name|you}}"), testTo: ["ou_9"])
        #expect(taken.plan?.batches.count == 1)
    }
}
