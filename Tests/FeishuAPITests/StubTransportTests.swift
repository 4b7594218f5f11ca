import HTTPTransport
import TestSupport
import Testing

@Suite struct StubTransportTests {
    private static let request = HTTPRequest(method: .get, url: "https://a.example/x")
    private static let stub = StubTransport.Stub(.get, "https://a.example/x", .answered(200, "1"))

    @Test func complainsAboutAnUnexpectedRequest() async throws {
        let problem = StubProblem(unexpected: ["GET https://a.example/x"], unused: [])
        await #expect(throws: problem) {
            try await withStubTransport([]) { transport in
                let exchange = await transport.perform(Self.request)
                #expect(exchange.firstByte == .notReached)
            }
        }
    }

    @Test func complainsAboutAnUnusedStub() async throws {
        let problem = StubProblem(unexpected: [], unused: ["GET https://a.example/x"])
        await #expect(throws: problem) { try await withStubTransport([Self.stub]) { _ in } }
    }

    @Test func blamesTheUnexpectedRequestForWhatFollowsFromIt() async throws {
        struct Consequence: Error {}
        await #expect(throws: StubProblem.self) {
            try await withStubTransport([]) { transport in
                _ = await transport.perform(Self.request)
                throw Consequence()
            }
        }
        await #expect(throws: Consequence.self) {
            try await withStubTransport([Self.stub]) { _ in throw Consequence() }
        }
    }

    @Test func playsEqualRequestsInOrder() async throws {
        let second = StubTransport.Stub(.get, "https://a.example/x", .answered(201, "2"))
        try await withStubTransport([Self.stub, second]) { transport in
            #expect(await transport.perform(Self.request).response?.status == 200)
            #expect(await transport.perform(Self.request).response?.status == 201)
            #expect(transport.requests.count == 2)
        }
    }

    @Test func runsTheHookOnlyWhenTheFirstByteWasReached() async throws {
        let request = HTTPRequest(
            method: .get, url: Self.request.url,
            connection: .exclusive(beforeFirstByte: { throw CancellationError() }))
        let unreachable = StubTransport.Stub(.get, request.url, .failed(.couldNotConnect))
        try await withStubTransport([Self.stub, unreachable]) { transport in
            let refused = await transport.perform(request)
            #expect(refused.firstByte == .refused)
            #expect(refused.response == nil)
            #expect(refused.refusal is CancellationError)
            #expect(await transport.perform(request).firstByte == .notReached)
        }
    }
}
