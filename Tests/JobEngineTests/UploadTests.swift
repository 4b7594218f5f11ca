import FeishuAPI
import FeishuSandbox
import Foundation
import HTTPTransport
import JobEngine
import JobModel
import JobStore
import TestSupport
import Testing

/// Files on their way to Feishu: once for each content and app, as what they are, and never by a mere plan.
struct UploadTests {
    private static let opus = SampleMedia.opus(milliseconds: 2500)
    private static let film = SampleMedia.mp4(milliseconds: 61_000)
    private static let png = SampleMedia.png()

    private struct World {
        let store: JobDatabase
        let server: SandboxServer
        let directory: TemporaryDirectory
        private let clock = ManualClock()

        init(_ server: SandboxServer) throws {
            self.server = server
            directory = try TemporaryDirectory(isInMemory: true)
            store = try JobDatabase.open(at: directory.path("store.sqlite"))
        }

        func engine(appID: String? = nil, secret: String? = nil) throws -> Engine {
            var transport = TransportConfiguration()
            transport.allowsPlainLoopback = true
            let client = FeishuClient(
                configuration: try FeishuConfiguration(
                    baseURL: try FeishuBaseURL(server.baseURL), appID: appID ?? server.appID,
                    appSecret: Secret(secret ?? server.appSecret)),
                dependencies: FeishuDependencies(
                    transport: try CurlTransport(configuration: transport),
                    monotonicMilliseconds: { [clock] in clock.now().monotonicMilliseconds },
                    sleep: { [clock] in try await clock.sleep($0) }, jitter: { $0.lowerBound }))
            return Engine(
                store: store, messaging: client, uploader: client, configuration: EngineConfiguration(),
                dependencies: clock.dependencies)
        }

        func sha256(_ bytes: [UInt8]) -> String { MessageUpload(.image, path: "x", bytes: bytes).contentSHA256 }
    }

    private func withWorld(_ body: (World) async throws -> Void) async throws {
        var configuration = SandboxConfiguration()
        configuration.enforcesLimits = false
        configuration.people = 10
        configuration.speed = 0
        try await SandboxServer.withServer(configuration) { try await body(World($0)) }
    }

    private func draft(_ message: Message, _ uploads: [MessageUpload]) throws -> JobDraft {
        var audience = Audience()
        audience.users.openIDs = [EngineWorld.person(1)]
        var manifest = Manifest(job: "hello", audience: audience, message: message)
        if message.isDirectOnly { manifest.channel = .direct }
        return try JobDraft(
            manifest: manifest, manifestBytes: Data("{}".utf8), resources: MessageResources(uploads: uploads))
    }

    struct Kind: Sendable {
        var message: Message
        var slot: KeySlot
        var path: String
        var bytes: [UInt8]
        var type: String
        var duration: Int?
    }

    @Test(arguments: [
        Kind(message: .image(.file("p/a.png")), slot: .image, path: "p/a.png", bytes: png, type: "message"),
        Kind(message: .file(.file("f/手册.pdf")), slot: .file, path: "f/手册.pdf", bytes: [1, 2], type: "pdf"),
        Kind(message: .file(.file("a.xlsx")), slot: .file, path: "a.xlsx", bytes: [1, 2], type: "xls"),
        Kind(message: .file(.file("a.mp4")), slot: .file, path: "a.mp4", bytes: film, type: "stream"),
        Kind(
            message: .audio(.file("a.ogg")), slot: .audio, path: "a.ogg", bytes: opus, type: "opus", duration: 2500),
        Kind(
            message: .video(VideoMessage(film: .file("a.mp4"))), slot: .video, path: "a.mp4", bytes: film, type: "mp4",
            duration: 61_000),
    ])
    func aFileIsUploadedAsWhatItIs(_ kind: Kind) async throws {
        try await withWorld { world in
            let engine = try world.engine()
            let draft = try draft(kind.message, [MessageUpload(kind.slot, path: kind.path, bytes: kind.bytes)])
            #expect(draft.needsUpload)

            let foreseen = try await engine.plan(draft, uploads: false)
            #expect(await world.server.uploads().isEmpty, "a plan uploads nothing")
            let name = String(kind.path.split(separator: "/").last ?? "")
            #expect(foreseen.uploads == [PlannedUpload(name: name, byteCount: kind.bytes.count)])
            #expect(foreseen.warnings.first?.text.contains("run uploads \(name) (\(kind.bytes.count) bytes)") == true)

            let planned = try await engine.plan(draft)
            let upload = try #require(await world.server.uploads().first)
            #expect(upload.type == kind.type && upload.fileName == name)
            #expect(upload.durationMilliseconds == kind.duration)
            #expect(upload.sha256 == world.sha256(kind.bytes) && upload.byteCount == kind.bytes.count)
            let body = String(decoding: planned.plan.bodyHead + planned.plan.bodyTail, as: UTF8.self)
            #expect(body.contains(upload.key))
            #expect(planned.uploads.isEmpty && planned.warnings.isEmpty)
            #expect(foreseen.plan.contentSHA256 == planned.plan.contentSHA256)
            #expect(try draft.contentSHA256() == planned.plan.contentSHA256)
            #expect(foreseen.plan.planSHA256 != planned.plan.planSHA256)

            let again = try await engine.plan(draft, uploads: false)
            #expect(again.plan == planned.plan && again.uploads.isEmpty, "the key is remembered")
            #expect(await world.server.uploads().count == 1)
        }
    }

