import ArgumentParser

/// A command that ends with an exit status of the contract and reports every failure in one shape.
protocol LarkcastCommand: AsyncParsableCommand {
    /// What every command takes.
    var global: GlobalOptions { get }

    /// Does the work.
    func execute(_ invocation: Invocation) async throws -> ExitStatus
}

extension LarkcastCommand {
    /// Does the work and turns its end into the exit code.
    mutating func run() async throws {
        let invocation = Invocation.live(global)
        var status: ExitStatus
        do {
            try ProcessSetup.requireResources()
            invocation.remarkOnLanguage()
            status = try await execute(invocation)
            if let reason = invocation.console.lostOutput {
                invocation.console.warn("larkcast: standard output cannot be written: \(reason)")
                if status == .done { status = .storage }
            }
        } catch {
            let failure = CommandFailure(describing: error)
            FailureReport(console: invocation.console, language: invocation.language).show(failure)
            status = failure.exit
        }
        guard status == .done else { throw ExitCode(status.rawValue) }
    }
}
