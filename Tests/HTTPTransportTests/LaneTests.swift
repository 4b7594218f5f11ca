import Foundation
import HTTPTransport
import Synchronization
import TestSupport
import Testing

@testable import HTTPTransport

@Suite(.timeLimit(.minutes(15)))
struct LaneTests {
    @Test func servesAHundredCallsOverFourLanes() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let transport = try CurlTransport.forTests()
        let inside = Mutex((now: 0, most: 0))
        let probe = HookProbe {
            inside.withLock {
                $0.now += 1
                $0.most = max($0.most, $0.now)
            }
            inside.withLock { $0.now -= 1 }
        }
        let exchanges = await withTaskGroup(of: HTTPExchange.self) { group in
            for number in 0..<100 {
                group.addTask {
                    await transport.perform(.exclusive(server.url("/\(number)"), body: "\(number)", probe))
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(exchanges.count == 100)
        #expect(exchanges.allSatisfy { $0.curlCode == .ok && $0.response?.status == 200 })
        #expect(Set(server.requests.map(\.target)) == Set((0..<100).map { "/\($0)" }))
        #expect(server.requests.allSatisfy { "/\($0.bodyText)" == $0.target })
        #expect(server.requests.count == 100)
        #expect(probe.runs == 100)
        #expect(inside.withLock { $0.most } <= 4)
        #expect(transport.laneCount <= 4)
    }

    @Test func keepsTheOrderOfCallsThatWait() async throws {
        let server = try MisbehavingServer(.held(.json("{}")), .json("{}"))
        let transport = try CurlTransport { $0.exclusiveLanes = 1 }
        let queue = Task { await transport.perform(.exclusive(server.url("/0"))) }
        _ = await server.requests(reaching: 1)
        var tasks = [queue]
        for number in 1...5 {
            tasks.append(Task { await transport.perform(.exclusive(server.url("/\(number)"))) })
            while transport.waitingCount < number { await Task.yield() }
        }
        server.release()
        for task in tasks { _ = await task.value }

        #expect(server.requests.map(\.target) == (0...5).map { "/\($0)" })
    }

    @Test func startsThreadsOnlyWhenNeeded() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let transport = try CurlTransport.forTests()
        #expect(transport.laneCount == 0)
        _ = await transport.perform(.exclusive(server.url()))
        #expect(transport.laneCount == 1)
        _ = await transport.perform(.get(server.url()))
        #expect(transport.laneCount == 2)
    }

    @Test func doesNotBlockSharedCallsBehindExclusiveOnes() async throws {
        let slow = try MisbehavingServer(.held(.json("{}")))
        let quick = try MisbehavingServer(.json("{}"))
        let transport = try CurlTransport { $0.exclusiveLanes = 1 }
        async let waiting = transport.perform(.exclusive(slow.url()))
        _ = await slow.requests(reaching: 1)
        #expect(await transport.perform(.get(quick.url())).response?.status == 200)
        slow.release()
        #expect(await waiting.response?.status == 200)
    }

    @Test func endsItsThreadsOnShutdown() async throws {
        let server = try MisbehavingServer(.json("{}"))
        let transport = try CurlTransport.forTests()
        _ = await transport.perform(.exclusive(server.url()))
        _ = await transport.perform(.get(server.url()))
        transport.shutdown()
        transport.shutdown()
        transport.waitForLanesToEnd()

        #expect(transport.laneCount == 0)
        let exchange = await transport.perform(.exclusive(server.url("/late")))
        #expect(exchange.firstByte == .notReached)
        #expect(exchange.failure == "the transport is shut down")
        #expect(server.requests.count == 2)
    }

    @Test func endsItsThreadsWhenReleased() async throws {
        let server = try MisbehavingServer(.json("{}"))
        var transport: CurlTransport? = try CurlTransport.forTests()
        _ = await transport?.perform(.exclusive(server.url()))
        let queue = try #require(transport?.exclusive)
        #expect(queue.laneCount == 1)
        transport = nil
        queue.waitForLanesToEnd()

        #expect(queue.laneCount == 0)
    }

    @Test func finishesRunningCallsAndDropsWaitingOnesOnShutdown() async throws {
        let server = try MisbehavingServer(.held(.json("{}")))
        let transport = try CurlTransport { $0.exclusiveLanes = 1 }
        async let running = transport.perform(.exclusive(server.url("/running")))
        _ = await server.requests(reaching: 1)
        let probe = HookProbe()
        let waiting = Task { await transport.perform(.exclusive(server.url("/waiting"), probe)) }
        while transport.waitingCount < 1 { await Task.yield() }
        transport.shutdown()
        #expect(await waiting.value.firstByte == .notReached)
        server.release()

        #expect(await running.response?.status == 200)
        #expect(probe.runs == 0)
        #expect(server.requests.count == 1)
    }
}
