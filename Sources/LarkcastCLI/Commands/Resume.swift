import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Goes on with a run that was halted, paused, killed or left behind.
struct Resume: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Go on with a halted, paused or interrupted run.",
        discussion: """
            Sends what provably never left. Batches in doubt stay in doubt: they are named, and never sent again. A \
            doubt that comes to light only now is told first; the same command then goes past it. A run that the gate of a wave has stopped \
            sends its next wave. A run whose uploaded file Feishu has refused stays as it is: larkcast cancel it, then larkcast run \
            MANIFEST --skip-sent. --all lifts what \
            larkcast pause --all set and sends nothing itself.

            A run of an adopted store of which nobody knows what left meanwhile wants typed words (or --confirm with \
            them): its people may get the message twice.

            Examples:
              larkcast resume benefits-2026@latest
              larkcast resume k7m2 --wait settled
              larkcast resume --all
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String?

    @Flag(name: .long, help: "Lift what pause --all set.")
    var all = false

    @Option(name: .long, help: "After larkcast adopt, when it asks: the words RESEND RUN TO N PEOPLE.")
    var confirm: String?

    @Flag(name: .long, help: "Accepted for scripts; it does not stand for those words.")
    var yes = false

    @Option(
        name: .long, help: "Watch until every batch is sent, or until delivery and reads are flat.")
    var wait: Run.Wait = .sent

    @Option(name: .long, help: "With --wait settled: longest time to watch, in seconds.")
    var waitSeconds = 72 * 3600

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (run == nil) == all else { throw ValidationError("Name one RUN, or --all.") }
        guard waitSeconds >= 0 else { throw ValidationError("--wait-seconds takes 0 or more.") }
        guard confirm == nil || run != nil else { throw ValidationError("--confirm belongs to one RUN.") }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        guard let run else { return try await resumeAll(store, invocation) }
        try await store.refuseUnderKillSwitch()
        let summary = try await store.run(run)
        if summary.state == .skipped || summary.state == .missed {
            let refusal = CommandFailure(describing: EngineError.notPossible(summary, request: "resume"))
            throw try await store.pointing(refusal, from: summary, command: "resume")
        }
        if try await allowResending(summary, store, invocation), summary.state == .awaitingApproval {
            invocation.console.note(
                invocation.language.say(SendingPhrase.isDecided, ["run": summary.id.rawValue]))
            return .needsDecision
        }
        let lanes = try await store.delivery(of: summary.id).inFlight
        let view = DispatchView(invocation)
        let engine = invocation.makeEngine(
            settings, store: store, client: try invocation.makeClient(settings, lanes: lanes),
            observe: view.observe)
        let display = LiveDisplay(
            invocation: invocation, settings: settings, store: store, run: summary.id, nextLook: { view.nextLook })
        let ending = RunEnding(invocation: invocation, engine: engine, store: store, display: display)
        let seconds = wait == .settled ? waitSeconds : nil
        return try await StopOnSignal.run(console: invocation.console, invocation.language) { stop in
            if summary.state == .sent || summary.state == .settled {
                let language = invocation.language
                invocation.console.note(
                    language.say(
                        SendingPhrase.nothingLeft,
                        ["run": summary.id.rawValue, "state": language.name(summary.state)]))
                try await engine.pinWhatIsLeft(atOnce: true, stop)
                return try await ending.finish(summary.id, .complete, followSeconds: seconds, stop: stop)
            }
            let end = try await display.during {
                try await engine.seeThrough(
                    summary.id, after: try await engine.resume(summary.id, by: invocation.actor, stop: stop),
                    by: invocation.actor, stop: stop)
            }
            let trouble = await invocation.tellAtTheEnd(settings, store: store, stop: stop)
            let status = try await ending.finish(summary.id, end, followSeconds: seconds, stop: stop)
            return trouble ?? status
        }
    }

    /// Asks for the words when nobody knows what of the run has left already; says whether it had to.
    private func allowResending(
        _ summary: RunSummary, _ store: JobDatabase, _ invocation: Invocation
    ) async throws -> Bool {
        guard let marked = try await store.unwitnessed(summary.id) else { return false }
        let console = invocation.console
        console.warn(
            invocation.language.say(
                DecisionPhrase.adopted,
                [
                    "run": summary.id.rawValue, "count": String(marked.recipients),
                    "unit": invocation.language.say(ConfirmationPhrase(marked.unit)),
                ]))
        try Confirmation(console: console, isYes: yes, headCountAbove: 0, language: invocation.language).typed(
            marked.words, given: confirm)
        try await store.allowResending(marked, by: invocation.actor, at: invocation.dependencies.now())
        return true
    }

    private func resumeAll(_ store: JobDatabase, _ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let lifted = try await store.resumeAll(by: invocation.actor, at: invocation.dependencies.now())
        if console.isJSON { console.out(["kill_switch": .null, "lifted": KillSwitchNotice(lifted).json]) }
        guard lifted != nil else {
            console.note(invocation.language.say(SendingPhrase.pausedAll))
            return .done
        }
        let waiting = try await store.runs(in: [.sending])
        console.note(invocation.language.say(SendingPhrase.sendingAllowed))
        for run in waiting {
            console.note(invocation.language.say(SendingPhrase.resumeGoesOn, ["run": run.rawValue]))
        }
        return .done
    }
}
