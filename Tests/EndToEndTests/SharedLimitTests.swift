import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Several processes at once, against a sandbox that counts every sliding window itself and would answer 429.
struct SharedLimitTests {
    private static func strict(perSecond: Int, perMinute: Int) -> SandboxConfiguration {
        var configuration = SandboxConfiguration.forClients
        configuration.enforcesLimits = true
        configuration.policy.callsPerSecond = perSecond
        configuration.policy.callsPerMinute = perMinute
        return configuration
    }

    private static func limits(perSecond: Int, perMinute: Int) -> String {
        "limits: {per_second: \(perSecond), per_minute: \(perMinute), polls_per_minute: 100}\n"
    }

    /// No answer of the sandbox was "too often", and its own record says the same.
    private static func expectNoRefusal(_ server: SandboxServer, perSecond: Int) async {
        let journal = await server.journal()
        #expect(!journal.contains { $0.code == 99_991_400 || $0.status == 429 })
        for api in SandboxAPI.allCases where api != .token {
            let stamps = journal.filter { $0.api == api }.map(\.monotonicMilliseconds).sorted()
            for (index, stamp) in stamps.enumerated() where index + perSecond < stamps.count {
                // The record is in whole milliseconds.
                #expect(stamps[index + perSecond] - stamp >= 999, "\(api)")
            }
        }
    }

