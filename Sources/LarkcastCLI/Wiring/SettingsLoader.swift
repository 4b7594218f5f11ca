import FeishuAPI
import Foundation
import JobModel
import StrictJSON

/// Merges command line, environment and configuration file into ``Settings``.
struct SettingsLoader {
    let environment: Environment
    let options: GlobalOptions

    /// Loads and checks.
    ///
    /// - Parameter manifestProfile: The profile a manifest names, used when the command line names none.
    /// - Returns: What counts, each value from the strongest place that names it.
    /// - Throws: `CommandFailure` with exit code 78 and every problem of the file at once.
    func load(manifestProfile: String? = nil) throws(CommandFailure) -> Settings {
        let path = options.config ?? environment["LARKCAST_CONFIG"]
        let usual = environment.configDirectory.map { $0 + "/config.yaml" }
        var file: (path: String, content: ConfigurationFile)?
        if let name = path ?? usual { file = try read(name, isRequired: path != nil) }
        let named = options.db ?? environment["LARKCAST_DB"]
        if options.db == nil, let named, PathText.isBlank(named) {
            throw failure(
                "LARKCAST_DB names no file: it is blank", hint: "Set it to the store's path, or unset it.")
        }
        guard let database = named ?? environment.stateDirectory.map({ $0 + "/larkcast.sqlite" }) else {
            throw failure(
                "this account has no home directory in which the store could be",
                hint: "Name one with --db or LARKCAST_DB, always the same one.")
        }
        var settings = Settings(
            database: database,
            configurationFile: file?.path,
            profile: options.profile ?? manifestProfile ?? file?.content.defaultProfile ?? "default")
        if let content = file?.content, let path = file?.path {
            try apply(content, from: path, to: &settings)
        } else if let asked = options.profile ?? manifestProfile, asked != "default" {
            throw failure(
                "there is no configuration file that could define the profile \"\(asked)\"",
                hint: "Run `larkcast init`, or name a file with --config.")
        }
        try applyEnvironment(to: &settings)
        try checkLimits(settings)
        return settings
    }

    private func read(_ path: String, isRequired: Bool) throws(CommandFailure) -> (
        path: String, content: ConfigurationFile
    )? {
        guard FileManager.default.fileExists(atPath: path) else {
            guard isRequired else { return nil }
            throw failure(
                "the configuration file \(path) does not exist", hint: "Run `larkcast init` to make one.")
        }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(data: data, encoding: .utf8)
        else {
            throw failure(
                "the configuration file \(path) cannot be read as UTF-8 text",
                hint: "Check its permissions.")
        }
        let content = ConfigurationFile(yaml: text)
        guard content.problems.isEmpty else {
            let lines = content.problems.map { "\(path):\($0.line): \($0.message)" }
            var failure = failure(
                lines.joined(separator: "\n"), hint: "Correct the file; nothing was done.")
            failure.lines = lines
            failure.problems = content.problems.map {
                ["line": .integer($0.line), "message": .string($0.message)]
            }
            throw failure
        }
        return (path, content)
    }

    private func apply(
        _ content: ConfigurationFile, from path: String, to settings: inout Settings
    ) throws(CommandFailure) {
        settings.perSecond = content.perSecond ?? settings.perSecond
        settings.perMinute = content.perMinute ?? settings.perMinute
        settings.pollsPerMinute = content.pollsPerMinute ?? settings.pollsPerMinute
        settings.recipientsPerDay = content.recipientsPerDay ?? settings.recipientsPerDay
        settings.callsPerMonth = content.callsPerMonth
        settings.tries = content.tries ?? settings.tries
        settings.connectMilliseconds = content.connectMilliseconds ?? settings.connectMilliseconds
        settings.totalMilliseconds = content.totalMilliseconds ?? settings.totalMilliseconds
        settings.confirmAbove = content.confirmAbove ?? settings.confirmAbove
        settings.pollIntervals = content.pollIntervals
        settings.dashboard = content.dashboard
        settings.profileNames = content.profiles.keys.sorted()
        try apply(content.notify, from: path, to: &settings)
        guard let profile = content.profiles[settings.profile] else {
            guard settings.profile == "default" else {
                let known = content.profiles.keys.sorted().joined(separator: ", ")
                throw failure(
                    "\(path) defines no profile \"\(settings.profile)\"",
                    hint: "It defines: \(known.isEmpty ? "none" : known).")
            }
            return
        }
        settings.baseURL = profile["base_url"] ?? settings.baseURL
        settings.appID = profile["app_id"]
        settings.secret = profile["app_secret_file"].map { .file(absolute($0, besides: path)) }
        settings.caFile = profile["ca_file"].map { absolute($0, besides: path) }
        settings.proxy = profile["proxy"]
    }

