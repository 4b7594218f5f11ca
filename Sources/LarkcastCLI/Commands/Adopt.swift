import ArgumentParser
import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting
import StrictJSON

/// Makes a copied, restored or moved store the one that sends.
struct Adopt: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let a copied, restored or moved store send again.",
        discussion: """
            Such a store may not know what its twin has sent, so it sends nothing and its runs are paused. Without the \
            flag, larkcast adopt only says what it found. With the flag it enters what the ledger beside the store knows; \
            then larkcast resume RUN lets each run go on.

            Examples:
              larkcast adopt
              larkcast adopt --i-stopped-the-other-one
            """)

    @Flag(
        name: .customLong("i-stopped-the-other-one"),
        help: "No other larkcast sends from the original or another copy, now or later.")
    var isOtherStopped = false

    @OptionGroup var global: GlobalOptions

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let settings = try invocation.settings()
        guard FileManager.default.fileExists(atPath: settings.database) else {
            throw CommandFailure(
                exit: .storage, type: "cannot_open", message: "there is no store at \(settings.database)",
                hint: "Check --db.")
        }
        let store = try invocation.openStore(settings)
        let dependencies = invocation.dependencies
        let lock = try store.acquireRunnerLock(as: dependencies.identity)
        defer { withExtendedLifetime(lock) {} }
        let report =
            isOtherStopped
            ? try await store.adopt(lock, as: dependencies.identity, by: invocation.actor, at: dependencies.now())
            : try await store.examine(lock, as: dependencies.identity, at: dependencies.now())
        let isOpen = report.found != nil && !isOtherStopped
        if invocation.console.isJSON {
            invocation.console.out(document(report))
        } else {
            invocation.console.out(lines(report).map(TerminalText.escaped))
        }
        if isOpen {
            invocation.console.warn(
                "once no other larkcast sends from the original or a copy: larkcast adopt --i-stopped-the-other-one")
        }
        return isOpen ? .needsDecision : .done
    }

    private func document(_ report: AdoptionReport) -> JSONValue {
        [
            "adopted": .bool(isOtherStopped && report.found != nil), "found": report.found.map { .string($0) } ?? .null,
            "paused": .array(report.paused.map { .string($0.rawValue) }), "recorded": Self.json(report.recorded),
            "in_doubt": Self.json(report.inDoubt), "unknown": Self.json(report.unknown),
            "unnamed_attempts": .integer(report.unnamedAttempts), "ledger": .bool(report.hasLedger),
            "unwitnessed": .array(report.unwitnessed.map { .string($0.rawValue) }),
        ]
    }

    private static func json(_ batches: [BatchReference]) -> JSONValue {
        .array(batches.map { ["run": .string($0.run.rawValue), "batch": .integer($0.ordinal)] })
    }

    private func lines(_ report: AdoptionReport) -> [String] {
        guard let found = report.found else { return ["nothing to adopt: this is the store that has been sending"] }
        var lines = [isOtherStopped ? "adopted, although \(found)" : "nothing is sent from this store: \(found)"]
        func add(_ batches: [BatchReference], _ words: String) {
            guard !batches.isEmpty else { return }
            lines.append("\(words): " + batches.map { "batch \($0.ordinal) of run \($0.run)" }.joined(separator: ", "))
        }
        add(report.recorded, "answers entered from the ledger")
        add(report.inDoubt, "left without an answer, now in doubt")
        add(
            report.unknown,
            isOtherStopped
                ? "left, but have no place in this store" : "left according to the ledger, unknown to the store")
        if report.unnamedAttempts > 0 {
            lines.append(
                "\(report.unnamedAttempts) more attempts happened that the ledger no longer names: "
                    + "look into the original or Feishu's log before resuming anything")
        }
        if !report.hasLedger {
            lines.append(
                "no ledger tells what left after the copy was made: "
                    + "look into the original or Feishu's log before resuming anything")
        }
        for run in report.unwitnessed {
            lines.append("nobody knows what of run \(run) left meanwhile: larkcast resume \(run) asks for typed words")
        }
        for run in report.paused { lines.append("paused: larkcast status \(run), then larkcast resume \(run)") }
        return lines
    }
}
