import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import TestSupport
import Testing

@testable import LarkcastCLI

/// A home directory, an environment and a clock of a test's own, in which commands run without a process or a network.
struct CommandWorld {
    /// What a command came to.
    struct Result {
        var status: LarkcastCLI.ExitStatus
        var console: FakeConsole
    }

    let home: TemporaryDirectory
    var variables: [String: String]

    /// A world where an app is configured that nobody asks.
    init() throws {
        home = try TemporaryDirectory(isInMemory: true)
        variables = [
            "HOME": home.url.path, "LARKCAST_APP_ID": "cli_test", "LARKCAST_APP_SECRET": "s3cr3t",
            // Nothing listens there: a test that reaches for the network fails at once.
            "LARKCAST_BASE_URL": "http://127.0.0.1:9",
        ]
    }

    static let now: @Sendable () -> Moment = {
        Moment(wallMilliseconds: 1_796_086_800_000, monotonicMilliseconds: 1_000_000, bootID: "boot")
    }

    /// Time stands still, and nobody waits.
    static let dependencies = EngineDependencies(
        now: now, sleep: { _ in try Task.checkCancellation() }, randomUnit: { 0.5 }, randomBits: { 1 },
        identity: RunnerIdentity(processID: 1, host: "test"))

    /// Runs a command line; failures are reported as the program reports them.
    func run(_ line: [String], answers: [String?] = [], isTerminal: Bool = false) async throws -> Result {
        let command = try #require(try Larkcast.parseAsRoot(line) as? any LarkcastCommand)
        let console = FakeConsole(
            answers: answers, isTerminal: isTerminal, isQuiet: command.global.quiet, isJSON: command.global.json)
        let invocation = Invocation(
            options: command.global, environment: Environment(variables), console: console.console,
            dependencies: Self.dependencies, zone: .gmt)
        do {
            return Result(status: try await command.execute(invocation), console: console)
        } catch {
            let failure = CommandFailure(describing: error)
            FailureReport(console: invocation.console, language: invocation.language).show(failure)
            return Result(status: failure.exit, console: console)
        }
    }

    /// Writes a file below the home directory and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let url = URL(fileURLWithPath: home.path(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    /// A sound manifest for invented people.
    static func manifest(job: String = "hello", people: Int = 3, extra: String = "") -> String {
        let ids = (0..<people).map { "\"ou_" + String(format: "%032d", $0) + "\"" }.joined(separator: ",")
        return
            #"{"job":"\#(job)","audience":{"users":{"open_ids":[\#(ids)]}},"message":{"text":"Lunch is ready."}\#(extra)}"#
    }

    /// The store the commands use.
    var store: JobDatabase {
        get throws { try JobDatabase.open(at: home.path(".local/state/larkcast/larkcast.sqlite")) }
    }
}