    @Test func aFilmAndItsCoverAreTwoUploadsAndEachIsMadeOnce() async throws {
        try await withWorld { world in
            let engine = try world.engine()
            let film = MessageUpload(.video, path: "a.mp4", bytes: Self.film)
            let message = Message.video(VideoMessage(film: .file("a.mp4"), cover: .file("a.png")))
            let cover = MessageUpload(.cover, path: "a.png", bytes: Self.png)
            let foreseen = try await engine.plan(draft(message, [film, cover]), uploads: false)
            #expect(foreseen.uploads.map(\.name) == ["a.mp4", "a.png"])
            let one = try await engine.plan(draft(message, [film, cover]))
            #expect(await world.server.uploads().map(\.type) == ["mp4", "message"])
            let other = MessageUpload(.cover, path: "a.png", bytes: SampleMedia.png(number: 2))
            let two = try await engine.plan(draft(message, [film, other]))
            #expect(await world.server.uploads().map(\.type) == ["mp4", "message", "message"])
            #expect(one.plan.contentSHA256 != two.plan.contentSHA256)
            // The same picture is the same upload, as a cover or as a message.
            let picture = MessageUpload(.image, path: "b.png", bytes: Self.png)
            _ = try await engine.plan(draft(.image(.file("b.png")), [picture]))
            #expect(await world.server.uploads().count == 3)
        }
    }

    @Test func anotherNameIsAnotherFileAndAnotherAppUploadsForItself() async throws {
        var configuration = SandboxConfiguration()
        configuration.speed = 0
        configuration.people = 10
        let other = SandboxApp(id: "cli_other", secret: "another-secret-not-real")
        configuration.otherApps = [other]
        try await SandboxServer.withServer(configuration) { server in
            let world = try World(server)
            let engine = try world.engine()
            for name in ["a.pdf", "b.pdf", "a.pdf"] {
                _ = try await engine.plan(
                    draft(.file(.file(name)), [MessageUpload(.file, path: name, bytes: [1, 2, 3])]))
            }
            #expect(await server.uploads().map(\.fileName) == ["a.pdf", "b.pdf"])
            _ = try await world.engine(appID: other.id, secret: other.secret).plan(
                draft(.file(.file("a.pdf")), [MessageUpload(.file, path: "a.pdf", bytes: [1, 2, 3])]))
            #expect(await server.uploads().map(\.appID) == [server.appID, server.appID, other.id])
        }
    }

    /// A lost answer is made up for by a second upload; a refusal keeps nothing.
    @Test func anUploadIsRepeatedWhereThatHelpsAndLeavesNothingWhereNot() async throws {
        try await withWorld { world in
            let engine = try world.engine()
            let draft = try draft(.file(.file("a.pdf")), [MessageUpload(.file, path: "a.pdf", bytes: [1, 2, 3])])
            await world.server.addFault(
                on: .fileUpload, FaultEffect(status: 400, code: 234_007, message: "App does not enable bot feature."))
            await #expect(throws: FeishuError.self) { try await engine.plan(draft) }
            #expect(await world.server.uploads().isEmpty)
            await world.server.addFault(on: .fileUpload, FaultEffect(status: 502, processesFirst: true))
            let planned = try await engine.plan(draft)
            let uploads = await world.server.uploads()
            #expect(uploads.count == 2)
            #expect(String(decoding: planned.plan.bodyTail, as: UTF8.self).contains(uploads[1].key))
        }
    }

    @Test func withoutAWayToUploadThereIsNoPlan() async throws {
        let world = try EngineWorld()
        let draft = try draft(.file(.file("a.pdf")), [MessageUpload(.file, path: "a.pdf", bytes: [1, 2, 3])])
        await #expect(throws: EngineError.self) { try await world.engine.plan(draft) }
        #expect(try await world.engine.plan(draft, uploads: false).uploads.count == 1)
    }
}
