import Foundation
import Testing

@testable import FeishuSandbox

@Suite struct JournalTests {
    /// A path in a directory of its own, removed with it.
    static func withJournalPath(_ body: (String) async throws -> Void) async throws {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("sandbox-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        try await body(directory.appendingPathComponent("journal.jsonl").path)
    }

    static func lines(_ path: String) throws -> [WireJSON] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
            try WireJSONReader.read(Array($0.utf8))
        }
    }

    @Test func aProcessedBatchSendNamesWhomItReached() async throws {
        try await withProbe { probe async throws in
            let legal = try #require(probe.company.department(id: "legal"))
            let reached = Set(probe.company.people(under: legal))
            let people = probe.company.people.enumerated()
                .filter { !$0.element.isResigned && !reached.contains($0.offset) }.map(\.element)
            let answer = try await probe.sendText(
                to:
                    "\"department_ids\":[\"legal\",\"nowhere\"],\"open_ids\":[\"\(people[0].openID)\",\"ou_x\"],\"user_ids\":[\"\(people[1].userID)\"],\"union_ids\":[\"\(people[2].unionID)\"]"
            )
            let entry = try #require(probe.lastEntry)
            #expect(entry.isProcessed)
            #expect(entry.api == .batchSend)
            #expect(entry.app == "cli_sandbox")
            #expect(entry.status == 200)
            #expect(entry.code == 0)
            #expect(entry.messageID == answer.json["data"]?["message_id"]?.string)
            #expect(entry.recipients?.departmentIDs == ["legal"])
            #expect(entry.recipients?.openIDs == [people[0].openID])
            #expect(entry.recipients?.userIDs == [people[1].userID])
            #expect(entry.recipients?.unionIDs == [people[2].unionID])
            #expect(entry.people == probe.core.snapshot().batches[0].people)
            #expect(entry.logID == answer.header("X-Tt-Logid"))
            #expect(entry.at == "2026-12-01T01:05:00.123Z")
        }
    }

    @Test func everyRequestIsOnRecordAndSaysWhetherItWasProcessed() async throws {
        try await withProbe { probe async throws in
            let id = try await probe.sendBatch()
            _ = try await probe.progress(id)
            _ = try await probe.readUser(id)
            _ = try await probe.recall(id)
            _ = try await probe.recall("bm-unknown")
            _ = try await probe.batchSend("{}")
            _ = try await probe.call("GET", "/open-apis/nothing")
            let entries = probe.core.journal.entries()
            #expect(entries.map(\.sequence) == Array(1...8))
            #expect(
                entries.map { $0.api?.rawValue } == [
                    "token", "batch_send", "get_progress", "read_user", "recall", "recall", "batch_send", nil,
                ])
            #expect(entries.map(\.isProcessed) == [true, true, true, true, true, false, false, false])
            #expect(entries.map(\.code) == [0, 0, 0, 0, 0, 230_030, 10003, 99_991_201])
            #expect(entries[4].messageID == id)
        }
    }

    @Test func theFileHasOneLinePerRequestInOrder() async throws {
        try await Self.withJournalPath { path in
            try await withProbe({ $0.journalPath = path }) { probe async throws in
                _ = try await probe.sendBatch(to: 2)
                _ = try await probe.batchSend("{}")
            }
            let lines = try Self.lines(path)
            #expect(lines.map { $0["seq"]?.integer } == [1, 2, 3])
            #expect(lines.map { $0["processed"]?.bool } == [true, true, false])
            #expect(lines[1]["recipients"]?["open_ids"]?.strings?.count == 2)
            #expect(lines[1]["people"]?.integer == 2)
            #expect(lines[1]["mono_ms"]?.integer == 0)
            #expect(lines[2]["recipients"] == nil)
            #expect(lines[2]["message_id"] == .null)
        }
    }

    @Test func neitherTokenNorSecretIsEverInIt() async throws {
        try await Self.withJournalPath { path in
            try await withProbe({
                $0.journalPath = path
                $0.app.secret = "the-secret"
            }) { probe async throws in
                let id = try await probe.sendBatch()
                _ = try await probe.progress(id)
                _ = try await probe.call(
                    "POST", TokenTests.path, "{\"app_id\":\"cli_sandbox\",\"app_secret\":\"another-secret\"}")
                let text = try String(contentsOfFile: path, encoding: .utf8)
                #expect(!text.contains(probe.token))
                #expect(!text.contains("secret"))
            }
        }
    }

    @Test func aRestartContinuesTheFile() async throws {
        try await Self.withJournalPath { path in
            for _ in 0..<2 {
                try await withProbe({ $0.journalPath = path }) { probe async throws in _ = try await probe.sendBatch() }
            }
            #expect(try Self.lines(path).map { $0["seq"]?.integer } == [1, 2, 1, 2])
        }
    }

    @Test func theFileIsForItsOwnerOnly() async throws {
        try await Self.withJournalPath { path in
            try await withProbe({ $0.journalPath = path }) { probe async throws in _ = try await probe.sendBatch() }
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func anUnwritablePathIsToldAtTheStart() {
        var configuration = SandboxConfiguration()
        configuration.journalPath = "/nowhere/at/all/journal.jsonl"
        #expect(
            throws: SandboxError.journalNotWritable(
                path: "/nowhere/at/all/journal.jsonl", reason: "No such file or directory")
        ) {
            try SandboxCore(configuration)
        }
    }

    @Test func aFullDiskIsNotPassedOver() async throws {
        try await withProbe({ $0.journalPath = "/dev/full" }) { probe async throws in
            let answer = try await probe.call("GET", "/open-apis/bot/v3/info")
            #expect(answer.status == 500)
            #expect(answer.text.contains("journal"))
        }
    }

    @Test func memoryKeepsTheLastEntries() async throws {
        try await withProbe({ $0.journalCapacity = 3 }) { probe async throws in
            for _ in 0..<20 { _ = try await probe.call("GET", "/open-apis/nothing") }
            #expect(probe.core.journal.entries().map(\.sequence) == [19, 20, 21])
            #expect(probe.core.journal.count == 21)
        }
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"), (951_782_399.999, "2000-02-28T23:59:59.999Z"),
        (951_782_400, "2000-02-29T00:00:00.000Z"),
        (1_709_164_800.5, "2024-02-29T00:00:00.500Z"), (4_107_542_400, "2100-03-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.000Z"),
        (.infinity, "1970-01-01T00:00:00.000Z"), (1e300, "9999-12-31T23:59:59.000Z"),
    ])
    func timesAreUTC(_ seconds: Double, _ text: String) {
        #expect(Timestamp.iso8601(seconds) == text)
    }
}
