import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting

/// Ends an unfinished run for good.
struct Cancel: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "End a run for good: what was not tried never will be.",
        discussion: """
            What has been sent stays sent; larkcast recall takes it back. What is on the wire ends as accepted or in \
            doubt. A cancelled run is never resumed. Needs a yes, or --yes.

            Examples:
              larkcast cancel benefits-2026@latest
              larkcast cancel k7m2 --yes --reason "postponed to spring"
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String

    @Flag(name: .long, help: "Cancel without asking.")
    var yes = false

    @Option(name: .long, help: "Why; kept with the run.")
    var reason: String?

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let found = try await store.run(run)
        if found.state == .cancelled {
            console.note(invocation.language.say(DecisionPhrase.cancelledAlready, ["run": found.id.rawValue]))
        } else {
            do throws(CommandFailure) {
                try RunDecisions.refuseWhatIsOver(found)
            } catch {
                throw try await store.pointing(error, from: found, command: "cancel")
            }
            try Confirmation(
                console: console, isYes: yes, headCountAbove: settings.confirmAbove, language: invocation.language
            ).cancel(found)
        }
        try await RunDecisions(store: store, dependencies: invocation.dependencies)
            .cancel(found.id, reason: reason, by: invocation.actor)
        let cancelled = try await store.summary(of: found.id)
        RunStanding(invocation: invocation).show(cancelled)
        for ordinal in cancelled.doubts.prefix(8) {
            console.warn(
                invocation.language.say(
                    DecisionPhrase.doubtEvidence, ["run": cancelled.id.rawValue, "batch": String(ordinal)]))
        }
        if cancelled.batches.contains(where: { $0.batchMessageID != nil && $0.recall != .confirmed }) {
            console.note(invocation.language.say(DecisionPhrase.takesBack, ["run": cancelled.id.rawValue]))
        }
        let trouble = await invocation.tellAtTheEnd(settings, store: store, patience: .short)
        return trouble ?? (cancelled.doubts.isEmpty ? .done : .needsDecision)
    }
}
