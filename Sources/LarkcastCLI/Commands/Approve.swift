import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting

/// Lets a run go that waits for a second person.
struct Approve: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say yes to a run that waits for a second person.",
        discussion: """
            The yes is for exactly the plan that waits: its message, its audience, its time. Whoever made the run cannot \
            give it, under whatever name: the login counts, across su and sudo, where the system knows it. What was approved is sent by the next larkcast run, tick or serve. Needs a yes, or --yes.

            Examples:
              larkcast approve benefits-2026@latest --as "Li Na"
              larkcast approve k7m2 --as "Li Na" --yes --plan 51020f25
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String

    @Option(name: .customLong("as"), help: "Your name, for the audit. Default: the login name.")
    var name: String?

    @Option(name: .long, help: "The beginning of the plan hash you looked at; another plan is refused.")
    var plan: String?

    @Flag(name: .long, help: "Approve without asking.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let found = try await store.run(run)
        guard found.state == .awaitingApproval else {
            throw CommandFailure(
                exit: .needsDecision, type: "wrong_state",
                message: "run \(found.id) is \(found.state.rawValue) and waits for no approval",
                hint: "larkcast status \(found.id) shows it")
        }
        if let plan, !found.planSHA256.hasPrefix(plan.lowercased()) {
            throw CommandFailure(
                exit: .needsDecision, type: "other_plan",
                message: "run \(found.id) has the plan \(found.planSHA256), not \(plan)",
                hint: "Look at it again before you approve it.")
        }
        var actor = invocation.actor
        if let name { actor.name = name }
        try await refuseOwn(found, actor, Person.live(invocation.environment), store)
        if !console.isJSON { console.out(RunText.heading(found, in: invocation.zone)) }
        try Confirmation(console: console, isYes: yes, headCountAbove: settings.confirmAbove).approve(found)
        try await store.approve(
            found.id, planSHA256: found.planSHA256, by: actor, at: invocation.dependencies.now())
        RunStanding(invocation: invocation).show(try await store.summary(of: found.id))
        console.note("approved by \(TerminalText.escaped(actor.name)); the next tick sends it, or larkcast run")
        return await invocation.tellAtTheEnd(settings, store: store, patience: .short) ?? .done
    }

    /// Four eyes: a name of one's own is not enough, it must be another person's.
    private func refuseOwn(
        _ run: RunSummary, _ actor: AuditActor, _ person: Int64?, _ store: JobDatabase
    ) async throws {
        guard let author = try await store.author(of: run.id) else { return }
        guard !Person.isAuthor(author, actor.name, person: person) else {
            throw CommandFailure(
                exit: .needsDecision, type: "own_run",
                message: "run \(run.id) was made by \(author.name), who cannot approve it",
                hint: "Have a second person run larkcast approve \(run.id) --as NAME.")
        }
    }
}
