import ArgumentParser
import Foundation
import TestSupport
import Testing

@testable import LarkcastCLI

/// Where the webhook's address comes from, that it is checked before anything is done, and that nobody shows it.
struct NotifySettingsTests {
    private static let address = "https://hooks.example.com/T0/MARKER"

    private static func doctor(
        _ yaml: String? = nil, _ variables: [String: String] = [:], files: [String: (String, Int)] = [:]
    ) async throws -> CommandWorld.Result {
        var world = try CommandWorld()
        if let yaml { try world.write(yaml, to: ".config/larkcast/config.yaml") }
        for (name, file) in files {
            let path = try world.write(file.0, to: name)
            try FileManager.default.setAttributes([.posixPermissions: file.1], ofItemAtPath: path)
        }
        world.variables.merge(variables.mapValues { $0.replacing("HOME", with: world.home.url.path) }) { $1 }
        let result = try await world.run(["doctor", "--offline"])
        #expect(!"\(result.console.out)\(result.console.errors)".contains("MARKER"))
        return result
    }

    private static func text(_ result: CommandWorld.Result) -> String {
        "\(result.console.out)\(result.console.errors)"
    }

    @Test func doctorShowsWhereItGoesButNotTheAddress() async throws {
        let ways: [(String?, [String: String], [String: (String, Int)])] = [
            ("notify: {webhook: \"\(Self.address)\"}", [:], [:]),
            (nil, ["LARKCAST_WEBHOOK": Self.address], [:]),
            (nil, ["LARKCAST_WEBHOOK_FILE": "HOME/hook"], ["hook": (Self.address + "\n", 0o600)]),
            ("notify: {webhook_file: hook}", [:], [".config/larkcast/hook": (Self.address, 0o600)]),
            // The environment wins.
            ("notify: {webhook: \"https://file.example.com/x\"}", ["LARKCAST_WEBHOOK": Self.address], [:]),
        ]
        for (yaml, variables, files) in ways {
            let result = try await Self.doctor(yaml, variables, files: files)
            #expect(result.status == .done, "\(Self.text(result))")
            #expect(Self.text(result).contains("https://hooks.example.com/… (JSON), not tried"))
        }
    }

    @Test func doctorSaysThatNobodyIsPostedTo() async throws {
        let result = try await Self.doctor()
        #expect(result.status == .done && Self.text(result).contains("no webhook; owners"))
    }

    @Test func aCustomBotIsRecognised() async throws {
        let bot = "https://open.feishu.cn/open-apis/bot/v2/hook/MARKER"
        let files = [".config/larkcast/bot": ("MARKER", 0o600)]
        let result = try await Self.doctor(
            "notify: {webhook: \"\(bot)\", secret_file: bot, on: [halt]}", files: files)
        #expect(Self.text(result).contains("(a custom bot of Feishu, signed), not tried; on: halt"))
    }

    @Test func whatCannotBeUsedEndsWith78() async throws {
        let ways: [(String?, [String: String], [String: (String, Int)], String)] = [
            ("notify: {webhook: \"http://example.com/MARKER\"}", [:], [:], "uses plain http"),
            ("notify: {webhook: MARKER}", [:], [:], "not an absolute address"),
            (nil, ["LARKCAST_WEBHOOK": "ftp://x/MARKER"], [:], "a scheme other than https"),
            (nil, ["LARKCAST_WEBHOOK": "a", "LARKCAST_WEBHOOK_FILE": "b"], [:], "are both set"),
            (nil, ["LARKCAST_WEBHOOK_FILE": "HOME/none"], [:], "cannot be opened"),
            (nil, ["LARKCAST_WEBHOOK_FILE": "HOME/hook"], ["hook": (Self.address, 0o644)], "can be read by others"),
            (
                "notify: {webhook: \"\(Self.address)\", secret_file: bot}", [:],
                [".config/larkcast/bot": ("MARKER", 0o640)], "can be read by others"
            ),
        ]
        for (yaml, variables, files, message) in ways {
            let result = try await Self.doctor(yaml, variables, files: files)
            #expect(result.status == .configuration, "\(message)")
            #expect(Self.text(result).contains(message), "\(Self.text(result))")
        }
    }

    @Test func theMonthsCallsAreSet() throws {
        let home = try TemporaryDirectory()
        try "limits: {calls_per_month: 9000}".write(toFile: home.path("c.yaml"), atomically: true, encoding: .utf8)
        let options = try GlobalOptions.parse(["--config", home.path("c.yaml")])
        let loader = SettingsLoader(environment: Environment(["HOME": home.url.path]), options: options)
        #expect(try loader.load().callsPerMonth == 9000)
        #expect(Settings(database: "x", profile: "default").callsPerMonth == nil)
    }
}
