import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import FeishuAPI

@Suite struct TenantTokenTests {
    private func provider(_ rig: Rig, _ transport: StubTransport) throws -> TenantTokenProvider {
        TenantTokenProvider(
            configuration: try Rig.configuration(), dependencies: rig.dependencies(transport),
            policy: TokenRetryPolicy())
    }

    @Test func asksWithIDAndSecretAndNothingElse() async throws {
        try await withStubTransport([Rig.grantStub()]) { transport in
            try await Rig().client(transport).prepareToken()
            let request = try #require(transport.requests.first)
            #expect(request.fields == [HTTPRequest.Field("Content-Type", "application/json; charset=utf-8")])
            let body = request.body.map { String(decoding: $0, as: UTF8.self) }
            #expect(body == #"{"app_id":"cli_a1b2c3","app_secret":"\#(Rig.secret)"}"#)
            let isShared = if case .shared = request.connection { true } else { false }
            #expect(isShared)
        }
    }

    @Test func keepsTheTokenWhileTenMinutesRemain() async throws {
        let rig = Rig()
        try await withStubTransport([Rig.grantStub(), Rig.grantStub("t-second")]) { transport in
            let provider = try provider(rig, transport)
            #expect(try await provider.token() == Secret(Rig.token))
            rig.advance(seconds: 7_200 - 600)
            #expect(try await provider.token() == Secret(Rig.token))
            rig.advance(seconds: 1)
            #expect(try await provider.token() == Secret("t-second"))
        }
    }

    @Test func countsTheDeadlineFromBeforeTheRequest() async throws {
        let rig = Rig()
        let slow = StubTransport.Stub(.post, Rig.tokenURL) { _ in
            rig.advance(seconds: 100)
            return Rig.grant(expire: 700)
        }
        try await withStubTransport([slow, Rig.grantStub("t-second")]) { transport in
            let provider = try provider(rig, transport)
            _ = try await provider.token()
            rig.advance(seconds: 1)
            #expect(try await provider.token() == Secret("t-second"))
        }
    }

    @Test func usesAShortLivedTokenOnce() async throws {
        try await withStubTransport([Rig.grantStub("t-1", expire: 1), Rig.grantStub("t-2")]) { transport in
            let provider = try provider(Rig(), transport)
            #expect(try await provider.token() == Secret("t-1"))
            #expect(try await provider.token() == Secret("t-2"))
        }
    }

    @Test func doesNotBelieveALifeOfMoreThanTwoHours() async throws {
        let rig = Rig()
        try await withStubTransport([Rig.grantStub("t-1", expire: .max), Rig.grantStub("t-2")]) { transport in
            let provider = try provider(rig, transport)
            _ = try await provider.token()
            rig.advance(seconds: 6_601)
            #expect(try await provider.token() == Secret("t-2"))
        }
    }

    @Test func asksOnceForAHundredCallers() async throws {
        let gate = Gate()
        let stub = StubTransport.Stub(.post, Rig.tokenURL) { _ in
            await gate.passed()
            return Rig.grant()
        }
        try await withStubTransport([stub]) { transport in
            let provider = try provider(Rig(), transport)
            try await withThrowingTaskGroup(of: Secret.self) { group in
                for _ in 0..<100 { group.addTask { try await provider.token() } }
                while await provider.flight?.waiterCount != 100 { await Task.yield() }
                gate.open()
                for try await token in group { #expect(token == Secret(Rig.token)) }
            }
            #expect(transport.requests.count == 1)
        }
    }

    @Test func givesOneFailureToEverybodyAndAsksAnewAfterwards() async throws {
        let refused = HTTPExchange.answered(200, #"{"code":10014,"msg":"app id not exists"}"#)
        try await withStubTransport([.init(.post, Rig.tokenURL, refused), Rig.grantStub()]) { transport in
            let provider = try provider(Rig(), transport)
            #expect(await failure { () async throws(FeishuError) in try await provider.token() }?.kind == .credentials)
            #expect(try await provider.token() == Secret(Rig.token))
        }
    }

    @Test func letsACancelledWaiterLeaveAlone() async throws {
        let gate = Gate()
        let stub = StubTransport.Stub(.post, Rig.tokenURL) { _ in
            await gate.passed()
            return Rig.grant()
        }
        try await withStubTransport([stub]) { transport in
            let provider = try provider(Rig(), transport)
            let leaver = Task { await failure { () async throws(FeishuError) in try await provider.token() } }
            while await provider.flight?.waiterCount != 1 { await Task.yield() }
            let stayer = Task { try await provider.token() }
            while await provider.flight?.waiterCount != 2 { await Task.yield() }
            leaver.cancel()
            #expect(await leaver.value?.kind == .cancelled)
            gate.open()
            #expect(try await stayer.value == Secret(Rig.token))
        }
    }

    @Test func turnsAwayACallerThatComesCancelled() async throws {
        let gate = Gate()
        let stub = StubTransport.Stub(.post, Rig.tokenURL) { _ in
            await gate.passed()
            return Rig.grant()
        }
        try await withStubTransport([stub]) { transport in
            let provider = try provider(Rig(), transport)
            let start = Gate()
            let caller = Task {
                await start.passed()
                return await failure { () async throws(FeishuError) in try await provider.token() }
            }
            caller.cancel()
            start.open()
            #expect(await caller.value?.kind == .cancelled)
            gate.open()
            #expect(try await provider.token() == Secret(Rig.token))
        }
    }

    @Test func forgetsOnlyTheTokenThatWasRefused() async throws {
        try await withStubTransport([Rig.grantStub("t-1"), Rig.grantStub("t-2")]) { transport in
            let provider = try provider(Rig(), transport)
            let first = try await provider.token()
            await provider.invalidate(first)
            let second = try await provider.token()
            #expect(second == Secret("t-2"))
            await provider.invalidate(first)
            #expect(try await provider.token() == second)
        }
    }
}

/// Holds a reply back until the test lets it go.
final class Gate: Sendable {
    private let state = Mutex<(isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>((false, []))

    func passed() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
        }
    }

    func open() {
        let waiting = state.withLock { state in
            defer { state = (true, []) }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
