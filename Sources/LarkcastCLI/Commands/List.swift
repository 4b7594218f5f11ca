import ArgumentParser

/// Lists runs.
struct List: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "List runs, newest first.",
        discussion: """
            Reads the store only; Feishu is not asked.

            Examples:
              larkcast list
              larkcast list --limit 5 --json
            """)

    @Option(name: .long, help: "How many runs at most.")
    var limit = 50

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard (1...100_000).contains(limit) else { throw ValidationError("--limit takes 1 to 100,000.") }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        try await RunListing(invocation: invocation).show(limit: limit)
    }
}
