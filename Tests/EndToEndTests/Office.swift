import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Where an end-to-end test works: a folder of its own, the real `larkcast`, and the address of a Feishu.
struct Office {
    let directory: TemporaryDirectory
    let larkcast: Command

    /// Makes the folder and the environment.
    ///
    /// - Parameters:
    ///   - baseURL: The Feishu to talk to.
    ///   - configuration: Text of a configuration file, when the test needs one.
    ///   - environment: Variables that replace or add to the usual ones.
    /// - Throws: Foundation's error when the folder or the configuration cannot be written.
    init(baseURL: String, configuration: String? = nil, environment: [String: String] = [:]) throws {
        directory = try TemporaryDirectory()
        var variables = [
            "LARKCAST_BASE_URL": baseURL, "LARKCAST_APP_ID": "cli_sandbox",
            "LARKCAST_APP_SECRET": Self.secret, "LARKCAST_DB": directory.path("larkcast.sqlite"), "TZ": "UTC",
            "HOME": directory.url.path,
        ]
        if let configuration {
            try configuration.write(toFile: directory.path("config.yaml"), atomically: true, encoding: .utf8)
            variables["LARKCAST_CONFIG"] = directory.path("config.yaml")
        }
        variables.merge(environment) { $1 }
        larkcast = Command("larkcast", environment: variables, directory: directory.url)
    }

    /// The sandbox's invented secret.
    static let secret = "sandbox-secret-not-real"

    /// Writes a manifest and returns its path.
    func manifest(_ text: String, name: String = "job.json") throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: directory.path(name)))
        return directory.path(name)
    }

    /// Writes a text job for open ids and returns its path.
    func manifest(
        ids: [String], job: String = "hello", text: String = "The office moves on Friday.", delivery: String = "{}"
    ) throws -> String {
        let document: JSONValue = [
            "job": .string(job), "audience": ["users": ["open_ids": .array(ids.map { .string($0) })]],
            "message": ["text": .string(text)],
            "delivery": JSONReader().readStrictly(Array(delivery.utf8)) ?? [:],
        ]
        return try manifest(document.text(), name: "\(job).json")
    }

    /// Runs larkcast with `--json` and returns its result with the one document it printed.
    func json(_ arguments: String...) async throws -> (result: Command.Result, document: JSONValue) {
        try await json(arguments)
    }

    /// Runs larkcast with `--json` and returns its result with the one document it printed.
    func json(_ arguments: [String]) async throws -> (result: Command.Result, document: JSONValue) {
        let result = try await larkcast.run(arguments + ["--json"])
        let document = JSONReader().readStrictly(Array(result.output.utf8))
        return (result, try #require(document, "no JSON document in «\(result.output)», errors «\(result.errors)»"))
    }

    /// A schedule that is due now and never again, to be put behind the other keys of a manifest.
    ///
    /// With one of every minute a second firing comes due while a slow machine is at the first.
    static var dueOnce: String {
        let minute = Date(timeIntervalSinceNow: -60).formatted(.iso8601).prefix(16)
        return #","schedule":{"at":"\#(minute)","timezone":"UTC","starting_deadline":"12h"}"#
    }

    /// Invented open ids no company holds; the sandbox takes them when told to.
    static func ids(_ count: Int) -> [String] {
        (0..<count).map { "ou_" + String(format: "%032x", $0 + 1) }
    }
}

extension SandboxConfiguration {
    /// A sandbox for tests of the client: any id is somebody, no rate limits, time stands still.
    static var forClients: SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.acceptsUnknownIDs = true
        configuration.enforcesLimits = false
        configuration.people = 50
        configuration.speed = 0
        return configuration
    }
}

extension SandboxConfiguration {
    /// A sandbox for tests of audiences: a company of sixty, whom the contacts know, no rate limits, time stands still.
    static var forContacts: SandboxConfiguration {
        var configuration = forClients
        configuration.acceptsUnknownIDs = false
        configuration.people = 60
        return configuration
    }
}

extension FaultEffect {
    /// The answer is kept back until the faults are removed, or nearly as long as a client waits.
    static let held = FaultEffect(delayMilliseconds: 25_000)
}

extension SandboxServer {
    /// Every open id that was taken for delivery, as often as it was.
    func reached() async -> [String] {
        await journal().filter { $0.api == .batchSend && $0.isProcessed }.flatMap { $0.recipients?.openIDs ?? [] }
    }

    /// Lets a minute of the sandbox's time pass again and again until the body has ended.
    func whileTimePasses<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await body() }
            group.addTask {
                while !Task.isCancelled {
                    try await self.advance(seconds: 60)
                    try await Task.sleep(for: .milliseconds(50))
                }
                return nil
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    /// How many `batch_send` requests came, taken or not.
    func sendCount() async -> Int {
        await journal().count { $0.api == .batchSend }
    }
}

extension JSONValue {
    /// A figure of the balance sheet in a run document.
    func people(_ name: String) -> Int? { self["people"]?[name]?.integer }

    /// Whether the balance sheet adds up.
    var addsUp: Bool {
        let places = (self["people"]?.members ?? []).filter { $0.key != "targeted" }
        return people("targeted") == places.reduce(0) { $0 + ($1.value.integer ?? 0) }
    }

    /// The states of the batches in order.
    var batchStates: [String] { (self["batches"]?.array ?? []).compactMap { $0["state"]?.string } }
}
