import ArgumentParser
import JobModel
import JobStore

/// Tells who did what, and whether that record is whole.
struct Audit: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show who did what, and check that nobody changed the record.",
        discussion: """
            Oldest first. Every entry's digest covers the one before it; the whole chain is checked, also when only one \
            RUN is shown. Exit code 74 when an entry was changed or removed.

            Examples:
              larkcast audit
              larkcast audit benefits-2026@latest --json
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest. Default: everything.")
    var run: String?

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let store = try invocation.openStoreForReading(try invocation.settings())
        var id: RunID?
        if let run { id = try await store.run(run).id }
        let view = AuditView(trail: try await store.auditEntries(of: id), zone: invocation.zone)
        if invocation.console.isJSON {
            invocation.console.out(view.json)
        } else {
            invocation.console.out(view.lines)
        }
        if let problem = view.problem {
            invocation.console.warn(problem)
        } else if !invocation.console.isJSON {
            invocation.console.note("the record is whole")
        }
        return view.status
    }
}