    private func apply(
        _ notify: ConfigurationFile.Notify, from path: String, to settings: inout Settings
    ) throws(CommandFailure) {
        settings.notify.kinds = notify.kinds ?? settings.notify.kinds
        settings.notify.secretFile = notify.secretFile.map { absolute($0, besides: path) }
        settings.notify.webhook = notify.webhookFile.map { .file(absolute($0, besides: path)) }
        guard let text = notify.webhook else { return }
        do throws(FeishuConfigurationError) {
            settings.notify.webhook = .configuration(try WebhookAddress(text))
        } catch {
            throw failure("\(path): notify.webhook \(error.problem)", hint: error.fix)
        }
    }

    private func applyWebhook(to settings: inout Settings) throws(CommandFailure) {
        switch (environment["LARKCAST_WEBHOOK"], environment["LARKCAST_WEBHOOK_FILE"]) {
        case (.some, .some):
            throw failure(
                "LARKCAST_WEBHOOK and LARKCAST_WEBHOOK_FILE are both set",
                hint: "Unset one of them, so that it is clear which address counts.")
        case (.some, nil): settings.notify.webhook = .environment
        case (nil, .some(let path)): settings.notify.webhook = .file(path)
        case (nil, nil): break
        }
    }

    private func applyEnvironment(to settings: inout Settings) throws(CommandFailure) {
        settings.baseURL = environment["LARKCAST_BASE_URL"] ?? settings.baseURL
        settings.appID = environment["LARKCAST_APP_ID"] ?? settings.appID
        try applyWebhook(to: &settings)
        switch (environment["LARKCAST_APP_SECRET"], environment["LARKCAST_APP_SECRET_FILE"]) {
        case (.some, .some):
            throw failure(
                "LARKCAST_APP_SECRET and LARKCAST_APP_SECRET_FILE are both set",
                hint: "Unset one of them, so that it is clear which secret counts.")
        case (.some, nil): settings.secret = .environment
        case (nil, .some(let path)): settings.secret = .file(path)
        case (nil, nil):
            if settings.secret == nil, let directory = environment["CREDENTIALS_DIRECTORY"] {
                settings.secret = .file(directory + "/app_secret")
            }
        }
    }

    /// More than Feishu takes only earns refusals there; a test server on this machine may be faster.
    private func checkLimits(_ settings: Settings) throws(CommandFailure) {
        let documented = RateLimits()
        guard settings.perSecond > documented.perSecond || settings.perMinute > documented.perMinute else { return }
        if let address = try? FeishuBaseURL(settings.baseURL), address.isPlainLoopback { return }
        throw failure(
            "limits above Feishu's (per_second \(documented.perSecond), per_minute \(documented.perMinute)) are for a test"
                + " server on this machine only",
            hint: "Lower them, or send to a base_url such as http://127.0.0.1:8080.")
    }

    private func absolute(_ path: String, besides file: String) -> String {
        path.hasPrefix("/")
            ? path : URL(fileURLWithPath: file).deletingLastPathComponent().path + "/" + path
    }

    private func failure(_ message: String, hint: String) -> CommandFailure {
        CommandFailure(exit: .configuration, type: "configuration", message: message, hint: hint)
    }
}
