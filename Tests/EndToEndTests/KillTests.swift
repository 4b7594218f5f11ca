import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// `kill -9` at ten random moments of a run to 50,000 people, resumed each time.
struct KillTests {
    private static let people = 50_000
    private static let kills = 10

    @Test func nobodyTwiceAndEverybodyUnaccountedForIsInDoubt() async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.latencyMilliseconds = 10
        configuration.journalCapacity = 100_000
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(Self.people)
            let path = try office.manifest(ids: ids, delivery: #"{"batch_size":100}"#)
            // The moment of each kill is a number of requests the server has seen since the start, drawn from a fixed seed.
            var generator = SplitMix64(state: 20_261_201)
            for kill in 0..<Self.kills {
                let arguments = kill == 0 ? ["run", path, "--yes"] : ["resume", "hello@latest"]
                let before = await server.sendCount()
                var running = try office.larkcast.start(arguments)
                let moment = before + 1 + Int(generator.next() % 12)
                // A machine that is too busy to kill at that moment finds it standing a little further on.
                await server.addFault(on: .batchSend, nth: moment - before + 20, count: nil, .held)
                try await server.waitForSends(moment, orTheEndOf: running)
                if kill > 0, running.hasEnded {
                    let told = await running.end()
                    #expect(told.status == 3 && told.errors.contains("in doubt"), "an unseen doubt is told first")
                    // What the killed one had under way may still arrive; the one that told sends nothing.
                    #expect(await server.sendCount() <= before + 4, "and nothing is sent before somebody has seen it")
                    running = try office.larkcast.start(arguments)
                    try await server.waitForSends(moment, orTheEndOf: running)
                }
                running.send(SIGKILL)
                #expect(await running.end().wasKilled, "kill \(kill) found it at work")
                await server.removeFaults()
            }
            _ = try await office.json("resume", "hello@latest")
            let last = try await office.json("resume", "hello@latest")
            #expect(last.document.addsUp)
            #expect(last.document.people("pending") == 0, "the last resume finished what could be finished")
            let doubtful = try #require(last.document.people("in_doubt"))
            #expect(last.result.status == (doubtful > 0 ? 3 : 0))
            #expect(last.document["state"]?.string == (doubtful > 0 ? "halted" : "sent"))

            let reached = await server.reached()
            let once = Set(reached)
            #expect(once.count == reached.count, "no person twice")
            #expect(once.isSubset(of: ids))
            let states = last.document.batchStates
            #expect(states.count == Self.people / 100)
            for (index, state) in states.enumerated() {
                let members = ids[index * 100..<(index + 1) * 100]
                let count = members.count(where: once.contains)
                switch state {
                case "accepted": #expect(count == 100, "batch \(index + 1) is accepted, so everybody got it")
                case "in_doubt": #expect(count == 0 || count == 100)
                default: #expect(Bool(false), "batch \(index + 1) is \(state)")
                }
            }
        }
    }

    @Test func everyOneOf50000GetsItOnce() async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.journalCapacity = 100_000
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(Self.people)
            let run = try await office.json("run", try office.manifest(ids: ids), "--yes")
            #expect(run.result.status == 0)
            #expect(run.document.people("accepted") == Self.people)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    @Test func aTerminatedRunFinishesWhatIsOnTheWireAndGoesOnLater() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(4000)
            let path = try office.manifest(ids: ids, delivery: #"{"batch_size":20}"#)
            // The signal always comes in the middle, however busy the machine is.
            await server.addFault(on: .batchSend, nth: 3, count: nil, .held)
            let running = try office.larkcast.start(["run", path, "--yes", "--json"])
            try await server.waitForSends(3, orTheEndOf: running)
            running.send(SIGINT)
            while !running.errorsSoFar.contains("stopping"), !running.hasEnded {
                try await Task.sleep(for: .milliseconds(5))
            }
            await server.removeFaults()
            let stopped = await running.end()
            #expect(stopped.status == 75 && !stopped.wasKilled, "\(stopped.errors)")
            let document = try #require(JSONReader().readStrictly(Array(stopped.output.utf8)))
            #expect(document.people("in_doubt") == 0)
            #expect(document["state"] == "sending")
            #expect(try await office.json("run", path, "--yes").result.status == 0)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    @Test func twoAtOnceSendOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            // While it sleeps its requests do not: on a slow machine they would come back to a timeout.
            let office = try Office(baseURL: server.baseURL, configuration: "timeouts: {total_ms: 300000}\n")
            let ids = Office.ids(6000)
            let path = try office.manifest(ids: ids, delivery: #"{"in_flight":1}"#)
            await server.addFault(on: .batchSend, .held)
            let first = try office.larkcast.start(["run", path, "--yes"])
            // With one request on the wire it writes nothing, so that no lock of the database sleeps with it.
            try await server.waitForSends(1, orTheEndOf: first)
            // The first sleeps while the second starts, however long that takes; its lock does not.
            first.send(SIGSTOP)
            let second = try await office.json("run", path, "--yes")
            #expect(second.result.status == 75)
            #expect(second.document["error"]?["type"] == "lock_held")
            await server.removeFaults()
            first.send(SIGCONT)
            #expect(await first.end().status == 0)
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }
}

/// A small generator with a fixed seed, so that a failing kill can be played again.
private struct SplitMix64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SandboxServer {
    /// Waits until that many `batch_send` requests have come, or the program has ended by itself.
    func waitForSends(_ count: Int, orTheEndOf running: RunningCommand) async throws {
        while await sendCount() < count, !running.hasEnded { try await Task.sleep(for: .milliseconds(2)) }
    }
}
