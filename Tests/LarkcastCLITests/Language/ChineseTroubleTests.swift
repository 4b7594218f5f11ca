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

    /// What rules say of messages is said in Chinese wherever it is said; programs read English.
    @Test func whatIsWrongWithAManifestIsSaidInChinese() async throws {
        let sound = try world.write(CommandWorld.manifest(), to: "jobs/a.json")
        let broken = try world.write(
            CommandWorld.manifest(job: "hello").replacing(
                "Lunch is ready.", with: String(repeating: "x", count: 160_000)), to: "jobs/b.json")
        try world.write(CommandWorld.manifest(), to: "jobs/c.json")
        let text = try await world.run(["validate", world.home.path("jobs"), "--lang", "zh"])
        #expect(text.status == .data && text.console.out == "\(sound)：有效\n")
        for words in ["文本过大，飞书会拒绝该请求", "请缩短 [text-over-150-kb]", "任务“hello”在 \(sound) 中也有定义；请为每个任务取不同的名称"] {
            #expect(text.console.errors.contains(words), "\(words) in \(text.console.errors)")
        }
        for command in ["plan", "run"] {
            let refused = try await world.run([command, broken, "--lang", "zh"])
            #expect(refused.status == .data)
            for words in ["文本过大，飞书会拒绝该请求", "未发送任何内容。请修改任务文件，然后运行 larkcast validate。"] {
                #expect(refused.console.errors.contains(words), "\(words) in \(refused.console.errors)")
            }
        }
        let json = try await world.run(["validate", broken, "--lang", "zh", "--json"]).console.out
        #expect(json == (try await world.run(["validate", broken, "--json"]).console.out))
        let alone = try await world.run(["run", sound, "--lang", "zh"])
        #expect(alone.console.errors.contains("发送给 3 人需要确认"), "\(alone.console.errors)")
    }

    /// Who made the file is told what to do with it, in the program they made it with.
    @Test func aFileFromExcelIsExplained() async throws {
        let gbk = Data(
            Array("open_id,".utf8) + [0xD0, 0xD5, 0xC3, 0xFB] + Array(",".utf8) + [0xB2, 0xBF]
                + Array("\nou_1,a,b\n".utf8))
        let book = Data([0x50, 0x4B, 0x03, 0x04, 0x14, 0x00])
        let manifest = #"{"job":"a","audience":{"files":["list.csv"]},"message":{"text":"Lunch is ready."}}"#
        let path = try world.write(manifest, to: "m.json")
        for (bytes, english, chinese) in [
            (gbk, "such as GBK", "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”"),
            (book, "an Excel workbook and no CSV", "文件是 Excel 工作簿，不是 CSV；请在 Excel 中把工作表另存为"),
        ] {
            try bytes.write(to: URL(fileURLWithPath: world.home.path("list.csv")))
            let plan = try await world.run(["plan", path]).console.errors
            #expect(plan.contains(english) && plan.contains("Mend list.csv, then run larkcast validate."), "\(plan)")
            #expect(plan.contains("CSV UTF-8 (comma delimited)") && plan.split(separator: "\n").count == 2, "\(plan)")
            #expect(try await world.run(["plan", path, "--lang", "zh"]).console.errors.contains(chinese))
        }
        let missing = try await world.run(["validate", world.home.path("none.json")]).console.errors
        #expect(missing == "\(world.home.path("none.json")):1:1: No such file or directory; check the path\n")
        #expect(try await world.run(["plan", ""]).console.errors.contains("no file is named"))
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
        let zone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        #expect(
            Language.english.sentence(killSwitch, in: zone)
                == "everything is paused since 2026-12-01 09:00:00 +08:00 by ann: no reason given")
        #expect(
            Language.chinese.sentence(killSwitch, in: zone) == "自 2026-12-01 09:00:00 +08:00 起由 ann 全部暂停：未说明原因")
    }

    @Test func whatCannotBeDoneIsSaidInChinese() async throws {
        try await world.sending([.accepted])
        let missing = try await world.run(["status", "zzzz", "--lang", "zh"])
        #expect(missing.console.errors.contains("larkcast: 没有名为 zzzz 的运行"))
        let json = try await world.run(["status", "zzzz", "--lang", "zh", "--json"])
        #expect(json.console.out.contains("no run is called zzzz"))
    }
}
