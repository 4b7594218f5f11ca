import CCurl
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(15)))
struct CancellationTests {
    @Test func isAnsweredWhenTheTaskWasCancelledBefore() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let probe = HookProbe()
        let transport = try CurlTransport.forTests()
        let exchange = await withTaskGroup(of: HTTPExchange.self) { group in
            group.cancelAll()
            group.addTask { await transport.perform(.exclusive(server.url(), probe)) }
            return await group.next()
        }

        #expect(exchange?.firstByte == .notReached)
        #expect(exchange?.isCancelled == true)
        #expect(probe.runs == 0)
        #expect(transport.laneCount == 0)
        #expect(server.connectionCount == 0)
    }

    @Test func isAnsweredWhileItWaitsForALane() async throws {
        let server = try MisbehavingServer(.held(.json("{}")), .json("{}"))
        let transport = try CurlTransport { $0.exclusiveLanes = 1 }
        async let first = transport.perform(.exclusive(server.url("/first")))
        _ = await server.requests(reaching: 1)

        let probe = HookProbe()
        let waiting = Task { await transport.perform(.exclusive(server.url("/waiting"), probe)) }
        waiting.cancel()
        let exchange = await waiting.value
        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .abortedByCallback)
        #expect(exchange.isCancelled)

        server.release()
        #expect(await first.curlCode == .ok)
        _ = await transport.perform(.exclusive(server.url("/last")))
        #expect(probe.runs == 0)
        #expect(server.requests.map(\.target) == ["/first", "/last"])
    }

    /// The handshake hangs, so the call is connecting when the cancellation comes.
    @Test func endsAnExclusiveCallAtOnceBeforeTheHook() async throws {
        let server = try MisbehavingServer(.hangBeforeReading)
        let probe = HookProbe()
        let transport = try CurlTransport.forTests()
        let task = Task { await transport.perform(.exclusive("https://127.0.0.1:\(server.port)/", probe)) }
        await server.connections(reaching: 1)
        task.cancel()
        let exchange = await task.value

        #expect(exchange.firstByte == .notReached)
        #expect(exchange.curlCode == .abortedByCallback)
        #expect(exchange.failure == "cancelled")
        #expect(exchange.isCancelled)
        #expect(exchange.timings.total < 30_000_000)
        #expect(probe.runs == 0)
    }

    @Test func letsAnExclusiveCallFinishOnceTheHookRuns() async throws {
        let server = try MisbehavingServer(.json(#"{"code":0}"#))
        let entered = Door()
        let cancelled = Door()
        let probe = HookProbe {
            entered.open()
            cancelled.waitInHook()
        }
        let transport = try CurlTransport.forTests()
        let task = Task { await transport.perform(.exclusive(server.url(), probe)) }
        await entered.wait()
        task.cancel()
        cancelled.open()
        let exchange = await task.value

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .ok)
        #expect(exchange.response?.text == #"{"code":0}"#)
        #expect(exchange.isCancelled)
        #expect(server.requests.count == 1)
    }

    @Test func letsAnExclusiveCallFinishOnceItWasSent() async throws {
        let server = try MisbehavingServer(.held(.json(#"{"code":0}"#)))
        let probe = HookProbe()
        let transport = try CurlTransport.forTests()
        let task = Task { await transport.perform(.exclusive(server.url(), probe)) }
        _ = await server.requests(reaching: 1)
        task.cancel()
        server.release()
        let exchange = await task.value

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.response?.text == #"{"code":0}"#)
        #expect(exchange.isCancelled)
    }

    @Test func endsASharedCallAtOnce() async throws {
        let server = try MisbehavingServer(.hang)
        let transport = try CurlTransport.forTests()
        let task = Task { await transport.perform(.get(server.url())) }
        _ = await server.requests(reaching: 1)
        task.cancel()
        let exchange = await task.value

        #expect(exchange.firstByte == .allowed)
        #expect(exchange.curlCode == .abortedByCallback)
        #expect(exchange.failure == "cancelled")
        #expect(exchange.isCancelled)
        #expect(exchange.timings.total < 30_000_000)
    }

    @Test func leavesTheLaneUsable() async throws {
        let server = try MisbehavingServer(.hang, .json("{}"))
        let transport = try CurlTransport { $0.sharedLanes = 1 }
        let task = Task { await transport.perform(.get(server.url("/cancelled"))) }
        _ = await server.requests(reaching: 1)
        task.cancel()
        _ = await task.value
        let exchange = await transport.perform(.get(server.url("/next")))

        #expect(exchange.response?.status == 200)
        #expect(!exchange.isCancelled)
    }

    /// Without a wake-up the lane would look at its call only when one of libcurl's timers runs out.
    @Test func wakesTheLaneThatHasTheCall() throws {
        let multi = try #require(curl_multi_init())
        defer { curl_multi_cleanup(multi) }
        let request = HTTPRequest.get("https://nonexistent.invalid/")
        let call = CurlCall(try CheckedRequest(request, allowsPlainLoopback: false), connection: .shared)
        #expect(call.start(on: LaneWaker(multi: multi)))
        call.cancel()

        let clock = ContinuousClock()
        let waited = clock.measure { _ = curl_multi_poll(multi, nil, 0, 60_000, nil) }
        #expect(waited < .seconds(30))
        #expect(call.mustStop)
    }

    /// Cancellations at every moment of many short calls: each is answered, and no hook runs without a request or twice.
    @Test func answersEveryCallUnderAStormOfCancellations() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let transport = try CurlTransport { $0.exclusiveLanes = 2 }
        let hooks = HookProbe()
        var tasks: [Task<HTTPExchange, Never>] = []
        for _ in 0..<60 {
            tasks.append(Task { await transport.perform(.exclusive(server.url(), hooks)) })
        }
        for task in tasks.reversed() { task.cancel() }
        var allowed = 0
        for task in tasks {
            let exchange = await task.value
            #expect(exchange.firstByte == .allowed || (exchange.firstByte == .notReached && exchange.isCancelled))
            if exchange.firstByte == .allowed { allowed += 1 }
        }

        #expect(hooks.runs == allowed)
        #expect(server.requests.count == allowed)
    }
}
