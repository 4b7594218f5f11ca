public import ArgumentParser
public import FeishuSandbox
import Foundation

/// `feishu-sandbox`: serves a strict fake Feishu on loopback until it is told to end.
@main
struct FeishuSandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feishu-sandbox",
        abstract: "A strict fake Feishu for trying and testing batch messages without a tenant.",
        discussion: """
            Prints one line when it answers requests, 'feishu-sandbox listening on http://127.0.0.1:PORT', and ends on \
            SIGTERM or SIGINT.

            Example:
              feishu-sandbox --port 8787 --seed 7 --journal journal.jsonl
              curl http://127.0.0.1:8787/sandbox/state

            Sandbox time runs --speed times as fast as real time: deliveries, reads, recall windows and the daily \
            quota follow it. Tokens age in real time, and rate limits count real seconds. 'POST /sandbox/clock \
            {"advance_seconds":3600}' moves deliveries and tokens on at once.
            """
    )

    @Option(help: "Address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "Port to listen on; 0 takes a free one.")
    var port = 0

    @Option(help: "What the company is invented from; the same seed gives the same company for ever.")
    var seed: UInt64 = 1

    @Option(help: "How many people the company has.")
    var people = 1000

    @Option(help: "How many departments the company has; without it, a usual tree of three levels.")
    var departments: Int?

    @Option(help: ArgumentHelp("The share of people who sit in several departments, 0 to 1.", valueName: "share"))
    var overlap: Double?

    @Option(
        name: .customLong("contact-range"),
        help: ArgumentHelp("Let the app's contact calls see these departments only, ids with commas.", valueName: "ids")
    )
    var contactRange: String?

    @Option(help: "Sandbox seconds per real second; 0 stops sandbox time.")
    var speed = 60.0

    @Option(help: ArgumentHelp("Append one JSON line per API request to this file.", valueName: "file"))
    var journal: String?

    @Option(help: ArgumentHelp("Delay every API answer by so many real milliseconds.", valueName: "ms"))
    var latency = 0

    @Option(help: "Deliver so many messages per sandbox second.")
    var deliveriesPerSecond = 200.0

    @Flag(name: .customLong("no-limits"), help: "Switch off the rate limits and the daily quota.")
    var noLimits = false

    @Flag(name: .customLong("accept-unknown-ids"), help: "Treat any well-formed open_id as a visible person.")
    var acceptUnknownIDs = false

    @Option(name: .customLong("app-id"), help: "The application's id.")
    var appID = "cli_sandbox"

    @Option(name: .customLong("app-secret"), help: "The application's secret. Never use a real one.")
    var appSecret = "sandbox-secret-not-real"

    @Option(name: .customLong("print-company"), help: "Print the invented company as 'ids', 'tree' or 'json' and exit.")
    var printCompany: CompanyListing?

    func validate() throws {
        do {
            try sandboxConfiguration.validate()
        } catch {
            throw ValidationError(error.description)
        }
    }

    func run() async throws {
        if let printCompany {
            write(
                printCompany.text(
                    of: SandboxCompany(seed: seed, people: people, departments: departments, overlap: overlap)))
            return
        }
        try await SandboxServer.run(sandboxConfiguration) { baseURL in
            write("feishu-sandbox listening on \(baseURL)\n")
        }
    }

    private var sandboxConfiguration: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.host = host
        configuration.port = port
        configuration.seed = seed
        configuration.people = people
        configuration.departments = departments
        configuration.overlap = overlap
        configuration.speed = speed
        configuration.journalPath = journal
        configuration.journalCapacity = 1000
        configuration.latencyMilliseconds = latency
        configuration.policy.deliveriesPerSecond = deliveriesPerSecond
        configuration.enforcesLimits = !noLimits
        configuration.acceptsUnknownIDs = acceptUnknownIDs
        configuration.app = SandboxApp(id: appID, secret: appSecret)
        if let contactRange {
            configuration.app.contactRange = .only(
                departments: contactRange.split(separator: ",").map(String.init), people: [])
        }
        return configuration
    }
}

extension CompanyListing: ExpressibleByArgument {}

/// Writes at once: a reader waits for the line.
private func write(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
}
