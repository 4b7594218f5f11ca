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
            give it, under whatever name: the login counts, across su and sudo, where the system knows it; where it does \
            not, the audit says that the name alone tells the two apart. A run waits as long as it might take to send \
            (delivery.not_after), and is ended when its manifest changes, or a file that names; a yes is refused then. Within the job's quiet hours a yes is refused \
            unless --in-quiet-hours says that it is meant. What was approved is sent by the next larkcast run, tick or \
            serve. Needs a yes, or --yes.

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

    @Flag(name: .long, help: "Let it go out although it is within the job's quiet hours.")
    var inQuietHours = false

    @Flag(name: .long, help: "Approve without asking.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard let name, !DashboardSettings.isName(name) else { return }
        throw ValidationError(
            "--as: a name has 1 to 64 characters, none that cannot be seen, and no blank at either end.")
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let found = try await store.run(run)
        guard found.state == .awaitingApproval else {
            let refusal = CommandFailure(
                exit: .needsDecision, type: "wrong_state",
                message: "run \(found.id) is \(found.state.rawValue) and waits for no approval",
                hint: "larkcast status \(found.id) shows it")
            throw try await store.pointing(refusal, from: found, command: "approve")
        }
        if let plan, !found.planSHA256.hasPrefix(plan.lowercased()) {
            throw CommandFailure(
                exit: .needsDecision, type: "other_plan",
                message: "run \(found.id) has the plan \(found.planSHA256), not \(plan)",
                hint: "Look at it again before you approve it.")
        }
        var actor = invocation.actor
        if let name { actor.name = name }
        let person = Person.live(invocation.environment)
        let rules = ApprovalRules(store: store)
        try await rules.refuseOwn(found.id, names: [actor.name], person: person)
        try await rules.refuseChanged(found)
        var circumstances = ApprovalCircumstances()
        circumstances.isToldApartByNameAlone = person == nil
        let now = invocation.dependencies.now()
        if let waiting = try await store.runsAwaitingApproval().first(where: { $0.id == found.id }),
            now.wallMilliseconds < waiting.expiresAt
        {
            circumstances.isInQuietHours = try await isInQuietHours(waiting, rules, at: now)
            if !console.isJSON { console.out(RunText.heading(found, on: invocation.surface)) }
            if person == nil {
                let language = invocation.language
                console.warn(
                    language.say(WarningPhrase.warning, ["text": language.say(DecisionPhrase.loginUnknown)]))
            }
            try Confirmation(
                console: console, isYes: yes, headCountAbove: settings.confirmAbove, language: invocation.language
            ).approve(found)
        }
        try await store.approve(
            found.id, planSHA256: found.planSHA256, circumstances, by: actor, at: invocation.dependencies.now())
        RunStanding(invocation: invocation).show(try await store.summary(of: found.id))
        console.note(invocation.language.say(DecisionPhrase.approved, ["name": TerminalText.escaped(actor.name)]))
        return await invocation.tellAtTheEnd(settings, store: store, patience: .short) ?? .done
    }

    /// Whether the run would begin within its job's quiet hours.
    ///
    /// - Throws: `CommandFailure` with exit code 3 when it would, and nobody said that it is meant.
    private func isInQuietHours(_ run: WaitingRun, _ rules: ApprovalRules, at now: Moment) async throws -> Bool {
        guard let quiet = try await rules.quietStretch(of: run.id, at: now) else { return false }
        guard !inQuietHours else { return true }
        let hint =
            quiet.end < run.expiresAt
            ? "Approve it from \(quiet.opens) on, or say --in-quiet-hours to let it go out now."
            : "It can be approved until \(Timestamp.utc(run.expiresAt)) only; --in-quiet-hours lets it go out now."
        throw CommandFailure(
            exit: .needsDecision, type: "quiet_hours",
            message: "run \(run.id) would go out within the quiet hours of \(run.job), which end at \(quiet.opens)",
            hint: hint)
    }
}
