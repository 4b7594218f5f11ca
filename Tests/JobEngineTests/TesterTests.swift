import FeishuAPI
import Foundation
import JobEngine
import JobModel
import Testing

/// Testers of a personal message see their own row, whatever it calls them, and nobody else's.
struct TesterTests {
    private let world: EngineWorld

    init() throws { world = try EngineWorld() }

    private func directory(_ change: (inout ScriptedDirectory.Company) -> Void = { _ in }) -> ScriptedDirectory {
        var company = ScriptedDirectory.Company()
        company.people = 200
        change(&company)
        return ScriptedDirectory(company)
    }

    /// The plan of a test whose message is `{{pay}}`.
    private func planned(
        _ csv: String, to testers: [String], _ directory: ScriptedDirectory
    ) async throws -> (texts: [String], planned: PlannedRun) {
        let file = try #require(
            AudienceFileReader(keeping: .named(["pay"])).read(bytes: Array(csv.utf8), name: "pay.csv").file)
        var manifest = Manifest(job: "pay", audience: Audience(), message: .text("{{pay}}"))
        manifest.channel = .direct
        manifest.audience.files = ["pay.csv"]
        let draft = try JobDraft(
            manifest: try manifest.test(to: testers), manifestBytes: Data("{}".utf8), isTest: true, samples: [file])
        let engine = Engine(
            store: world.store, messaging: world.feishu, contacts: directory, configuration: world.configuration,
            dependencies: world.clock.dependencies, observe: { _ in })
        let planned = try await engine.plan(draft)
        let texts = planned.plan.batches.map { batch in
            if case .text(let text) = batch.filled(manifest.message) { text } else { "" }
        }
        return (texts, planned)
    }

    @Test(arguments: ["ou_7", "e7", "on_7"])
    func aRowIsFoundByAddress(_ tester: String) async throws {
        let csv = "email,pay\n" + (1...120).map { "p\($0)@x.example,\($0)000\n" }.joined()
        let directory = directory()
        let (texts, planned) = try await planned(csv, to: [tester], directory)
        #expect(texts == ["7000"])
        #expect(planned.testers == [TesterValues(tester: tester, rows: ["pay.csv:8"], invented: [])])
        #expect(planned.testersUnknown == nil && planned.contactCalls > 0)
    }

    @Test(arguments: [("mobile", "+8613800138007"), ("user_id", "e7"), ("union_id", "on_7")])
    func aRowIsFoundByOtherNames(_ column: String, _ name: String) async throws {
        let other = column == "mobile" ? "+8613800138008" : name.replacing("7", with: "8")
        let (texts, _) = try await planned("\(column),pay\n\(other),8000\n\(name),7000\n", to: ["ou_7"], directory())
        #expect(texts == ["7000"])
    }

    @Test(arguments: ["top", "od-top", "sub"])
    func aRowOfTheirDepartmentIsTheirs(_ department: String) async throws {
        let directory = directory { company in
            company.departments = ["od-top": ("top", "Top", "0"), "od-sub": ("sub", "Sub", "od-top")]
            company.said = [7: ["od-sub"]]
        }
        let (texts, _) = try await planned("department_id,pay\n\(department),7000\n", to: ["ou_7", "ou_8"], directory)
        #expect(texts.sorted() == ["7000", "【pay】"])
    }

    @Test func whoeverHasNoRowSeesNobodys() async throws {
        let (texts, planned) = try await planned("email,pay\np1@x.example,1000\n", to: ["ou_9"], directory())
        #expect(texts == ["【pay】"])
        #expect(planned.testers == [TesterValues(tester: "ou_9", rows: [], invented: ["【pay】"])])
    }

    @Test func aRowOfTwoPeoplesAddressIsNobodys() async throws {
        let directory = directory { $0.alsoHeldBy = ["p7@x.example": 8] }
        let (texts, _) = try await planned("email,pay\np7@x.example,7000\n", to: ["ou_7"], directory)
        #expect(texts == ["【pay】"])
    }

    /// Half a million addresses would be ten thousand calls for one test.
    @Test func manyAddressesAreNotAskedFor() async throws {
        let csv = "email,pay\n" + (1...2001).map { "p\($0)@x.example,\($0)000\n" }.joined()
        let directory = directory()
        let (texts, planned) = try await planned(csv, to: ["ou_7"], directory)
        #expect(texts == ["【pay】"] && !directory.calls.contains { $0.hasPrefix("holders") })
        #expect(planned.testersUnknown?.contains("2001 addresses") == true)
    }

    @Test func nothingIsAskedWhereTheIdsTell() async throws {
        let directory = directory()
        let (texts, _) = try await planned("open_id,pay\nou_1,1000\n", to: ["ou_1", "ou_9"], directory)
        #expect(texts.sorted() == ["1000", "【pay】"] && directory.calls.isEmpty)
    }

    /// A missing permission keeps nobody from a test.
    @Test func whatCannotBeAskedIsSaid() async throws {
        let directory = directory()
        for call in ["people ou_7", "holders p7@x.example"] {
            directory.on(call) { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
        }
        let (texts, planned) = try await planned("email,pay\np7@x.example,7000\n", to: ["ou_7"], directory)
        #expect(texts == ["【pay】"])
        #expect(planned.testersUnknown?.contains("99991672") == true)
    }
}
