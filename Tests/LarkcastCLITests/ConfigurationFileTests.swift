import JobModel
import Testing

@testable import LarkcastCLI

/// The configuration file, read strictly: every key, every mistake with its line.
struct ConfigurationFileTests {
    @Test func readsEveryKey() {
        let file = ConfigurationFile(
            yaml: """
                # a comment
                default_profile: lark
                profiles:
                  lark:
                    base_url: https://open.larksuite.com
                    app_id: cli_1
                    app_secret_file: /etc/larkcast/secret
                    ca_file: ca.pem
                    proxy: http://proxy:3128
                  cn: {app_id: cli_2}
                limits: {per_second: 20, per_minute: 800, polls_per_minute: 60, recipients_per_day: 450000, calls_per_month: 9000}
                retry: {tries: 3}
                timeouts: {connect_ms: 2000, total_ms: 9000}
                confirm_above: 0
                tracking:
                  intervals: [1, 10, 86400]
                notify: {webhook_file: hook, secret_file: bot, on: [halt, gate_failed, halt]}
                """)
        #expect(file.problems.isEmpty)
        #expect(file.defaultProfile == "lark")
        #expect(file.profiles.keys.sorted() == ["cn", "lark"])
        #expect(
            file.profiles["lark"] == [
                "base_url": "https://open.larksuite.com", "app_id": "cli_1", "app_secret_file": "/etc/larkcast/secret",
                "ca_file": "ca.pem", "proxy": "http://proxy:3128",
            ])
        #expect(file.perSecond == 20)
        #expect(file.perMinute == 800)
        #expect(file.pollsPerMinute == 60)
        #expect(file.recipientsPerDay == 450_000)
        #expect(file.callsPerMonth == 9000)
        #expect(file.notify == .init(webhookFile: "hook", secretFile: "bot", kinds: [.halt, .gateFailed]))
        #expect(file.tries == 3)
        #expect(file.connectMilliseconds == 2000 && file.totalMilliseconds == 9000)
        #expect(file.confirmAbove == 0)
        #expect(file.pollIntervals == [1, 10, 86_400])
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "{}"])
    func anEmptyFileSaysNothing(_ yaml: String) {
        let file = ConfigurationFile(yaml: yaml)
        #expect(file.problems.isEmpty)
        #expect(file.profiles.isEmpty)
        #expect(file.defaultProfile == nil && file.perSecond == nil && file.pollIntervals == nil)
    }

    @Test(arguments: [
        ("profile: x", 1, "profile"), ("\n\nBase_url: x", 3, "Base_url"),
        ("profiles:\n  default:\n    base_ulr: https://open.feishu.cn", 3, "base_ulr"),
        ("limits:\n  per_second: 10\n  per_hour: 10", 3, "per_hour"), ("retry:\n  times: 3", 2, "times"),
        ("tracking:\n  # often\n  interval: [1]", 3, "interval"), ("1: x", 1, "1"), ("null: x", 1, "null"),
    ])
    func namesAnUnknownKeyWithItsLineAndTheKnownOnes(_ yaml: String, _ line: Int, _ key: String) throws {
        let problem = try #require(ConfigurationFile(yaml: yaml).problems.first)
        #expect(problem.line == line)
        #expect(problem.message.contains("unknown key \"\(key)\""))
        #expect(problem.message.contains("known are"))
    }

    @Test(arguments: [
        ("\nconfirm_above: 1\nconfirm_above: 2", 2, "confirm_above"),
        ("profiles:\n  b: {app_id: y}\n  a: {app_id: x}\n  a: {app_id: z}", 3, "a"),
        ("limits:\n  per_second: 1\n\n  per_second: 50", 2, "per_second"),
        ("profiles:\n  1: {app_id: x}\n  \"1\": {app_id: z}", 3, "1"),
    ])
    func aKeyTwiceIsAProblemWithItsLine(_ yaml: String, _ line: Int, _ key: String) throws {
        let problem = try #require(ConfigurationFile(yaml: yaml).problems.first)
        #expect(problem.message.hasPrefix("the key \"\(key)\" occurs twice"))
        #expect(problem.line == line)
    }

    /// A proxy's address may hold a password.
    @Test(arguments: [
        "proxy: http://me:pa55word@proxy\nproxy: http://me:pa55word@proxy",
        "profiles: {default: {proxy: http://me:pa55word@proxy, proxy: x}}",
        "proxy: \"http://me:pa55word@proxy\\q\"", "proxy: [http://me:pa55word@proxy", "proxy: http://me:pa55word: x",
        "profiles: {default: {proxy: [pa55word]}}", "retry: pa55word", "default_profile: {pa55word: 1}",
        "notify: {webhook: [pa55word]}", "notify: {on: [pa55word]}", "notify: pa55word",
        "notify: {webhook: https://x/pa55word, webhook_file: pa55word}",
    ])
    func noProblemQuotesAValue(_ yaml: String) {
        let problems = ConfigurationFile(yaml: yaml).problems
        #expect(!problems.isEmpty)
        #expect(!problems.contains { $0.message.contains("pa55word") })
    }

    @Test(arguments: [
        ("limits: {per_second: 0}", "per_second must be a whole number from 1 to 1000000"),
        ("limits: {per_second: 1000001}", "per_second"), ("limits: {per_second: fast}", "per_second"),
        ("limits: {per_second: 1.5}", "per_second"), ("limits: {per_second: [1]}", "per_second"),
        ("limits: {per_second: 99999999999999999999}", "per_second"),
        ("limits: {per_minute: 0}", "per_minute must be a whole number from 1 to 1000000"),
        ("limits: {per_minute: 1000001}", "per_minute"), ("limits: {polls_per_minute: 801}", "from 1 to 800"),
        ("limits: {recipients_per_day: 500001}", "from 1 to 500000"), ("limits: 50", "in limits"),
        ("limits:", "in limits"), ("limits: {calls_per_month: 0}", "calls_per_month must be a whole number from 1"),
        ("limits: {calls_per_month: 1000000001}", "calls_per_month"),
        ("limits: {calls_per_month: all}", "calls_per_month"),
        ("notify: {on: halt}", "on must be a list of start, finish, missed"),
        ("notify: {on: [halted]}", "on holds something that is none of start"),
        ("notify: {webhook: \"\"}", "webhook must be a text"), ("notify: {url: x}", "known are webhook, webhook_file"),
        ("notify: {webhook: a, webhook_file: b}", "keep one"),
        ("retry: {tries: 0}", "tries must be a whole number from 1 to 20"), ("retry: {tries: 21}", "tries"),
        ("confirm_above: -1", "confirm_above must be a whole number from 0 to 10000000"),
        ("confirm_above: 10000001", "confirm_above"), ("confirm_above: many", "confirm_above"),
        ("tracking: {intervals: []}", "intervals must be a list"), ("tracking: {intervals: 10}", "intervals must be"),
        ("tracking: {intervals: [0]}", "intervals must be a whole number from 1 to 86400"),
        ("tracking: {intervals: [86401]}", "intervals"), ("tracking: {intervals: [10, soon]}", "intervals"),
        ("default_profile: [a]", "default_profile must be a text"), ("default_profile: \"\"", "default_profile"),
        ("profiles: x", "in profiles"), ("profiles: {default: x}", "in profile default"),
        ("profiles: {default: {app_id: {a: b}}}", "app_id must be a text"),
        ("profiles: {default: {app_secret_file: }}", "app_secret_file must be a text"),
        ("- a\n- b", "expected keys and values at the top"), ("just words", "expected keys and values at the top"),
    ])
    func refusesWrongTypesAndRanges(_ yaml: String, _ message: String) throws {
        let problems = ConfigurationFile(yaml: yaml).problems
        #expect(problems.count == 1)
        #expect(try #require(problems.first).message.contains(message))
    }

    @Test func tellsAllProblemsAtOnce() {
        let file = ConfigurationFile(
            yaml: "confirm_above: x\nnonsense: 1\nlimits:\n  per_second: x\n  per_hour: 3\nretry: {tries: 0}")
        #expect(file.problems.map(\.line) == [1, 2, 4, 5, 6])
    }

    @Test(arguments: [
        ("profiles: {", 1), ("a: b: c", 1), ("\tdefault_profile: x", 1), ("default_profile: \"x", 1),
        ("confirm_above: 1\nlimits: [\nretry: *nobody", 3), ("confirm_above: 1\n\n  retry: 3", 3),
        ("a: \u{1}", 1), ("--- a\n--- b", 1), ("%YAML 9.9\n---\na: b", 1),
    ])
    func garbageIsAProblemNearItsLine(_ yaml: String, _ line: Int) throws {
        let problem = try #require(ConfigurationFile(yaml: yaml).problems.first)
        #expect(!problem.message.contains("\n"))
        #expect((line...line + 1).contains(problem.line), "line \(problem.line): \(problem.message)")
    }

    @Test(arguments: ["{app_id: x}: y", "? [a, b]\n: c", "? {a: b}\n: c"])
    func aKeyThatIsNoTextIsAProblem(_ yaml: String) {
        #expect(!ConfigurationFile(yaml: yaml).problems.isEmpty)
    }
}
