import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@testable import FeishuSandbox

/// Through a real socket; everything else is tested without one.
@Suite struct ServerTests {
    static func configuration() -> SandboxConfiguration {
        var configuration = SandboxConfiguration()
        configuration.people = 20
        configuration.speed = 0
        return configuration
    }

    static func port(_ server: SandboxServer) throws -> Int {
        try #require(server.baseURL.split(separator: ":").last.flatMap { Int($0) })
    }

    /// Fetches a token and sends a text to the whole company.
    static func sendToAll(_ server: SandboxServer) async throws -> WireJSON {
        try await TestClient.withClient(host: "127.0.0.1", port: try port(server)) { client in
            let credentials = "{\"app_id\":\"\(server.appID)\",\"app_secret\":\"\(server.appSecret)\"}"
            let granted = try await client.post(TokenTests.path, body: ByteBuffer(string: credentials))
            let token = try Self.json(granted)["tenant_access_token"]?.string ?? ""
            let ids = server.company.people.map(\.openID)
            let body = "{\"msg_type\":\"text\",\"content\":{\"text\":\"Hello everyone\"},\"open_ids\":\(ids)}"
            let sent = try await client.post(
                "/open-apis/message/v4/batch_send/", headers: [.authorization: "Bearer \(token)"],
                body: ByteBuffer(string: body))
            return try Self.json(sent)
        }
    }

    static func json(_ response: TestClient.Response) throws -> WireJSON {
        try WireJSONReader.read(Array(String(buffer: response.body ?? ByteBuffer()).utf8))
    }

    @Test func servesOnAPortOfItsOwn() async throws {
        let value = try await SandboxServer.withServer(Self.configuration()) { server in
            #expect(server.baseURL.hasPrefix("http://127.0.0.1:"))
            let sent = try await Self.sendToAll(server)
            #expect(sent["code"]?.integer == 0)
            #expect(await server.journal().map(\.api) == [.token, .batchSend])
            #expect(await server.state().batches.first?.people == 20)
            try await server.advance(seconds: 60)
            #expect(await server.state().batches.first?.delivered == 20)
            return 42
        }
        #expect(value == 42)
    }

    @Test func manyRunSideBySideAndShareNothing() async throws {
        try await withThrowingTaskGroup(of: Int.self) { group in
            for seed in 1...12 {
                group.addTask {
                    var configuration = Self.configuration()
                    configuration.seed = UInt64(seed)
                    return try await SandboxServer.withServer(configuration) { server in
                        _ = try await Self.sendToAll(server)
                        return await server.state().batches.count
                    }
                }
            }
            for try await count in group { #expect(count == 1) }
        }
    }

    @Test func controlMethodsDoWhatTheControlCallsDo() async throws {
        try await SandboxServer.withServer(Self.configuration()) { server in
            #expect(await server.addFault(on: .batchSend, FaultEffect(code: 10002)) == 1)
            var sent = try await Self.sendToAll(server)
            #expect(sent["code"]?.integer == 10002)
            await server.addFault(on: .batchSend, count: nil, FaultEffect(code: 10002))
            await server.removeFaults()
            sent = try await Self.sendToAll(server)
            #expect(sent["code"]?.integer == 0)
            try await server.changeApp(scopes: [])
            sent = try await Self.sendToAll(server)
            #expect(sent["code"]?.integer == 99_991_672)
            await server.revokeTokens()
            #expect(await server.state().tokensIssued == 1)
            await #expect(throws: SandboxError.self) { try await server.advance(seconds: -1) }
            await #expect(throws: SandboxError.self) { try await server.changeApp("cli_nobody", hasBot: false) }
        }
    }

    @Test func whoIsKeptWaitingIsAnsweredWhenTheFaultIsGone() async throws {
        try await SandboxServer.withServer(Self.configuration()) { server in
            await server.addFault(on: .batchSend, FaultEffect(delayMilliseconds: 600_000))
            async let sent = Self.sendToAll(server)
            while await server.journal().allSatisfy({ $0.api != .batchSend }) { await Task.yield() }
            await server.removeFaults()
            let answer = try await sent
            #expect(answer["code"]?.integer == 0)
        }
    }

    @Test func aTakenPortIsToldNotHidden() async throws {
        try await SandboxServer.withServer(Self.configuration()) { server in
            var second = Self.configuration()
            second.port = try Self.port(server)
            await #expect(throws: (any Error).self) { try await SandboxServer.withServer(second) { _ in } }
        }
    }

    @Test func anErrorOfTheBodyComesThrough() async throws {
        struct Broken: Error {}
        await #expect(throws: Broken.self) {
            try await SandboxServer.withServer(Self.configuration()) { _ in throw Broken() }
        }
    }

    @Test func identifiersDifferBetweenTwoStartsOfTheSameSeed() async throws {
        var ids: Set<String> = []
        for start in 0..<2 {
            var state = SandboxState(Self.configuration(), start: ManualClock.wallStart + Double(start) / 1000)
            ids.insert(state.freshHex())
        }
        #expect(ids.count == 2)
    }

    @Test(
        arguments: [
            { $0.speed = -1 }, { $0.speed = .nan }, { $0.people = -1 }, { $0.port = 70_000 },
            { $0.latencyMilliseconds = -1 },
            { $0.app.secret = "" }, { $0.policy.deliveriesPerSecond = 0 }, { $0.policy.readShare = .nan },
        ] as [@Sendable (inout SandboxConfiguration) -> Void])
    func impossibleConfigurationsAreRefused(_ change: @Sendable (inout SandboxConfiguration) -> Void) {
        var configuration = Self.configuration()
        change(&configuration)
        #expect(throws: SandboxError.self) { try configuration.validate() }
    }
}
