import Foundation
import StrictJSON
import TestSupport

/// One combination's own corner: a folder, a store, recipients nobody else has, and the real `larkcast`.
final class Campaign {
    /// One process, and the document it printed.
    struct Launch {
        /// Whether it was to crash, or to meet the fault.
        let crashes: Bool
        let arguments: [String]
        let result: Command.Result
        let document: JSONValue?

        /// The run document, when it is one.
        var run: JSONValue? {
            document?["batches"] == nil ? nil : document
        }

        /// What was told, how it ended, and what it said.
        var description: String {
            let end = result.wasKilled ? "killed by signal \(result.status)" : "exit code \(result.status)"
            return "\(arguments.joined(separator: " ")): \(end)\n\(result.errors)\(result.output)"
        }

        /// The type of the error, when it is one.
        var errorType: String? { document?["error"]?["type"]?.string }
    }

    /// A process that takes longer hangs, and is killed for it.
    private static let longest = Duration.seconds(60)
    static let batches = 3
    static let appID = "cli_torture"
    /// Occurs nowhere but in larkcast's environment and on the wire.
    static let secret = "torture-secret-that-must-not-appear"

    let ids: [String]
    /// Recipients of one call.
    private let batchSize: Int
    private(set) var launches: [Launch] = []
    private let directory: TemporaryDirectory
    private let manifest: String
    private let plain: Command
    private let crashing: Command

