import ArgumentParser
import JobModel
import JobStore
import Reporting

/// Shows one run, or every run.
struct Status: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show where a run stands, or all of them.",
        discussion: """
            Reads the store only; --refresh asks Feishu first.

            Examples:
              larkcast status
              larkcast status benefits-2026@latest
              larkcast status k7m2 --refresh --json
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String?

    @Flag(name: .long, help: "Ask Feishu for the newest figures first.")
    var refresh = false

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        guard let run else { return try await RunListing(invocation: invocation).show(limit: 50) }
        let summary = try await RunQuery(invocation: invocation).summary(of: run, refresh: refresh)
        let store = try invocation.openStoreForReading(try invocation.settings())
        let notice = KillSwitchNotice(try await store.killSwitch())
        notice.show(on: invocation.console)
        if invocation.console.isJSON {
            invocation.console.out(RunDocument.json(summary).adding("kill_switch", notice.json))
        } else {
            invocation.console.out(RunText.report(summary, in: invocation.zone))
        }
        return .done
    }
}
