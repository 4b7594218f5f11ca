import ArgumentParser
import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Reporting

/// Takes a run, or one batch or wave of it, back.
struct Recall: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a run back: show what, confirm, recall, verify.",
        discussion: """
            Unsent batches are cancelled first. Then Feishu is asked to take back every accepted batch, and recall_count \
            is watched until it stands still. What cannot be taken back (too old, in doubt, no id) is named.

            Examples:
              larkcast recall benefits-2026@latest
              larkcast recall k7m2 --batch 3 --yes --json
              larkcast recall k7m2 --wave 1
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String

    @Option(name: .long, help: "Only this batch, by its number.")
    var batch: Int?

    @Option(name: .long, help: "Only the batches of this wave, by its number.")
    var wave: Int?

    @Flag(name: .long, help: "Recall without asking.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard batch == nil || wave == nil else { throw ValidationError("Name a --batch or a --wave, not both.") }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let (console, language) = (invocation.console, invocation.language)
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let summary = try await store.summary(of: try await store.run(run).id)
        let scope = try RecallScope(summary, batch: batch, wave: wave)
        if !console.isJSON || !yes {
            for line in scope.lines(on: TextSurface(language, in: invocation.zone)) { console.note(line) }
        }
        guard !scope.isEmpty else {
            console.warn(language.say(SendingPhrase.nothingToTakeBack, ["run": summary.id.rawValue]))
            if console.isJSON { console.out(RunDocument.json(summary)) }
            return .done
        }
        guard !scope.isTakenBack else {
            console.warn(language.say(SendingPhrase.takenBackAlready, ["run": summary.id.rawValue]))
            if console.isJSON { console.out(RunDocument.json(summary)) }
            return .done
        }
        try Confirmation(
            console: console, isYes: yes, headCountAbove: settings.confirmAbove, language: invocation.language
        )
        .recall()
        let view = DispatchView(invocation)
        let engine = invocation.makeEngine(
            settings, store: store, client: try invocation.makeClient(settings), observe: view.observe)
        let display = LiveDisplay(invocation: invocation, settings: settings, store: store, run: summary.id)
        let after: RunSummary
        do {
            after = try await display.during {
                try await engine.recall(summary.id, ordinals: scope.ordinals, by: invocation.actor)
            }
        } catch let error as FeishuError where error.isOfTheApp {
            let now = try await store.summary(of: summary.id)
            let left = try RecallScope(now, batch: batch, wave: wave).open
            console.warn(language.say(SendingPhrase.staysWanted, count: left, ["run": now.id.rawValue]))
            throw error
        }
        let trouble = await invocation.tellAtTheEnd(settings, store: store)
        if console.isJSON {
            console.out(RunDocument.json(after))
        } else {
            console.out(RunText.report(after, on: invocation.surface))
        }
        if after.state == .paused, scope.ordinals != nil {
            console.note(language.say(SendingPhrase.wavesStay, ["run": after.id.rawValue]))
        }
        let status = scope.status(after, on: console, language)
        return trouble ?? status
    }
}
