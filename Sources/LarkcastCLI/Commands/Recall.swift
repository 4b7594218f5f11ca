import ArgumentParser
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
        let console = invocation.console
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let summary = try await store.summary(of: try await store.run(run).id)
        let scope = try RecallScope(summary, batch: batch, wave: wave)
        if !console.isJSON || !yes {
            for line in scope.lines(in: invocation.zone) { console.note(line) }
        }
        guard !scope.isEmpty else {
            console.warn("nothing of run \(summary.id) has been sent or is waiting to be")
            if console.isJSON { console.out(RunDocument.json(summary)) }
            return .done
        }
        try Confirmation(console: console, isYes: yes, headCountAbove: settings.confirmAbove)
            .recall("Take it back?")
        let view = DispatchView(invocation)
        let engine = invocation.makeEngine(
            settings, store: store, client: try invocation.makeClient(settings), observe: view.observe)
        let after = try await engine.recall(
            summary.id, ordinals: scope.ordinals, by: invocation.actor)
        let trouble = await invocation.tellAtTheEnd(settings, store: store)
        if console.isJSON {
            console.out(RunDocument.json(after))
        } else {
            console.out(RunText.report(after, in: invocation.zone))
        }
        if after.state == .paused, scope.ordinals != nil {
            console.note(
                "the waves still to leave stay: larkcast resume \(after.id) sends them, larkcast cancel ends it")
        }
        let status = scope.status(after, on: console)
        return trouble ?? status
    }
}
