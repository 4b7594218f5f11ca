import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting
import TestSupport
import Testing

@testable import LarkcastCLI

/// What people read when something is wrong, or might be, in Chinese; programs get the same English as ever.
struct ChineseTroubleTests {
    private let world: CommandWorld

    init() throws { world = try CommandWorld() }

    /// English words that are no names, commands or values.
    private func sentences(in text: String) -> [Substring] {
        text.split(separator: "\n").filter { $0.contains(/[a-z]+ (is|are|was|the|of|and|to|not) [a-z]+/) }
    }

    @Test func aPlanWarnsInChinese() async throws {
        let manifest = CommandWorld.manifest(
            extra: #","schedule":{"cron":"0 9 * * 1","timezone":"Asia/Shanghai"},"title":"午餐""#
        ).replacing("Lunch is ready.", with: "午餐好了，请致电 13800001111")
        let path = try world.write(manifest, to: "hello.json")
        let page = world.home.path("preview.html")
        let plan = try await world.run(["plan", path, "--lang", "zh", "--html", page])
        #expect(plan.status == .done)
        for words in [
            "警告：\(path):1:", "疑似电话号码", "[phone-number-dlp]", "警告：run 会立即发送，不受计划影响；按计划发送由 tick 执行",
            " / 153,600 字节 ▏",
        ] {
            #expect((plan.console.out + plan.console.errors).contains(words), "\(words)")
        }
        #expect(sentences(in: plan.console.out + plan.console.errors) == [])
        let html = try String(contentsOfFile: page, encoding: .utf8)
        for words in [#"lang="zh-CN""#, "消息预览", "浅色", "深色", "机器人", "人员：目标 3 = 待发送 3", "最大请求的大小"] {
            #expect(html.contains(words), "\(words)")
        }
        for words in ["Message preview", "Light", "Dark", "BOT", "People", "of 153,600 bytes"] {
            #expect(!html.contains(words), "\(words)")
        }
        let json = try await world.run(["plan", path, "--lang", "zh", "--json"]).console.out
        #expect(json == (try await world.run(["plan", path, "--json"]).console.out))
        #expect(json.contains("looks like a phone number"))
    }

    @Test func aDoubtIsShownInChinese() async throws {
        try await world.sending([.accepted, .inDoubt])
        let text = try await world.run(["resolve", "k7m2", "2", "--lang", "zh"])
        #expect(text.status == .needsDecision)
        for words in [
            "第 2 批（共 3 批），“第 2 批，共 3 批”：10 人，结果不明", "进展        请求已发出并收到答复", "可作出的判定",
            "建议        很可能已发送", "英文提示    probably sent", "RESEND k7m2k7m2k7m2/2 TO 10 PEOPLE",
            "已发送：计为已受理；有消息 ID 才能跟踪和撤回",
        ] {
            #expect(text.console.out.contains(words), "\(words) in \(text.console.out)")
        }
        let json = try await world.run(["resolve", "k7m2", "2", "--lang", "zh", "--json"]).console.out
        #expect(json == (try await world.run(["resolve", "k7m2", "2", "--json"]).console.out))
        let said = try await world.run(["resolve", "k7m2", "2", "--sent", "--lang", "zh"])
        #expect(said.console.errors.contains("第 2 批视为已发送；没有消息 ID，无法跟踪或撤回"))
    }

    @Test func doctorSpeaksChinese() async throws {
        try await world.sending([.accepted])
        let text = try await world.run(["doctor", "--offline", "--lang", "zh"])
        for words in ["✓ 内存 ", "✓ 完整性         数据库完整", "✓ 应用凭证       应用 cli_test，未验证", "✓ 最近备份       无；"] {
            #expect(text.console.out.contains(words), "\(words) in \(text.console.out)")
        }
        #expect(sentences(in: text.console.out) == [])
        let json = try await world.run(["doctor", "--offline", "--lang", "zh", "--json"]).console.out
        #expect(json == (try await world.run(["doctor", "--offline", "--json"]).console.out))
        #expect(PermissionFindings.findings([], in: .chinese).map(\.name) == ["权限", "权限", "未开通"])
    }

    @Test func englishFindingsAreWhatTheyWere() {
        let clocks: [ClockFinding] = [
            .beforeBuild(year: 1970), .farFuture(year: 2999), .backwards(seconds: 90),
            .jumpedForward(seconds: 86_400, isConfirmed: true), .jumpedForward(seconds: 61, isConfirmed: false),
            .skew(seconds: 120, isGreat: true), .skew(seconds: -120, isGreat: false),
        ]
        for finding in clocks {
            #expect(Language.english.words(finding) == finding.text)
            #expect(!Language.chinese.words(finding).contains("the"))
        }
        for reason in [WaitReason.rateLimit, .appPause("x"), .probe, .resting] {
            #expect(Language.english.words(reason) == reason.sentence)
        }
    }

    @Test func theStopOfEverythingIsToldInBothLanguages() async throws {
        let store = try JobDatabase.inMemory()
        let killSwitch = try await store.pauseAll(
            reason: "", by: AuditActor(name: "ann", userID: 1), at: CommandWorld.now())
        #expect(Language.english.sentence(killSwitch) == killSwitch.sentence)
        #expect(Language.chinese.sentence(killSwitch) == "自 2026-12-01T01:00:00Z 起由 ann 全部暂停：未说明原因")
    }

    @Test func whatCannotBeDoneIsSaidInChinese() async throws {
        try await world.sending([.accepted])
        let missing = try await world.run(["status", "zzzz", "--lang", "zh"])
        #expect(missing.console.errors.contains("larkcast: 没有名为 zzzz 的运行"))
        let json = try await world.run(["status", "zzzz", "--lang", "zh", "--json"])
        #expect(json.console.out.contains("no run is called zzzz"))
    }
}
