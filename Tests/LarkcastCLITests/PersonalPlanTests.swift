import JobEngine
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
        #expect(plan.console.out.contains("text · as the first of 3 recipients gets it"))
        #expect(plan.console.out.contains("Defaults    2 people without floor get the default\n"))
        #expect(plan.console.out.contains(#"\"text\":\"Dear Ann: 3\""#) || plan.console.out.contains("Dear Ann: 3\\"))
        let document = try #require(
            JSONReader().readStrictly(Array(try await world.run(["plan", path, "--json"]).console.out.utf8)))
        #expect(document["defaulted"] == [["column": "floor", "people": 2]])
        #expect(document["batches"] == 3)
    }

    @Test func rowsThatNameSomebodyTwiceAreWarnedOf() async throws {
        let csv = "open_id,email,name\nou_1,somebody.else@a.example,Ann\n"
        let plan = try await world.run(["plan", try job("Dear {{name}}", csv: csv)])
        #expect(plan.status == .done)
        let words = "1 row that names somebody by open_id and by email too"
        #expect(
            plan.console.errors.contains(words) && plan.console.errors.contains("people.csv:2"),
            "\(plan.console.errors)")
        let same = try await world.run(["plan", try job("Dear all", csv: csv, channel: "batch")])
        #expect(!same.console.errors.contains("names somebody by"))
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

    @Test func whoeverIsLeftOutNeedsNoValue() throws {
        try world.write("open_id,name\nou_2,#REF!\n", to: "left.csv")
        try world.write("open_id,name,floor\nou_1,Ann,3\nou_2,Bo,4\n", to: "in.csv")
        let path = try world.write(
            #"{"job":"hello","audience":{"files":["in.csv"],"exclude":{"files":["left.csv"]}},"#
                + #""message":{"text":"Dear {{name}}"},"delivery":{"channel":"direct"}}"#, to: "m.json")
        let job = try PreparedJob(reading: path)
        #expect(texts(job) == ["Dear Ann"], "\(job.problems)")
        let files = job.draft?.files ?? [:]
        #expect(files["in.csv"]?.keptColumns == ["name"] && files["left.csv"]?.keptColumns == [])
    }

    private func texts(_ job: PreparedJob, _ plan: RunPlan? = nil) -> [String] {
        ((plan ?? job.plan)?.batches ?? []).compactMap { batch in
            guard let message = job.manifest?.message, case .text(let text) = batch.filled(message) else { return nil }
            return text
        }
    }

    /// A test shows testers their own values, and whoever has none inventions: never somebody else's salary.
    @Test func aTestShowsWhatRecipientsWillSee() throws {
        let job = try PreparedJob(
            reading: try job("Dear {{name}}: {{floor|the lobby}}"), testTo: ["ou_9", "ou_2", "ou_3"])
        #expect(texts(job) == ["Dear 【name】: 【floor】", "Dear Bo: the lobby", "Dear Cy: the lobby"], "\(job.problems)")
        #expect(
            job.draft?.named.testerValues == [
                TesterValues(tester: "ou_9", rows: [], invented: ["【name】", "【floor】"]),
                TesterValues(tester: "ou_2", rows: ["people.csv:3"], invented: []),
                TesterValues(tester: "ou_3", rows: ["people.csv:4"], invented: []),
            ])
    }

    @Test func aTestTakesEachColumnFromWhereItIs() throws {
        try world.write("user_id,name\ne1,Ann\ne2,Bo\n", to: "a.csv")
        try world.write("union_id,floor,name\non_1,3,Cy\n", to: "b.csv")
        let path = try world.write(
            #"{"job":"hello","audience":{"files":["a.csv","b.csv"]},"message":{"text":"{{name}} {{floor}}"},"#
                + #""delivery":{"channel":"direct"}}"#, to: "m.json")
        // Whether a row calls them otherwise only the contacts can tell; until then what is not theirs is invented.
        for (tester, text) in [("e2", "Bo 【floor】"), ("e9", "【name】 【floor】"), ("on_1", "Cy 3")] {
            let job = try PreparedJob(reading: path, testTo: [tester])
            #expect(job.plan == nil && job.draft?.named.testerQuestions?.testers == [tester])
            #expect(texts(job, try job.draft?.plan()) == [text])
        }
    }

    @Test func aRowThatCallsATesterByTwoIdsIsTheirs() throws {
        let path = try job("Dear {{name}}", csv: "open_id,user_id,name\nou_1,e1,Ann\nou_2,e2,Bo\n")
        let job = try PreparedJob(reading: path, testTo: ["e2"])
        #expect(job.plan == nil || texts(job) == ["Dear Bo"])
        #expect(texts(job, try job.draft?.plan()) == ["Dear Bo"])
    }

    /// Wherever a value may stand, the invention for it is no markup.
    @Test(arguments: [
        #"{"post":{"zh_cn":{"title":"{{实发}}","content":[[{"tag":"md","text":"{{实发}}({{a_b*c}})"}]]}}}"#,
        #"{"text":"{{实发}}(https://a.example/{{a_b*c}})"}"#,
        #"{"card":{"elements":[{"tag":"markdown","content":"{{实发}} [x](https://a.example/{{a_b*c}})"}]}}"#,
        #"{"template":{"id":"AAq1","version":"1.0.0","variables":{"x":"{{实发}}{{a_b*c}}"}}}"#,
    ])
    func anInventionIsNoMarkup(_ message: String) throws {
        try world.write("open_id,实发,a_b*c\nou_1,1,2\n", to: "people.csv")
        let path = try world.write(
            #"{"job":"hello","audience":{"files":["people.csv"]},"message":\#(message),"#
                + #""delivery":{"channel":"direct"}}"#, to: "m.json")
        let job = try PreparedJob(reading: path, testTo: ["ou_9"])
        let plan = try #require(job.plan, "\(job.problems)")
        let body = String(decoding: plan.body(of: plan.batches[0]), as: UTF8.self)
        #expect(body.contains("【实发】") && !body.contains("{{"), "\(body)")
    }

    /// What stands in no file is told before the contacts are asked who is who, and all of it at once.
    @Test func columnsThatDoNotExistAreNamedWithoutTheContacts() async throws {
        let path = try job("{{nmae}} {{flor}} {{name}}", csv: "email,name,floor\na@x.example,Ann,3\n")
        let result = try await world.run(["validate", path])
        #expect(result.status == .data)
        let shown = result.console.errors + result.console.out
        #expect(shown.contains("did you mean {{name}}?") && shown.contains("did you mean {{floor}}?"), "\(shown)")
        #expect(shown.contains("\(path):1:") && shown.contains("/message/text"), "\(shown)")
    }

    @Test func aTestOfAFileWithProblemsIsRefusedWithItsLines() throws {
        let path = try job("Dear {{name}}", csv: "open_id,name\nou_1,#REF!\n")
        let refused = try PreparedJob(reading: path, testTo: ["ou_9"])
        #expect(refused.plan == nil && refused.problems.map(\.line) == [2])
        // Whoever gets the same as everybody needs no file.
        let same = try PreparedJob(reading: try job("Dear all", csv: "nobody\n"), testTo: ["ou_9"])
        #expect(same.plan?.batches.count == 1)
    }

    @Test func aTestWithoutRowsNeedsDefaults() throws {
        let path = { (text: String) in
            try world.write(
                #"{"job":"hello","audience":{"users":{"open_ids":["ou_1"]}},"message":{"text":"\#(text)"},"#
                    + #""delivery":{"channel":"direct"}}"#, to: "n.json")
        }
        let refused = try PreparedJob(reading: try path("Dear {{name}}"), testTo: ["ou_9"])
        #expect(refused.plan == nil && refused.problems.first?.message.contains("has no default") == true)
        let taken = try PreparedJob(reading: try path("Dear {{name|you}}"), testTo: ["ou_9"])
        #expect(texts(taken) == ["Dear you"])
    }
}
