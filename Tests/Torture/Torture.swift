import ArgumentParser
import FeishuSandbox
import Foundation
import TestSupport

/// Crashes larkcast at every point, in every way, under every server, and looks who got what.
@main
struct Torture: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "larkcast-torture",
        abstract: "Crash the real binary and hold what it left behind against the sandbox's journal.")

    @Option(help: "How many combinations whose crash really happened; every one there is when left out.")
    var combinations = Int.max

    @Option(help: "What the order of the combinations is drawn from.")
    var seed: UInt64 = 1

    @Option(help: "One combination, as a failure names it.")
    var only: String?

    @Option(help: "Only combinations whose text holds this, such as tear or :recall.")
    var matching: String?

    @Option(help: "Combinations at once.")
    var atOnce = 4

    @Flag(help: "Show every process of what is played: what it was told, how it ended, what it said.")
    var verbose = false

    /// Combinations one sandbox serves; a fresh one keeps its journal short.
    private static let perSandbox = 200

    func run() async throws {
        let start = ContinuousClock.now
        let workshop = try TemporaryDirectory()
        let library = try FaultyHost.compile(into: workshop.url)
        var rest = try catalogue()[...]
        var tally = Tally()
        var number = 0
        while let chunk = Self.next(&rest, atMost: combinations - tally.played) {
            let first = number
            number += chunk.count
            for outcome in try await Self.play(chunk, from: first, atOnce: atOnce, library) {
                tally.add(outcome)
                report(outcome)
            }
        }
        let seconds = (ContinuousClock.now - start).components.seconds
        say(tally.summary(seconds: Int(seconds)))
        if tally.played < combinations, combinations < Int.max { say("there are no more combinations than that") }
        guard tally.failures.isEmpty else {
            say(
                "\(tally.failures.count) combinations failed; the first lines above say which, and how to play one again"
            )
            throw ExitCode.failure
        }
    }

    private func catalogue() throws -> [Combination] {
        guard let only else {
            let all = Catalogue(seed: seed).combinations
            return matching.map { text in all.filter { $0.description.contains(text) } } ?? all
        }
        guard let combination = Combination(only) else {
            throw ValidationError("write point:nth:effect:server[:story[:lanes]], such as P7:2:kill:close:send:x1")
        }
        return [combination]
    }

    private static func next(_ rest: inout ArraySlice<Combination>, atMost wanted: Int) -> [Combination]? {
        let chunk = rest.prefix(min(perSandbox, max(0, wanted)))
        rest = rest.dropFirst(chunk.count)
        return chunk.isEmpty ? nil : Array(chunk)
    }

    /// Plays some combinations against one sandbox; the outcomes come in the combinations' order.
    private static func play(
        _ chunk: [Combination], from first: Int, atOnce: Int, _ library: String
    ) async throws -> [Outcome] {
        var configuration = SandboxConfiguration()
        configuration.acceptsUnknownIDs = true
        configuration.enforcesLimits = false
        configuration.people = 10
        configuration.speed = 600
        configuration.app = SandboxApp(id: Campaign.appID, secret: Campaign.secret)
        return try await SandboxServer.withServer(configuration) { sandbox in
            let port = UInt16(sandbox.baseURL.split(separator: ":").last ?? "") ?? 0
            return try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
                var outcomes: [Int: Outcome] = [:]
                for (index, combination) in chunk.enumerated() {
                    if index >= atOnce, let (done, outcome) = try await group.next() { outcomes[done] = outcome }
                    group.addTask {
                        (index, try await play(combination, number: first + index, sandbox, port, library))
                    }
                }
                for try await (done, outcome) in group { outcomes[done] = outcome }
                return chunk.indices.compactMap { outcomes[$0] }
            }
        }
    }

    /// Numbers of repeated combinations, far from those of the others.
    private static let repeated = 1 << 20

    /// Plays a combination; once more, with people of its own, when the system did not start a process.
    ///
    /// Foundation's `Process` fails to about once in ten thousand starts with EBADF; what was begun then is not judged.
    private static func play(
        _ combination: Combination, number: Int, _ sandbox: SandboxServer, _ port: UInt16, _ library: String
    ) async throws -> Outcome {
        do {
            return try await playOnce(combination, number: number, sandbox, port, library)
        } catch let error as CocoaError {
            FileHandle.standardOutput.write(Data("\(combination): once more, for \(error)\n".utf8))
        } catch let error as NSError where error.domain == NSPOSIXErrorDomain {
            FileHandle.standardOutput.write(Data("\(combination): once more, for \(error)\n".utf8))
        }
        return try await playOnce(combination, number: number + repeated, sandbox, port, library)
    }

    private static func playOnce(
        _ combination: Combination, number: Int, _ sandbox: SandboxServer, _ port: UInt16, _ library: String
    ) async throws -> Outcome {
        let gatehouse = try Gatehouse(combination, sandbox: port)
        defer { gatehouse.close() }
        let campaign = try Campaign(
            combination, number: number, baseURL: gatehouse.baseURL, faultyHost: library)
        return try await Play(
            combination: combination, campaign: campaign, gatehouse: gatehouse, sandbox: sandbox
        ).play()
    }

    private func report(_ outcome: Outcome) {
        if verbose { for launch in outcome.launches { say(launch) } }
        for violation in outcome.violations { say("\(outcome.combination): \(violation)") }
        if !outcome.violations.isEmpty { say("  again: larkcast-torture --only \(outcome.combination)") }
        if only != nil, !outcome.isStruck { say("\(outcome.combination): never came to its point") }
    }

    /// Prints a line at once, even through a pipe: a failure must show when it happens.
    private func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
