import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// A real `larkcast serve` over a folder of manifests.
struct Daemon: Sendable {
    let office: Office
    let running: RunningCommand

    /// Makes the folder and starts the daemon.
    ///
    /// - Parameters:
    ///   - office: Where it works.
    ///   - jobs: Manifests by the name of their file.
    ///   - arguments: Further arguments.
    /// - Throws: Foundation's error when the folder cannot be made or the program not be started.
    init(_ office: Office, jobs: [String: String] = [:], _ arguments: [String] = []) throws {
        self.office = office
        let folder = office.directory.path("jobs")
        if !FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        }
        for (name, text) in jobs { try Self.put(text, as: name, in: office) }
        running = try office.larkcast.start(["serve", "--jobs", "jobs", "--log-format", "json"] + arguments)
    }

    /// Puts a manifest into the folder as a careful editor does.
    static func put(_ text: String, as name: String, in office: Office) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: office.directory.path("jobs/\(name)")), options: .atomic)
    }

    /// A job that is due from the last minute on, once.
    static func due(_ job: String, ids: [String], delivery: String = #"{"batch_size":10,"in_flight":1}"#) -> String {
        let list = ids.map { "\"\($0)\"" }.joined(separator: ",")
        return #"{"job":"\#(job)","audience":{"users":{"open_ids":[\#(list)]}},"message":{"text":"News of \#(job)"},"#
            + #""delivery":\#(delivery)"# + Office.dueOnce + "}"
    }

    /// Its log, as far as it has come.
    var lines: [JSONValue] {
        running.errorsSoFar.split(separator: "\n").compactMap { JSONReader().readStrictly(Array($0.utf8)) }
    }

    /// Waits until it has logged something, or has ended.
    func says(_ words: String, times: Int = 1) async throws {
        while running.errorsSoFar.components(separatedBy: words).count <= times, !running.hasEnded {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Runs a command beside it; once more when that came in the middle of a look.
    func beside(_ arguments: [String]) async throws -> Command.Result {
        while true {
            let result = try await office.larkcast.run(arguments)
            guard result.status == 75, !running.hasEnded else { return result }
        }
    }

    /// Asks it to stop and returns its end.
    func stop(_ signal: Int32 = SIGTERM) async -> Command.Result {
        running.send(signal)
        return await running.end()
    }
}
