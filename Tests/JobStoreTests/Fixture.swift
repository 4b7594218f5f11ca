import Crypto
import Foundation
import JobModel

@testable import JobStore

/// Plans and instants to test with.
enum Fixture {
    static let ann = AuditActor(name: "ann", userID: 1000)
    static let runner = RunnerIdentity(processID: 4711, host: "mill")
    static let app = "cli_test"
    static let head = Data(#"{"msg_type":"text","content":{"text":"hello"},"open_ids":"#.utf8)

    /// An instant some milliseconds after the beginning of a test.
    static func moment(_ milliseconds: Int64 = 0, boot: String = "boot-a") -> Moment {
        Moment(
            wallMilliseconds: 1_800_000_000_000 + milliseconds, monotonicMilliseconds: 5_000_000 + milliseconds,
            bootID: boot)
    }

    static func runID(_ number: UInt64) -> RunID {
        RunID(randomBits: number)
    }

    /// `count` batches of `size` people each.
    static func people(batches count: Int, of size: Int) -> [[String]] {
        (0..<count).map { batch in (0..<size).map { "ou_\(batch)_\($0)" } }
    }

    static func plan(
        job: String = "notice", _ people: [[String]] = [["ou_a", "ou_b"], ["ou_c"]], excluded: Int = 0,
        duplicate: Int = 0, content: String = "hello", maxInDoubt: Int = 1, notAfterSeconds: Int = 3600,
        head: Data = Fixture.head, tail: Data = Data("}".utf8), waves: Waves? = nil, waveLengths: [Int]? = nil,
        owner: String? = nil, manifest: Data = Data("{}".utf8),
        isTest: Bool = false
    ) -> RunPlan {
        var delivery = DeliveryOptions()
        delivery.maxInDoubt = maxInDoubt
        delivery.notAfterSeconds = notAfterSeconds
        delivery.waves = waves
        let batches = people.enumerated().map { index, ids in
            let json = Data(("[" + ids.map { "\"\($0)\"" }.joined(separator: ",") + "]").utf8)
            return PlannedBatch(
                ordinal: index + 1, label: "Team \(index + 1)", idKind: .openID, recipientsJSON: json,
                recipientCount: ids.count, bodySHA256: hash(head + json + tail))
        }
        return RunPlan(
            job: job, title: "A notice", unit: .people, manifest: manifest, bodyHead: head, bodyTail: tail,
            batches: batches, waveLengths: waveLengths, targeted: people.joined().count + excluded + duplicate,
            excluded: excluded,
            duplicate: duplicate, contentSHA256: hash(Data(content.utf8)),
            audienceSHA256: hash(Data(people.joined().sorted().joined().utf8)),
            planSHA256: hash(Data("\(job)\(content)\(people)".utf8)), delivery: delivery, trackingSeconds: 3600,
            owner: owner, isTest: isTest)
    }

    /// SHA-256 in lower-case hex, spelt apart from the store's own.
    static func hash(_ data: Data) -> String {
        SHA256.hash(data: data).map { String(format: "%02x", $0) }.joined()
    }

    /// A folder of its own, removed afterwards.
    static func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("jobstore-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(folder)
    }
}

/// What the error of `body` says, or `nil` when there was none.
func code(of body: () async throws -> Void) async -> StoreError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? StoreError)?.code
    }
}
