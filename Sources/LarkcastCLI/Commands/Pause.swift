import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Stops a run, or everything at once.
struct Pause: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Stop a run, or with --all everything at once.",
        discussion: """
            Once it returns, no new request of the run begins, whichever process sends it; what has its first byte out \
            ends as it will. --all is the kill switch: nothing is sent from this store until larkcast resume --all.

            Examples:
              larkcast pause benefits-2026@latest --reason "wrong date in the text"
              larkcast pause --all --reason "the app was moved"
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String?

    @Flag(name: .long, help: "Stop every run of this store.")
    var all = false

    @Option(name: .long, help: "Why; shown to everybody who wants to go on.")
    var reason: String?

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (run == nil) == all else { throw ValidationError("Name one RUN, or --all.") }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        guard let run else { return try await pauseAll(store, invocation) }
        let found = try await store.run(run)
        let decisions = RunDecisions(store: store, dependencies: invocation.dependencies)
        if try await !decisions.pause(found.id, reason: reason, by: invocation.actor) {
            invocation.console.note(invocation.language.say(DecisionPhrase.pausedAlready, ["run": found.id.rawValue]))
        }
        let paused = try await store.summary(of: found.id)
        RunStanding(invocation: invocation).show(paused)
        if !paused.doubts.isEmpty {
            invocation.console.note(
                invocation.language.say(
                    DecisionPhrase.showsDoubt, ["run": paused.id.rawValue, "batch": String(paused.doubts[0])]))
        }
        invocation.console.note(invocation.language.say(DecisionPhrase.goesOn, ["run": paused.id.rawValue]))
        return await invocation.tellAtTheEnd(settings, store: store, patience: .short) ?? .done
    }

    private func pauseAll(_ store: JobDatabase, _ invocation: Invocation) async throws -> ExitStatus {
        let now = invocation.dependencies.now()
        let killSwitch = try await store.pauseAll(
            reason: reason ?? "no reason given", by: invocation.actor, at: now)
        let notice = KillSwitchNotice(killSwitch)
        if invocation.console.isJSON {
            invocation.console.out(["kill_switch": notice.json])
        } else {
            notice.show(on: invocation.console, invocation.language, in: invocation.zone)
        }
        return .done
    }
}
