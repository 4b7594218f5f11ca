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
        let language = invocation.console.isJSON ? Language.english : invocation.language
        var findings = [
            Finding(.larkcast, "\(LarkcastVersion.text)", in: language),
            Finding(.libcurl, CurlTransport.libraryVersion, in: language),
            Finding(.sqlite, try JobDatabase.libraryVersion(), in: language),
            Finding(
                .memory, Surroundings.memory(isPrivate: ProcessSetup.keepsMemoryToItself, in: language), in: language),
        ]
        findings += Surroundings.remarks(on: invocation.environment, in: language).map {
            Finding(.environment, $0, in: language)
        }
        var failure: CommandFailure?
        do {
            let settings = try invocation.settings()
            let file = settings.configurationFile ?? language.say(DoctorPhrase.noConfiguration)
            findings.append(Finding(.configuration, file, in: language))
            findings.append(Finding(.profile, settings.profile, in: language))
            findings.append(Finding(.feishu, settings.baseURL, in: language))
            if let remark = Surroundings.remark(on: settings.secret, in: language) {
                findings.append(Finding(.secret, remark, in: language))
            }
            findings += try await storeFindings(invocation, settings, language)
            findings += NotifyFindings(invocation: invocation, settings: settings, language: language).all
            findings.append(contentsOf: try await feishuFindings(invocation, settings, language))
        } catch {
            let described = CommandFailure(describing: error)
            failure = described
            findings.append(
                Finding(
                    .problem, language.failure(described.message), in: language, isGood: false,
                    hint: described.hint.map { language.advice($0, code: described.code) }))
        }
        show(findings, on: invocation.console)
        if let failure { return failure.exit }
        return findings.first { !$0.isGood }?.exit ?? .done
    }

    private func storeFindings(
        _ invocation: Invocation, _ settings: Settings, _ language: Language
    ) async throws -> [Finding] {
        let files = FileManager.default
        let path = ["path": settings.database]
        let traces = [settings.database, settings.database + ".lock", settings.database + ".ledger"]
        guard traces.contains(where: { files.fileExists(atPath: $0) }) || invocation.isStoreMissed(settings) else {
            return [Finding(.store, language.say(DoctorPhrase.storeToCome, path), in: language)]
        }
        let store = try invocation.openStore(settings)
        let condition = try await store.condition(as: invocation.dependencies.identity)
        let sending = try await store.killSwitch().map { killSwitch in
            Finding(
                .sending, language.sentence(killSwitch, in: invocation.zone), in: language, isGood: false,
                hint: language.say(DoctorPhrase.liftsAll), exit: .needsDecision)
        }
        let profile = try await store.profileDescription()
        return [
            Finding(
                .store, language.say(DoctorPhrase.storeAt, path.merging(["profile": profile]) { $1 }), in: language),
            Finding(
                .wholeness, condition.damage ?? language.say(DoctorPhrase.whole), in: language,
                isGood: condition.damage == nil, exit: .storage),
            Self.identity(condition, language),
            Finding(
                .ledger,
                condition.ledgerIntents.map { language.say(DoctorPhrase.ledgerCount, ["count": String($0)]) }
                    ?? language.say(DoctorPhrase.ledgerToCome), in: language),
            Self.witness(condition, language),
            Finding(.backup, Self.backup(condition, in: invocation.zone, language), in: language),
        ] + (sending.map { [$0] } ?? [])
    }

    private static func identity(_ condition: StoreCondition, _ language: Language) -> Finding {
        let what = condition.suspicion.map(language.finding) ?? language.say(DoctorPhrase.atHome)
        return Finding(
            .identity,
            language.say(DoctorPhrase.identity, ["id": String(condition.instanceID.prefix(8)), "what": what]),
            in: language, isGood: condition.suspicion == nil,
            hint: condition.suspicion == nil ? nil : language.say(DoctorPhrase.identityHint), exit: .needsDecision)
    }

    private static func backup(_ condition: StoreCondition, in zone: TimeZone, _ language: Language) -> String {
        guard let at = condition.backedUpAt else { return language.say(DoctorPhrase.noBackup) }
        let time = Timestamp.local(at, in: zone)
        return condition.backupPath.map { language.say(DoctorPhrase.backedUpTo, ["time": time, "path": $0]) } ?? time
    }

    private static func witness(_ condition: StoreCondition, _ language: Language) -> Finding {
        guard let path = condition.witnessPath, condition.witnessTrouble == nil else {
            let why = condition.witnessTrouble ?? language.say(DoctorPhrase.witnessHomeless)
            return Finding(
                .witness, language.say(DoctorPhrase.witnessMissing, ["why": why]), in: language, isGood: false,
                hint: language.say(DoctorPhrase.witnessHint), exit: .storage)
        }
        let text = condition.isWitnessed ? path : language.say(DoctorPhrase.witnessToCome, ["path": path])
        return Finding(.witness, text, in: language)
    }

    private func feishuFindings(
        _ invocation: Invocation, _ settings: Settings, _ language: Language
    ) async throws -> [Finding] {
        let client = try invocation.makeClient(settings)
        let app = ["app": client.appID]
        guard !offline else { return [Finding(.credentials, language.say(DoctorPhrase.notTried, app), in: language)] }
        try await client.prepareToken()
        let bot = try await client.botInfo()
        let isEnabled = bot.activateStatus == 2
        let state =
            isEnabled
            ? language.say(DoctorPhrase.enabled)
            : language.say(DoctorPhrase.notEnabled, ["status": String(bot.activateStatus ?? -1)])
        let name = bot.appName ?? language.say(DoctorPhrase.unnamed)
        return [
            Finding(.credentials, language.say(DoctorPhrase.gotToken, app), in: language),
            Finding(
                .bot, language.say(DoctorPhrase.bot, ["name": name, "state": state]), in: language, isGood: isEnabled,
                hint: isEnabled ? nil : language.say(DoctorPhrase.enableBot)),
        ] + (await Self.permissions(client, language)) + Self.clock(invocation, language)
    }

    private static func permissions(_ client: FeishuClient, _ language: Language) async -> [Finding] {
        do {
            let scopes = try await client.grantedScopes()
            // An app has some; a list of none says that this one is not told.
            guard !scopes.isEmpty else {
                return [PermissionFindings.unknown(language.say(AccessFindingPhrase.emptyList), in: language)]
            }
            return PermissionFindings.findings(scopes, in: language)
        } catch {
            return [PermissionFindings.unknown(error.finding, in: language)]
        }
    }

    /// Feishu's clock beside ours.
    private static func clock(_ invocation: Invocation, _ language: Language) -> [Finding] {
        let now = invocation.dependencies.now()
        guard let server = invocation.dependencies.serverSighting()?.date(at: now) else { return [] }
        let findings = ClockCheck(now: now, server: server).findings
        let text = findings.map(language.words).joined(separator: language == .english ? "; " : "；")
        return [
            Finding(
                .clock, findings.isEmpty ? language.say(DoctorPhrase.clockAgrees) : text, in: language,
                isGood: findings.isEmpty, hint: findings.isEmpty ? nil : language.say(DoctorPhrase.setClock),
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
                let gap = String(repeating: " ", count: max(1, 15 - TerminalText.columns(of: finding.name)))
                let line = "\(mark) \(finding.name)\(gap)\(TerminalText.escaped(finding.text))"
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
        _ name: CheckName, _ text: String, in language: Language, isGood: Bool = true, hint: String? = nil,
        exit: ExitStatus = .permission
    ) {
        self.name = language.say(name)
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
