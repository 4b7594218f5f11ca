import ArgumentParser
import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Shows one run, or every run.
struct Status: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show where a run stands, or all of them.",
        discussion: """
            Reads the store only; --refresh asks Feishu first. --watch shows the run moving, whichever process sends it, \
            until it is settled or Ctrl-C; without a terminal it prints a line for every change. With --refresh it also \
            asks Feishu as long as it watches.

            Examples:
              larkcast status
              larkcast status benefits-2026@latest
              larkcast status benefits-2026@latest --watch
              larkcast status k7m2 --refresh --json
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String?

    @Flag(name: .long, help: "Ask Feishu for the newest figures first.")
    var refresh = false

    @Flag(name: .long, help: "Show the run moving until it is settled, or Ctrl-C.")
    var watch = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard !watch || run != nil else { throw ValidationError("--watch belongs to one RUN.") }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        guard let run else { return try await RunListing(invocation: invocation).show(limit: 50) }
        if watch, try await watch(run, invocation) == .stopped, !invocation.console.isJSON { return .done }
        let summary = try await RunQuery(invocation: invocation).summary(of: run, refresh: refresh && !watch)
        let store = try invocation.openStoreForReading(try invocation.settings())
        let notice = KillSwitchNotice(try await store.killSwitch())
        notice.show(on: invocation.console, invocation.language, in: invocation.zone)
        // Nothing is written here, and "pending" is no longer true of them.
        let outlived = try await store.outlived(of: summary.id, at: invocation.dependencies.now())
        if !outlived.isEmpty {
            let messages = outlived.map(String.init).joined(separator: ", ")
            invocation.console.warn(
                invocation.language.say(
                    EndingPhrase.outlived, count: outlived.count, ["messages": messages, "run": summary.id.rawValue]))
        }
        if invocation.console.isJSON {
            var document = RunDocument.json(summary).adding("kill_switch", notice.json)
            if !outlived.isEmpty { document = document.adding("outlived", .array(outlived.map { .integer($0) })) }
            invocation.console.out(document)
        } else {
            invocation.console.out(
                RunText.report(summary, curve: try await store.curve(of: summary.id), on: invocation.surface))
        }
        return .done
    }

    private func watch(_ reference: String, _ invocation: Invocation) async throws -> RunWatch.End {
        let settings = try invocation.settings()
        let store = try refresh ? invocation.openStore(settings) : invocation.openStoreForReading(settings)
        KillSwitchNotice(try await store.killSwitch()).show(
            on: invocation.console, invocation.language, in: invocation.zone)
        var watch = RunWatch(
            invocation: invocation, settings: settings, store: store, run: try await store.run(reference).id)
        if refresh {
            watch.engine = invocation.makeEngine(
                settings, store: store, client: try invocation.makeClient(settings), observe: { _ in })
        }
        return try await watch.watch()
    }
}
