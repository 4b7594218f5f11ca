import ArgumentParser
import SchemaFiles
import StrictJSON

/// Prints the very schema files of the source tree.
struct Schema: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the schema of manifests, of run documents, or of the store.",
        discussion: """
            Point your editor's $schema at the first for completion and checks while you type.

            Examples:
              larkcast schema job > job.schema.json
              larkcast schema store
            """)

    /// The schemas there are.
    enum Name: String, ExpressibleByArgument, CaseIterable {
        case job, store, report
    }

    @Argument(help: "job, store or report.")
    var name: Name

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        switch name {
        case .job: invocation.console.outRaw(SchemaText.job)
        case .store where global.json: invocation.console.out(["sql": .string(SchemaText.store)])
        case .store: invocation.console.outRaw(SchemaText.store)
        case .report: invocation.console.outRaw(SchemaText.report)
        }
        return .done
    }
}
