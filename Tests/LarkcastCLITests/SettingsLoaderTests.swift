import ArgumentParser
import Foundation
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// Command line over environment over file over default, and mistakes that end before anything is done.
struct SettingsLoaderTests {
    static let file = """
        default_profile: lark
        profiles:
          default: {app_id: cli_file, base_url: "https://file.example.com", app_secret_file: secret}
          lark: {app_id: cli_lark, app_secret_file: /abs/secret, ca_file: ca.pem, proxy: "http://proxy:1"}
        limits: {per_second: 7, per_minute: 70, polls_per_minute: 30, recipients_per_day: 9000}
        retry: {tries: 2}
        confirm_above: 9
        tracking: {intervals: [3]}
        """

    @Test func defaultsStandWithoutAnyFile() throws {
        let home = try TemporaryDirectory()
        let settings = try load(home)
        #expect(settings.database == home.path(".local/state/larkcast/larkcast.sqlite"))
        #expect(settings.configurationFile == nil)
        #expect(settings.profile == "default")
        #expect(settings.appID == nil)
        #expect(settings.secret == nil)
        #expect(settings.baseURL == "https://open.feishu.cn")
        #expect((settings.perSecond, settings.perMinute, settings.tries, settings.confirmAbove) == (50, 1000, 6, 500))
        #expect((settings.pollsPerMinute, settings.recipientsPerDay) == (100, 500_000))
    }

    @Test func theFileWinsOverDefaults() throws {
        let home = try TemporaryDirectory()
        let path = try write(Self.file, in: home)
        let settings = try load(home)
        #expect(settings.configurationFile == path)
        #expect(settings.profile == "lark")
        #expect(settings.appID == "cli_lark")
        #expect(settings.secret == .file("/abs/secret"))
        #expect(settings.caFile == home.path(".config/larkcast/ca.pem"), "relative to the file")
        #expect(settings.proxy == "http://proxy:1")
        #expect(settings.baseURL == "https://open.feishu.cn", "the profile names none")
        #expect((settings.perSecond, settings.perMinute, settings.tries, settings.confirmAbove) == (7, 70, 2, 9))
        #expect((settings.pollsPerMinute, settings.recipientsPerDay) == (30, 9000))
        #expect(settings.pollIntervals == [3])
    }

