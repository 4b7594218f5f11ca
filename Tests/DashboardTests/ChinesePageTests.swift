import JobModel
import JobStore
import Testing

@testable import Dashboard

/// What stands on Chinese pages that the store keeps in English.
struct ChinesePageTests {
    private static let run = RunID(randomBits: 1)

    @Test func aRunSaysWhyItStandsStillAndItsBatchesWhatTheyAreCalled() async throws {
        let world = try DashboardWorld()
        let labels = ["Batch 1 of 2", "People named singly"]
        try await Runs.freeze(Runs.plan(title: "午餐", sizes: [2, 1], labels: labels), 1, in: world)
        try await Runs.send(Self.run, accepting: 1, in: world)
        try await world.store.pause(
            Self.run, reason: RunReason.pausedBy("ann").text, by: Runs.ann, at: world.now)
        let browser = await Browser(world, as: "Li Na")
        let chinese = await browser.get("/runs/\(Self.run)?lang=zh").text
        for words in ["原因：由 ann 暂停", "第 1 批，共 2 批", "单独指定的人员"] { #expect(chinese.contains(words), "\(words)") }
        #expect(!chinese.contains("paused by ann") && !chinese.contains("Batch 1 of 2"))
        let english = await browser.get("/runs/\(Self.run)?lang=en").text
        for words in ["Because: paused by ann", "Batch 1 of 2"] { #expect(english.contains(words), "\(words)") }
        #expect(await browser.get("/audit?lang=zh").text.contains("由 ann 暂停"))
    }

    @Test func whoeverStoppedEverythingIsNamedWithoutEnglish() async throws {
        let world = try DashboardWorld()
        try await world.store.pauseAll(reason: "", by: Runs.ann, at: world.now)
        let browser = await Browser(world, as: "Li Na")
        #expect(await browser.get("/health?lang=zh").text.contains("由 ann 全部暂停：未说明原因"))
        #expect(await browser.get("/health?lang=en").text.contains("by ann: no reason given"))
    }

    @Test func aJobWarnsInTheLanguageOfThePage() async throws {
        let finding = ManifestProblem(
            file: "a.json", line: 1, column: 2, pointer: "/message/text",
            message: "\"<b>\" is markup that a text node does not have: \(LintRule.textMarkup.consequence)",
            suggestion: LintRule.textMarkup.fix, rule: .textMarkup)
        let manifests = DashboardManifests(
            jobs: [
                DashboardJob(
                    job: "notice", title: "午餐", firings: [], message: .text("x"), findings: [finding],
                    remarks: [.sendsNow])
            ], problems: [])
        let browser = await Browser(try DashboardWorld(manifests: manifests), as: "Li Na")
        let chinese = await browser.get("/jobs/notice?lang=zh").text
        for words in ["此类文本不支持格式标记", "run 会立即发送，不受计划影响"] { #expect(chinese.contains(words), "\(words)") }
        let english = await browser.get("/jobs/notice?lang=en").text
        for words in ["people read the markup as it is written", "`run` sends now"] {
            #expect(english.contains(words), "\(words)")
        }
    }
}
