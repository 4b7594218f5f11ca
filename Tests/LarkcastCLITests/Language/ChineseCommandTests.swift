import Foundation
import JobModel
import JobStore
import Reporting
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// What commands say to people who read Chinese; programs read the same English as ever.
struct ChineseCommandTests {
    private func text(_ result: CommandWorld.Result) -> String { result.console.out + result.console.errors }

    @Test func aPlanSpeaksChineseAndItsDocumentEnglish() async throws {
        let world = try CommandWorld()
        let schedule = #","schedule":{"cron":"0 9 * * 1","timezone":"Asia/Shanghai"}"#
        let path = try world.write(CommandWorld.manifest(extra: schedule), to: "hello.json")
        let plan = try await world.run(["plan", path, "--lang", "zh"])
        #expect(plan.status == .done)
        for words in ["人员        目标 3 = 待发送 3", "批次        1 批", "下次        周一 2026-12-07 09:00", "第一个请求（"] {
            #expect(text(plan).contains(words), "\(text(plan))")
        }
        #expect(!text(plan).contains("People") && !text(plan).contains("First request"))
        var documents: [String] = []
        for language in ["zh", "en"] {
            documents.append(try await world.run(["plan", path, "--json", "--lang", language]).console.out)
        }
        #expect(documents[0] == documents[1])
    }

    @Test func theVariableSpeaksToo() async throws {
        var world = try CommandWorld()
        world.variables["LARKCAST_LANG"] = "zh_CN.UTF-8"
        let list = try await world.run(["list"])
        #expect(list.console.errors == "还没有任何运行\n")
        #expect(try await world.run(["list", "--lang", "en"]).console.errors == "there are no runs yet\n")
        let path = try world.write(CommandWorld.manifest(), to: "jobs/hello.json")
        let schedule = try await world.run(["schedule", path])
        #expect(schedule.console.errors == "未来 12 个月没有安排\n")
    }

    @Test func statusListAndReportSpeakChinese() async throws {
        let world = try CommandWorld()
        try await world.sending([.accepted, .inDoubt])
        let list = try await world.run(["list", "--lang", "zh"])
        #expect(list.console.out.hasPrefix("运行          任务   状态"))
        #expect(list.console.out.contains("已停住"))
        for command in ["status", "report"] {
            let shown = try await world.run([command, "hello@latest", "--lang", "zh"])
            #expect(shown.console.out.contains("运行 k7m2k7m2k7m2 · 已停住"))
            #expect(shown.console.out.contains("人员        目标 30 = 已受理 10 + 结果不明 10 + 待发送 10"))
            #expect(shown.console.out.contains("第 2 批结果不明："))
            let json = try await world.run([command, "hello@latest", "--lang", "zh", "--json"])
            #expect(json.console.out == (try await world.run([command, "hello@latest", "--json"]).console.out))
        }
    }

    @Test func decisionsAreAskedAndToldInChinese() async throws {
        let world = try CommandWorld()
        try await world.sending([.accepted])
        let pause = try await world.run(["pause", "hello@latest", "--lang", "zh"])
        #expect(pause.console.errors.contains("larkcast resume k7m2k7m2k7m2 继续"))
        let no = try await world.run(["cancel", "hello@latest", "--lang", "zh"], answers: ["是"], isTerminal: true)
        #expect(no.status == .needsDecision)
        #expect(no.console.errors.contains("hello：2 批、20 人将不再发送。取消这次运行？[y/N] "))
        #expect(no.console.errors.contains("未确认；未执行任何操作"))
        let yes = try await world.run(["cancel", "hello@latest", "--lang", "zh"], answers: ["y"], isTerminal: true)
        #expect(yes.status == .done && yes.console.errors.contains("已发送的内容保留"))
        let entries = try await world.run(["audit", "--json", "--lang", "zh"]).console.out
        #expect(entries.contains(#""cancel""#), "what is audited is named in English")
    }

    @Test func aHeadCountIsTypedTheSameInBothLanguages() throws {
        for language in Language.allCases {
            for answer in ["5000", "5,000"] {
                let fake = FakeConsole(answers: [answer], isTerminal: true)
                try Confirmation(console: fake.console, isYes: false, headCountAbove: 500, language: language)
                    .send(try Samples.plan(people: 5000), headCount: 5000)
                #expect(fake.errors.contains("5,000"))
            }
        }
    }

    @Test func everyEndIsExplainedInChinese() {
        for phrase in EndingPhrase.allCases {
            let commands = phrase.wording.english.matches(of: /larkcast [a-z]+/).map { String($0.output) }
            for command in commands { #expect(phrase.wording.chinese.contains(command), "\(phrase)") }
        }
    }

    @Test func theWarningsOfAPlanAreInTheLanguageOfItsReader() throws {
        let plan = try Samples.plan(people: 100_000, batchSize: 1, notAfterSeconds: 60)
        let warning = DeadlineWarning.of(RunForecast(plan), plan, .chinese)
        #expect(warning.first?.hasPrefix("发送约需 1 小时 ") == true, "\(warning) \(RunForecast(plan).seconds)")
        #expect(QuotaWarnings.day(600_000, 0, 500_000, .chinese)?.contains("600,000 个接收者") == true)
    }
}