    /// A benchmark needs more than Feishu takes; against Feishu it would earn nothing but refusals.
    @Test(arguments: ["per_second: 51", "per_minute: 1001"])
    func limitsAboveFeishusAreForALoopbackServer(_ limit: String) throws {
        let home = try TemporaryDirectory()
        try write("limits: {\(limit)}", in: home)
        for address in ["https://open.feishu.cn", "https://127.0.0.1:8443", "http://open.feishu.cn", "nonsense"] {
            #expect {
                _ = try load(home, ["LARKCAST_BASE_URL": address])
            } throws: { error in
                guard let failure = error as? CommandFailure else { return false }
                return failure.exit == .configuration && failure.message.contains("limits above Feishu's")
            }
        }
        let settings = try load(home, ["LARKCAST_BASE_URL": "http://127.0.0.1:8080"])
        #expect(settings.perSecond == 51 || settings.perMinute == 1001)
    }

    @Test(arguments: [" ", "\t", "\u{3000}"]) func aBlankStoreIsNoStore(_ path: String) throws {
        let home = try TemporaryDirectory()
        let failure = #expect(throws: CommandFailure.self) { try load(home, ["LARKCAST_DB": path]) }
        #expect(failure?.exit == .configuration && failure?.message.contains("LARKCAST_DB") == true)
        #expect(
            try load(home, ["LARKCAST_DB": ""]).database == home.path(".local/state/larkcast/larkcast.sqlite"),
            "a variable that is empty is not set, as all others")
    }

    @Test func theEnvironmentWinsOverTheFile() throws {
        let home = try TemporaryDirectory()
        try write(Self.file, in: home)
        let settings = try load(
            home,
            [
                "LARKCAST_APP_ID": "cli_env", "LARKCAST_BASE_URL": "https://env.example.com",
                "LARKCAST_DB": "/env.sqlite", "LARKCAST_APP_SECRET": "x",
            ])
        #expect(settings.appID == "cli_env")
        #expect(settings.baseURL == "https://env.example.com")
        #expect(settings.database == "/env.sqlite")
        #expect(settings.secret == .environment)
        #expect(settings.proxy == "http://proxy:1", "what the environment does not name stays")
    }

    @Test func theCommandLineWinsOverTheEnvironment() throws {
        let home = try TemporaryDirectory()
        let named = home.path("other.yaml")
        try Data("profiles: {mine: {app_id: cli_mine, app_secret_file: s}}".utf8).write(
            to: URL(fileURLWithPath: named))
        let settings = try load(
            home, ["LARKCAST_DB": "/env.sqlite", "LARKCAST_CONFIG": "/nowhere.yaml"],
            ["--db", "/line.sqlite", "--config", named, "--profile", "mine"], manifestProfile: "lark")
        #expect(settings.database == "/line.sqlite")
        #expect(settings.configurationFile == named)
        #expect(settings.profile == "mine")
        #expect(settings.appID == "cli_mine")
        #expect(settings.secret == .file(home.path("s")))
    }

    @Test(
        arguments: [
            (["--profile", "default"], "lark", "default"), ([], "default", "default"), ([], nil, "lark"),
        ] as [([String], String?, String)])
    func theProfileIsTheCommandLinesThenTheManifestsThenTheFiles(
        _ line: [String], _ manifest: String?, _ expected: String
    ) throws {
        let home = try TemporaryDirectory()
        try write(Self.file, in: home)
        #expect(try load(home, [:], line, manifestProfile: manifest).profile == expected)
    }

    @Test func theStateAndConfigDirectoriesFollowXDG() throws {
        let home = try TemporaryDirectory()
        let config = home.path("xdg/larkcast")
        try FileManager.default.createDirectory(atPath: config, withIntermediateDirectories: true)
        try Data("confirm_above: 3".utf8).write(to: URL(fileURLWithPath: config + "/config.yaml"))
        let settings = try load(home, ["XDG_CONFIG_HOME": home.path("xdg"), "XDG_STATE_HOME": "/state"])
        #expect(settings.confirmAbove == 3)
        #expect(settings.database == "/state/larkcast/larkcast.sqlite")
    }

    @Test func theSecretComesFromOnePlace() throws {
        let home = try TemporaryDirectory()
        #expect(try load(home, ["LARKCAST_APP_SECRET_FILE": "/s"]).secret == .file("/s"))
        #expect(try load(home, ["CREDENTIALS_DIRECTORY": "/run/c"]).secret == .file("/run/c/app_secret"))
        #expect(
            try load(home, ["CREDENTIALS_DIRECTORY": "/run/c", "LARKCAST_APP_SECRET": "x"]).secret == .environment)
        #expect(
            try load(home, ["LARKCAST_APP_SECRET": "", "LARKCAST_APP_SECRET_FILE": "/s"]).secret == .file("/s"),
            "an empty variable is not set")
        let failure = refusal(home, ["LARKCAST_APP_SECRET": "tops3cret", "LARKCAST_APP_SECRET_FILE": "/s"])
        #expect(failure?.exit == .configuration)
        #expect(failure?.message.contains("both set") == true)
        #expect(failure?.message.contains("tops3cret") == false)
    }

    @Test(arguments: [["--config", "/nowhere/config.yaml"], []])
    func aNamedFileMustExist(_ line: [String]) throws {
        let home = try TemporaryDirectory()
        let failure = refusal(home, ["LARKCAST_CONFIG": "/nowhere/config.yaml"], line)
        #expect(failure?.exit == .configuration)
        #expect(failure?.message.contains("/nowhere/config.yaml does not exist") == true)
    }

    @Test func aProfileMustBeDefined() throws {
        let home = try TemporaryDirectory()
        let without = refusal(home, [:], [], manifestProfile: "lark")
        #expect(without?.exit == .configuration)
        #expect(without?.message.contains("\"lark\"") == true)

        try write(Self.file, in: home)
        let with = refusal(home, [:], ["--profile", "larl"])
        #expect(with?.exit == .configuration)
        #expect(with?.message.contains("defines no profile \"larl\"") == true)
        #expect(with?.hint == "It defines: default, lark.")

        try write("default_profile: gone", in: home)
        #expect(refusal(home)?.hint == "It defines: none.")
    }

    @Test func allProblemsOfTheFileAreToldWithTheirLines() throws {
        let home = try TemporaryDirectory()
        let path = try write("confirm_above: x\nnonsense: 1\n", in: home)
        let failure = try #require(refusal(home))
        #expect(failure.exit == .configuration)
        let lines = failure.message.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("\(path):1: confirm_above"))
        #expect(lines[1].hasPrefix("\(path):2: unknown key"))
        #expect(failure.problems.map { $0["line"]?.integer } == [1, 2])
    }

    @Test func aFolderOrBinaryFileIsRefused() throws {
        let home = try TemporaryDirectory()
        #expect(refusal(home, [:], ["--config", home.url.path])?.exit == .configuration)
        let binary = home.path("binary.yaml")
        try Data([0xFF, 0xFE, 0x00]).write(to: URL(fileURLWithPath: binary))
        let failure = refusal(home, [:], ["--config", binary])
        #expect(failure?.message.contains("cannot be read as UTF-8 text") == true)
    }

    @discardableResult
    private func write(_ yaml: String, in home: TemporaryDirectory) throws -> String {
        let folder = home.path(".config/larkcast")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data(yaml.utf8).write(to: URL(fileURLWithPath: folder + "/config.yaml"))
        return folder + "/config.yaml"
    }

    private func load(
        _ home: TemporaryDirectory, _ variables: [String: String] = [:], _ line: [String] = [],
        manifestProfile: String? = nil
    ) throws -> Settings {
        let environment = Environment(variables.merging(["HOME": home.url.path]) { own, _ in own })
        return try SettingsLoader(environment: environment, options: try GlobalOptions.parse(line))
            .load(manifestProfile: manifestProfile)
    }

    private func refusal(
        _ home: TemporaryDirectory, _ variables: [String: String] = [:], _ line: [String] = [],
        manifestProfile: String? = nil
    ) -> CommandFailure? {
        #expect(throws: CommandFailure.self) {
            try load(home, variables, line, manifestProfile: manifestProfile)
        }
    }
}
