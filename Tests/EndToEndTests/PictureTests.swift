import Crypto
import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// A picture from a file, by the real program: uploaded once, uploaded again where Feishu no longer has it, and never another one
/// than was agreed to.
struct PictureTests {
    private static var configuration: SandboxConfiguration {
        var configuration = SandboxConfiguration.forClients
        configuration.people = 20
        return configuration
    }

    private static func manifest(_ office: Office, _ person: Int, job: String = "news", rest: String = "") throws
        -> String
    {
        let id = Office.ids(person + 1)[person]
        return try office.manifest(
            #"{"job":"\#(job)","audience":{"users":{"open_ids":["\#(id)"]}},"message":{"image":"p/a.png"}\#(rest)}"#,
            name: "\(job).json")
    }

    private static func write(_ number: UInt8, _ office: Office) throws {
        let folder = URL(fileURLWithPath: office.directory.path("p"))
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(SampleMedia.png(number: number)).write(to: folder.appendingPathComponent("a.png"))
    }

    /// The keys people got, one for each batch that was taken.
    private static func sentKeys(_ server: SandboxServer) async -> [String] {
        let uploads = await server.uploads()
        let keys = Dictionary(
            uniqueKeysWithValues: uploads.map { upload in
                let content = SHA256.hash(data: Data(#"{"image_key":"\#(upload.key)"}"#.utf8))
                return (content.map { String(format: "%02x", $0) }.joined(), upload.key)
            })
        return await server.journal().filter { $0.api == .batchSend && $0.isProcessed }
            .map { $0.contentHash.flatMap { keys[$0] } ?? "unknown" }
    }

    @Test func itIsUploadedOnceForEachContent() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            try Self.write(1, office)
            let plan = try await office.json("plan", try Self.manifest(office, 0))
            #expect(plan.result.status == 0, "\(plan.result.errors)")
            #expect(plan.document["uploads"] == [["name": "a.png", "bytes": .integer(SampleMedia.png().count)]])
            #expect(await server.uploads().isEmpty, "a plan uploads nothing")
            for person in 0..<2 {
                let run = try await office.json("run", try Self.manifest(office, person), "--yes")
                #expect(run.result.status == 0, "\(run.result.errors)")
            }
            let upload = try #require(await server.uploads().first)
            #expect(await server.uploads().count == 1)
            #expect(await Self.sentKeys(server) == [upload.key, upload.key])
            #expect(await server.reached() == Office.ids(2))
            let known = try await office.json("plan", try Self.manifest(office, 2))
            #expect(known.document["uploads"] == [])
            try Self.write(2, office)
            #expect(try await office.json("plan", try Self.manifest(office, 2)).document["uploads"] != [])
        }
    }

    @Test func aRefusedKeyIsForgottenAndTheNextRunUploadsAgain() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            try Self.write(1, office)
            #expect(try await office.json("run", try Self.manifest(office, 0), "--yes").result.status == 0)
            await server.addFault(
                on: .batchSend, FaultEffect(status: 200, code: 11227, message: "image_key is illegal"))
            let refused = try await office.json("run", try Self.manifest(office, 1), "--yes")
            #expect(refused.result.status == 1)
            #expect(refused.document.people("rejected") == 1)
            #expect(await server.uploads().count == 1)
            let again = try await office.json("run", try Self.manifest(office, 2), "--yes")
            #expect(again.result.status == 0, "\(again.result.errors)")
            let keys = await server.uploads().map(\.key)
            #expect(keys.count == 2)
            #expect(await Self.sentKeys(server) == keys)
        }
    }

    @Test func aPictureReplacedAfterThePlanIsAnotherPlanAndIsWhatIsSent() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            // Both pictures are at Feishu already, so that the plans have their final hashes.
            for number in [UInt8(2), 1] {
                try Self.write(number, office)
                let run = try await office.json(
                    "run", try Self.manifest(office, Int(number), job: "first\(number)"), "--yes")
                #expect(run.result.status == 0, "\(run.result.errors)")
            }
            let path = try Self.manifest(office, 5)
            let before = try await office.json("plan", path).document["plan_sha256"]?.string
            try Self.write(2, office)
            let after = try await office.json("plan", path).document["plan_sha256"]?.string
            #expect(before != nil && after != nil && before != after)
            let run = try await office.json("run", path, "--yes")
            #expect(run.document["plan_sha256"]?.string == after)
            #expect(await server.uploads().count == 2)
            #expect(await Self.sentKeys(server).last == (await server.uploads().first?.key), "the new picture was sent")
        }
    }

    @Test func aYesIsForThePictureAsItWas() async throws {
        try await SandboxServer.withServer(Self.configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            try Self.write(1, office)
            let path = try Self.manifest(office, 0, rest: #","approval":{"required":true}"#)
            let waiting = try await office.json("run", path, "--yes")
            #expect(waiting.result.status == 3)
            let approve = { try await office.larkcast.run(["approve", "news@latest", "--as", "Li Na", "--yes"]) }
            try Self.write(2, office)
            #expect(try await approve().status == 3)
            try Self.write(1, office)
            let yes = try await approve()
            #expect(yes.status == 0, "\(yes.errors)")
            try Self.write(2, office)
            let other = try await office.larkcast.run(["run", path, "--yes"])
            #expect(other.status == 3)
            #expect(other.errors.contains("no longer say what the unfinished run"), "\(other.errors)")
            #expect(await server.sendCount() == 0)
            try Self.write(1, office)
            let run = try await office.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            #expect(run.document["plan_sha256"] == waiting.document["plan_sha256"])
            #expect(await Self.sentKeys(server) == (await server.uploads().map(\.key)))
        }
    }

    @Test(arguments: [
        (#"{"file":"p/a.png"}"#, "/message/file"), (#"{"audio":"p/a.png"}"#, "/message/audio"),
        (#"{"sticker":{"file_key":"file_v3_1"}}"#, "/message/sticker"),
    ])
    func whatABatchDoesNotCarryIsRefusedWithItsPlace(_ message: String, _ pointer: String) async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        try Self.write(1, office)
        let path = try office.manifest(
            #"{"job":"news","audience":{"users":{"open_ids":["\#(Office.ids(1)[0])"]}},"message":\#(message)}"#)
        let result = try await office.larkcast.run(["validate", path])
        #expect(result.status == 65)
        for words in [pointer, "a batch carries no files", "\"channel\": \"direct\"", "[direct-only]"] {
            #expect((result.output + result.errors).contains(words), "\(result.output)\(result.errors)")
        }
    }
}
