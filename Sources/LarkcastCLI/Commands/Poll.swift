import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting

/// Asks Feishu for the newest figures.
struct Poll: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Ask Feishu now how far delivery and reading are.",
        discussion: """
            Calls get_progress and read_user for every accepted batch of RUN, or of every run that is not settled yet.

            Examples:
              larkcast poll
              larkcast poll benefits-2026@latest --json
              larkcast poll benefits-2026@latest --refresh
            """)

    @Argument(
        help: "A run id, a unique prefix, or JOB@latest. Default: every run worth asking about.")
    var run: String?

    @Flag(name: .long, help: "Ask Feishu now, which poll does anyway; for scripts that say it everywhere.")
    var refresh = false

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let engine = invocation.makeEngine(
            settings, store: store, client: try invocation.makeClient(settings), observe: { _ in })
        return try await StopOnSignal.run(console: invocation.console, invocation.language) { stop in
            try await poll(engine, store, invocation, stop)
        }
    }

    private func poll(
        _ engine: Engine, _ store: JobDatabase, _ invocation: Invocation, _ stop: StopSignal
    ) async throws -> ExitStatus {
        if let run {
            let summary = try await engine.poll(try await store.run(run).id, stop: stop)
            if invocation.console.isJSON {
                invocation.console.out(RunDocument.json(summary))
            } else {
                invocation.console.out(RunText.report(summary, on: invocation.surface))
            }
            return .done
        }
        var summaries: [RunSummary] = []
        for run in try await store.runsToPoll() {
            summaries.append(try await engine.poll(run, stop: stop))
        }
        if invocation.console.isJSON {
            invocation.console.out(RunDocument.json(list: summaries))
        } else {
            if summaries.isEmpty { invocation.console.note(invocation.language.say(DecisionPhrase.nothingToAsk)) }
            invocation.console.out(RunListText.table(summaries, on: invocation.surface))
        }
        return .done
    }
}