    /// - Parameters:
    ///   - combination: What shall go wrong.
    ///   - number: Makes the recipients this combination's own.
    ///   - baseURL: The Feishu to talk to.
    ///   - faultyHost: The library with the faulty disk.
    /// - Throws: Foundation's error when the folder cannot be written.
    init(_ combination: Combination, number: Int, baseURL: String, faultyHost: String) throws {
        directory = try TemporaryDirectory(isInMemory: true)
        batchSize = combination.story == .direct ? 1 : 2
        ids = (0..<Self.batches * batchSize).map {
            "ou_" + String(format: "%016x%016x", number + 1, $0)
        }
        let store = directory.path("store")
        try FileManager.default.createDirectory(
            atPath: store, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        manifest = directory.path("job.json")
        try Self.manifest(ids: ids, combination).write(
            toFile: manifest, atomically: false, encoding: .utf8)
        if combination.story == .serve {
            try FileManager.default.createDirectory(
                atPath: directory.path("jobs"), withIntermediateDirectories: false)
            let due = Date(timeIntervalSinceNow: -60).formatted(.iso8601).prefix(16)
            try Self.manifest(ids: ids, combination, dueAt: String(due)).write(
                toFile: directory.path("jobs/job.json"), atomically: false, encoding: .utf8)
        }
        // A machine under load must not turn a slow answer into a doubt, except where no answer will come.
        let patience = combination.server == .hang ? 400 : 20_000
        try "timeouts: {connect_ms: 20000, total_ms: \(patience)}\nretry: {tries: 3}\n".write(
            toFile: directory.path("config.yaml"), atomically: false, encoding: .utf8)
        var variables = [
            "LARKCAST_BASE_URL": baseURL, "LARKCAST_APP_ID": Self.appID, "LARKCAST_APP_SECRET": Self.secret,
            "LARKCAST_DB": store + "/larkcast.sqlite", "LARKCAST_CONFIG": directory.path("config.yaml"), "TZ": "UTC",
            "HOME": directory.url.path,
        ]
        plain = Command("larkcast", environment: variables, directory: directory.url)
        variables["LARKCAST_CRASH"] = combination.crash
        variables["LARKCAST_CRASH_MARK"] = directory.path("mark")
        if combination.needsFaultyHost {
            variables["LARKCAST_DISK_ROOT"] = store
            variables["LARKCAST_DISK_SEED"] = "\(combination.luck)"
            variables["LD_PRELOAD"] = faultyHost
        }
        crashing = Command("larkcast", environment: variables, directory: directory.url)
    }

    private static func manifest(
        ids: [String], _ combination: Combination, dueAt due: String? = nil
    ) throws -> String {
        let lanes = JSONValue.integer(combination.lanes)
        var document: JSONValue = [
            "job": "torture", "audience": ["users": ["open_ids": .array(ids.map { .string($0) })]],
            "message": ["text": "The office moves on Friday."],
            "delivery": combination.story == .direct
                ? ["channel": "direct", "in_flight": lanes] : ["batch_size": 2, "in_flight": lanes],
        ]
        if let due, case .object(let members) = document {
            let schedule: JSONValue = ["at": .string(due), "timezone": "UTC", "starting_deadline": "12h"]
            document = .object(members + [.init("schedule", schedule)])
        }
        return document.text()
    }

    /// The batch a recipient was planned into, from 1.
    func ordinal(of id: String) -> Int? {
        ids.firstIndex(of: id).map { $0 / batchSize + 1 }
    }

    /// Whether the crash, or the fault, really happened.
    var isStruck: Bool {
        FileManager.default.fileExists(atPath: directory.path("mark"))
    }

    /// The operation that met the effect and the file, such as `sync larkcast.sqlite`; empty when it was none.
    var struckOperation: String {
        String(decoding: FileManager.default.contents(atPath: directory.path("mark")) ?? Data(), as: UTF8.self)
    }

    // MARK: Processes

    static func run(_ manifest: String) -> [String] { ["run", manifest, "--yes", "--json", "--quiet"] }

    /// The command that sends.
    var run: [String] { Self.run(manifest) }
    /// The daemon that sends.
    var serve: [String] { ["serve", "--jobs", directory.path("jobs")] }
    /// The command that goes on with a halted run.
    var resume: [String] { ["resume", "torture@latest", "--json", "--quiet"] }
    /// The command that takes back.
    var recall: [String] { ["recall", "torture@latest", "--yes", "--json", "--quiet"] }
    /// The command that ends a run for good.
    var cancel: [String] { ["cancel", "torture@latest", "--yes", "--json", "--quiet"] }
    /// The command that copies the store.
    func backup(to path: String) -> [String] { ["backup", path, "--json", "--quiet"] }
    /// Where a copy of the store goes: below the store's own folder, whose disk fails.
    func copy(_ number: Int) -> String { directory.path("store/copy-\(number).sqlite") }
    /// The command that says that this store is the one to send from.
    var adopt: [String] { ["adopt", "--i-stopped-the-other-one", "--json", "--quiet"] }
    /// The command that only looks.
    var status: [String] { ["status", "torture@latest", "--json", "--quiet"] }

    /// Runs larkcast to its end.
    @discardableResult
    func launch(_ arguments: [String], crashes: Bool = false) async throws -> Launch {
        try await end(of: try start(arguments, crashes: crashes), arguments, crashes: crashes)
    }

    /// Starts larkcast.
    func start(_ arguments: [String], crashes: Bool = false) throws -> RunningCommand {
        try (crashes ? crashing : plain).start(arguments)
    }

    /// Waits for a process and keeps what it left.
    @discardableResult
    func end(of running: RunningCommand, _ arguments: [String], crashes: Bool = false) async throws -> Launch {
        let result = await withTaskGroup(of: Void.self) { group in
            group.addTask {
                guard (try? await Task.sleep(for: Self.longest)) != nil else { return }
                running.send(SIGKILL)
            }
            let result = await running.end()
            group.cancelAll()
            return result
        }
        let launch = Launch(
            crashes: crashes, arguments: arguments, result: result,
            document: JSONReader().readStrictly(Array(result.output.utf8)))
        launches.append(launch)
        return launch
    }

    // MARK: What is left

    /// Whether a file is there.
    func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    /// Files that hold one of the words; none may.
    func files(holding words: Set<String>) -> [String] {
        let walker = FileManager.default.enumerator(atPath: directory.url.path)
        return (walker?.compactMap { $0 as? String } ?? []).sorted().filter { name in
            guard let bytes = FileManager.default.contents(atPath: directory.path(name)) else { return false }
            return words.contains { bytes.range(of: Data($0.utf8)) != nil }
        }
    }
}
