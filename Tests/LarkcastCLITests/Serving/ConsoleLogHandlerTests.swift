import Foundation
import JobEngine
import JobModel
import JobStore
import Logging
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// Log lines: one event a line, dead for terminals, JSON for programs.
struct ConsoleLogHandlerTests {
    private static func logger(_ console: FakeConsole, _ format: LogFormat, _ level: Logger.Level = .info) -> Logger {
        let handler = ConsoleLogHandler(
            console: console.console, format: format, level: level, zone: .gmt, now: CommandWorld.now)
        return Logger(label: "larkcast", factory: { _ in handler })
    }

    private static let hostile = "a\nb\u{1B}[2Jc\u{202E}d\u{9B}e\"f\\g\u{7F}"

    @Test func textIsAlignedWithTheNamesFirst() {
        let console = FakeConsole(isTerminal: true)
        Self.logger(console, .auto).info(
            "a batch was sent", metadata: ["zeal": "z", "log_id": "L1", "batch": .stringConvertible(3), "run": "k7m2"])
        #expect(
            console.errors
                == "2026-12-01 01:00:00 +00:00  info      a batch was sent  run=k7m2 batch=3 log_id=L1 zeal=z\n")
    }

    @Test func everywhereElseItIsJSON() throws {
        let console = FakeConsole(isTerminal: false)
        Self.logger(console, .auto).warning(
            "rejected", metadata: ["code": .stringConvertible(230_001), "run": "k7m2", "ids": ["a", "b"]])
        let line = try #require(JSONReader().readStrictly(Array(console.errors.utf8)))
        #expect(line["at"] == "2026-12-01T01:00:00.000Z")
        #expect(line["level"] == "warning" && line["message"] == "rejected")
        #expect(line["code"] == 230_001 && line["run"] == "k7m2" && line["ids"] == ["a", "b"])
    }

    @Test(arguments: [LogFormat.text, .json]) func nothingForeignSteersOrForges(_ format: LogFormat) throws {
        let console = FakeConsole()
        Self.logger(console, format).error(
            "\(Self.hostile)",
            metadata: ["about": .string(Self.hostile), "\(Self.hostile)": .array([.string(Self.hostile)])])
        #expect(console.errors.filter(\.isNewline).count == 1)
        let steering = console.errors.dropLast().unicodeScalars.filter {
            $0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
        }
        #expect(steering.isEmpty)
        if format == .json { #expect(JSONReader().readStrictly(Array(console.errors.utf8)) != nil) }
    }

    @Test func quietAndVerboseAreLevels() {
        let console = FakeConsole()
        Self.logger(console, .text, .warning).info("no")
        Self.logger(console, .text, .debug).debug("yes")
        #expect(console.errorLines.count == 1)
    }

    @Test func everyEventIsOneLineUnderItsNames() throws {
        let console = FakeConsole()
        let log = EngineLog(ServeLog(logger: Self.logger(console, .json, .debug)))
        var evidence = AttemptEvidence()
        evidence.feishuCode = 230_001
        evidence.logID = "L7"
        let states: [BatchState] = [.accepted, .acceptedWithoutID, .rejected, .inDoubt, .pending]
        for (index, state) in states.enumerated() {
            log.observe(
                .attempted(run: Samples.runID, ordinal: index + 1, recipients: 10, state: state, evidence: evidence))
        }
        for _ in 0..<3 { log.observe(.waiting(run: Samples.runID, milliseconds: 9000, reason: .rateLimit)) }
        log.observe(.waiting(run: Samples.runID, milliseconds: 500, reason: .probe))
        log.observe(.started(Samples.run([.pending, .accepted], state: .sending)))
        let lines = try console.errorLines.map { try #require(JSONReader().readStrictly(Array($0.utf8))) }
        #expect(lines.map { $0["level"]?.string } == ["info", "info", "warning", "error", "notice", "info", "info"])
        #expect(lines.allSatisfy { $0["run"] == "k7m2k7m2k7m2" })
        #expect(lines[3]["batch"] == 4 && lines[3]["code"] == 230_001 && lines[3]["log_id"] == "L7")
        #expect(lines[6]["job"] == "hello" && lines[6]["message"] == "sending: 1 of 2 batches to go")
    }
}