    /// Two jobs are started together; whoever finds the lock taken comes back, and then counts what the other has sent.
    @Test func twoRunsThatHandOverTheLockShareTheSecond() async throws {
        let perSecond = 20
        try await SandboxServer.withServer(Self.strict(perSecond: perSecond, perMinute: 1000)) { server in
            let office = try Office(
                baseURL: server.baseURL, configuration: Self.limits(perSecond: perSecond, perMinute: 1000))
            let ids = Office.ids(70)
            let paths = try [
                office.manifest(ids: Array(ids.prefix(35)), job: "first", delivery: #"{"batch_size":1}"#),
                office.manifest(ids: Array(ids.suffix(35)), job: "second", delivery: #"{"batch_size":1}"#),
            ]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for path in paths {
                    group.addTask {
                        var result = try await office.larkcast.run(["run", path, "--yes"])
                        while result.status == 75 { result = try await office.larkcast.run(["run", path, "--yes"]) }
                        #expect(result.status == 0, "\(result.errors)")
                    }
                }
                try await group.waitForAll()
            }
            let reached = await server.reached()
            #expect(reached.count == 70 && Set(reached) == Set(ids))
            await Self.expectNoRefusal(server, perSecond: perSecond)
        }
    }

    /// The minute is shared as well: what the first run sent is missing to the second, which waits until it is too late.
    @Test func theMinuteIsSharedByConsecutiveProcesses() async throws {
        try await SandboxServer.withServer(Self.strict(perSecond: 50, perMinute: 25)) { server in
            let office = try Office(baseURL: server.baseURL, configuration: Self.limits(perSecond: 50, perMinute: 25))
            let first = try office.manifest(
                ids: Array(Office.ids(40).prefix(15)), job: "first", delivery: #"{"batch_size":1}"#)
            let second = try office.manifest(
                ids: Array(Office.ids(40).suffix(25)), job: "second", delivery: #"{"batch_size":1,"not_after":"3s"}"#)
            #expect(try await office.larkcast.run(["run", first, "--yes"]).status == 0)
            let late = try await office.json("run", second, "--yes")
            #expect(late.result.status == 1, "\(late.result.errors)")
            #expect(late.document["state"] == "expired")
            let accepted = try #require(late.document.people("accepted"))
            #expect((1...10).contains(accepted), "ten on a machine that is not too busy")
            #expect(late.document.people("cancelled") == 25 - accepted)
            #expect(await server.sendCount() == 15 + accepted)
            await Self.expectNoRefusal(server, perSecond: 50)
        }
    }

    /// A run, two polls and a recall at the same time: four processes, every API within its own windows.
    @Test func aRunPollsAndARecallAtOnce() async throws {
        let perSecond = 40
        try await SandboxServer.withServer(Self.strict(perSecond: perSecond, perMinute: 1000)) { server in
            let office = try Office(
                baseURL: server.baseURL, configuration: Self.limits(perSecond: perSecond, perMinute: 1000))
            let ids = Office.ids(90)
            let polled = try office.manifest(
                ids: Array(ids[0..<20]), job: "polled", delivery: #"{"batch_size":1}"#)
            let recalled = try office.manifest(
                ids: Array(ids[20..<40]), job: "recalled", delivery: #"{"batch_size":1}"#)
            let sent = try office.manifest(ids: Array(ids[40..<90]), job: "sent", delivery: #"{"batch_size":1}"#)
            #expect(try await office.larkcast.run(["run", polled, "--yes"]).status == 0)
            #expect(try await office.larkcast.run(["run", recalled, "--yes"]).status == 0)
            try await server.whileTimePasses {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let commands = [
                        ["run", sent, "--yes"], ["poll", "polled@latest"], ["poll", "polled@latest"],
                        ["recall", "recalled@latest", "--yes"],
                    ]
                    for arguments in commands {
                        group.addTask {
                            let result = try await office.larkcast.run(arguments)
                            #expect(result.status == 0, "\(arguments[0]): \(result.errors)")
                        }
                    }
                    try await group.waitForAll()
                }
            }
            await Self.expectNoRefusal(server, perSecond: perSecond)
            #expect(await server.reached().count == 90)
            #expect(try await office.json("status", "recalled@latest").document["recall"] == "recalled")
        }
    }

    @Test func aPollThatWasToldToRestEndsAtASignal() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            #expect(try await office.json("run", try office.manifest(ids: Office.ids(5)), "--yes").result.status == 0)
            _ = await server.addFault(
                FaultRule(
                    api: .getProgress,
                    effect: FaultEffect(status: 429, code: 99_991_400, headers: ["x-ogw-ratelimit-reset": "100"])))
            let poll = try office.larkcast.start(["poll", "hello@latest"])
            while await server.journal().allSatisfy({ $0.api != .getProgress }), !poll.hasEnded {
                try await Task.sleep(for: .milliseconds(2))
            }
            poll.send(SIGTERM)
            let ended = await poll.end()
            #expect(ended.status == 75 && !ended.wasKilled, "\(ended.errors)")
            #expect(await server.journal().count { $0.api == .getProgress } == 1)
        }
    }

    /// What one process was told, the next one knows: the whole app stands still for a used up quota.
    @Test func aUsedUpQuotaStopsTheNextProcessToo() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            _ = await server.addFault(
                FaultRule(api: .batchSend, nth: 2, effect: FaultEffect(status: 200, code: 11247)))
            let first = try office.manifest(
                ids: Array(Office.ids(30).prefix(20)), job: "first", delivery: #"{"batch_size":10,"in_flight":1}"#)
            let second = try office.manifest(ids: Array(Office.ids(30).suffix(10)), job: "second")
            #expect(try await office.larkcast.run(["run", first, "--yes"]).status == 75)
            let refused = try await office.json("run", second, "--yes")
            #expect(refused.result.status == 75)
            #expect(refused.document["error"]?["type"] == "app_stopped")
            #expect(await server.sendCount() == 2)
            #expect(try await office.larkcast.run(["resume", "first@latest"]).status == 0)
            #expect(try await office.larkcast.run(["run", second, "--yes"]).status == 0)
            let reached = await server.reached()
            #expect(reached.count == 30 && Set(reached).count == 30)
        }
    }

    @Test func aPlanBeyondTheDayIsWarnedOfAndRefused() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL, configuration: "limits: {recipients_per_day: 25}\n")
            let first = try office.manifest(ids: Array(Office.ids(40).prefix(20)), job: "first")
            let second = try office.manifest(ids: Array(Office.ids(40).suffix(6)), job: "second")
            #expect(try await office.json("plan", second).document["warnings"]?.array?.isEmpty == true)
            #expect(try await office.larkcast.run(["run", first, "--yes"]).status == 0)
            let plan = try await office.json("plan", second)
            #expect(plan.result.status == 0)
            #expect(plan.document["warnings"]?.array?.contains { $0.string?.contains("25 a day") == true } == true)
            let run = try await office.json("run", second, "--yes")
            #expect(run.result.status == 75)
            #expect(run.document["error"]?["type"] == "daily_quota")
            #expect(await server.reached().count == 20)
        }
    }
}
