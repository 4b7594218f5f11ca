import ArgumentParser
import FeishuAPI
import Foundation
import HTTPTransport
import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Looks at everything a run depends on, without sending anything to anybody.
struct Doctor: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check configuration, store, libraries, credentials, the bot and its permissions.",
        discussion: """
            Changes nothing and sends nothing. --offline leaves Feishu alone.

            Examples:
              larkcast doctor
              larkcast doctor --offline --json
            """)

    @Flag(name: .long, help: "Do not talk to Feishu.")
    var offline = false

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        var findings = [
            Finding("larkcast", "\(LarkcastVersion.text)"),
            Finding("libcurl", CurlTransport.libraryVersion),
            Finding("SQLite", try JobDatabase.libraryVersion()),
            Finding("memory", Surroundings.memory(isPrivate: ProcessSetup.keepsMemoryToItself)),
        ]
        findings += Surroundings.remarks(on: invocation.environment).map { Finding("environment", $0) }
        var failure: CommandFailure?
        do {
            let settings = try invocation.settings()
            findings.append(Finding("configuration", settings.configurationFile ?? "none; defaults and environment"))
            findings.append(Finding("profile", settings.profile))
            findings.append(Finding("Feishu", settings.baseURL))
            findings += Surroundings.remark(on: settings.secret).map { [Finding("app secret", $0)] } ?? []
            findings += try await storeFindings(invocation, settings)
            findings += NotifyFindings(invocation: invocation, settings: settings).all
            findings.append(contentsOf: try await feishuFindings(invocation, settings))
        } catch {
            let described = CommandFailure(describing: error)
            failure = described
            findings.append(Finding("problem", described.message, isGood: false, hint: described.hint))
        }
        show(findings, on: invocation.console)
        if let failure { return failure.exit }
        return findings.first { !$0.isGood }?.exit ?? .done
    }

    private func storeFindings(_ invocation: Invocation, _ settings: Settings) async throws -> [Finding] {
        let files = FileManager.default
        let traces = [settings.database, settings.database + ".lock", settings.database + ".ledger"]
        guard traces.contains(where: { files.fileExists(atPath: $0) }) else {
            return [Finding("store", "\(settings.database) (made by the first run)")]
        }
        let store = try invocation.openStore(settings)
        let condition = try await store.condition(as: invocation.dependencies.identity)
        let backup = condition.backedUpAt.map { at in
            Timestamp.local(at, in: invocation.zone) + (condition.backupPath.map { " to \($0)" } ?? "")
        }
        let sending = try await store.killSwitch().map { killSwitch in
            Finding(
                "sending", killSwitch.sentence, isGood: false, hint: "larkcast resume --all lifts it.",
                exit: .needsDecision)
        }
        return [
            Finding("store", "\(settings.database) (\(try await store.profileDescription()))"),
            Finding(
                "quick_check", condition.damage ?? "the store is whole", isGood: condition.damage == nil, exit: .storage
            ),
            Finding(
                "identity", "\(condition.instanceID.prefix(8)), " + (condition.suspicion ?? "at home on this machine"),
                isGood: condition.suspicion == nil,
                hint: condition.suspicion == nil
                    ? nil : "Nothing is sent from it; larkcast adopt shows what was found.",
                exit: .needsDecision),
            Finding(
                "ledger",
                condition.ledgerIntents.map { "\($0) batches since it was begun" } ?? "begun by the first run"),
            Self.witness(condition),
            Finding("last backup", backup ?? "none; larkcast backup FILE makes one"),
        ] + (sending.map { [$0] } ?? [])
    }

    private static func witness(_ condition: StoreCondition) -> Finding {
        guard let path = condition.witnessPath, condition.witnessTrouble == nil else {
            return Finding(
                "witness", "missing: " + (condition.witnessTrouble ?? "neither HOME nor XDG_DATA_HOME is absolute"),
                isGood: false,
                hint: "Without it nobody notices that the store's folder was put back from a copy; set XDG_DATA_HOME.",
                exit: .storage)
        }
        return Finding("witness", condition.isWitnessed ? path : "\(path) (begun by the next change)")
    }

    private func feishuFindings(_ invocation: Invocation, _ settings: Settings) async throws -> [Finding] {
        let client = try invocation.makeClient(settings)
        guard !offline else { return [Finding("credentials", "app \(client.appID), not tried")] }
        try await client.prepareToken()
        let bot = try await client.botInfo()
        let isEnabled = bot.activateStatus == 2
        return [
            Finding("credentials", "app \(client.appID): Feishu gave a token"),
            Finding(
                "bot",
                "\(bot.appName ?? "unnamed"), \(isEnabled ? "enabled" : "not enabled (status \(bot.activateStatus ?? -1))")",
                isGood: isEnabled,
                hint: isEnabled ? nil : "Enable the bot in the developer console and publish a new version."),
        ] + (await Self.permissions(client)) + Self.clock(invocation)
    }

    private static func permissions(_ client: FeishuClient) async -> [Finding] {
        do {
            let scopes = try await client.grantedScopes()
            // An app has some; a list of none says that this one is not told.
            guard !scopes.isEmpty else { return [PermissionFindings.unknown("the list is empty")] }
            return PermissionFindings.findings(scopes)
        } catch {
            return [PermissionFindings.unknown(error.finding)]
        }
    }

    /// Feishu's clock beside ours.
    private static func clock(_ invocation: Invocation) -> [Finding] {
        let now = invocation.dependencies.now()
        guard let server = invocation.dependencies.serverSighting()?.date(at: now) else { return [] }
        let findings = ClockCheck(now: now, server: server).findings
        return [
            Finding(
                "clock", findings.isEmpty ? "agrees with Feishu's" : findings.map(\.text).joined(separator: "; "),
                isGood: findings.isEmpty, hint: findings.isEmpty ? nil : "Set the clock; schedules go by it.",
                exit: .needsDecision)
        ]
    }

    private func show(_ findings: [Finding], on console: Console) {
        if console.isJSON {
            console.out(["checks": .array(findings.map(\.json)), "ok": .bool(findings.allSatisfy(\.isGood))])
            return
        }
        console.out(
            findings.flatMap { finding in
                let mark = finding.isGood ? "✓" : "✗"
                let name = finding.name + String(repeating: " ", count: max(1, 15 - finding.name.count))
                let line = "\(mark) \(name)\(TerminalText.escaped(finding.text))"
                return [line] + (finding.hint.map { ["                 " + TerminalText.escaped($0)] } ?? [])
            })
    }
}

/// One thing looked at.
struct Finding {
    let name: String
    let text: String
    let isGood: Bool
    let hint: String?
    /// What the whole check comes to when this is not good.
    let exit: ExitStatus

    init(
        _ name: String, _ text: String, isGood: Bool = true, hint: String? = nil, exit: ExitStatus = .permission
    ) {
        self.name = name
        self.text = text
        self.isGood = isGood
        self.hint = hint
        self.exit = exit
    }

    var json: JSONValue {
        [
            "name": .string(name), "ok": .bool(isGood), "text": .string(text),
            "hint": hint.map { .string($0) } ?? .null,
        ]
    }
}
