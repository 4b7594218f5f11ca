import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// The real program tells what becomes of runs, and is never kept from sending by whoever listens.
struct NotificationTests {
    private static let mark = "MARKER-w3bh00k"

    private static func manifest(_ job: String, owner: String? = nil, ids: Int = 3, _ rest: String = "") -> String {
        let list = Office.ids(ids).map { "\"\($0)\"" }.joined(separator: ",")
        let text = "News of \(job)"
        let title = #"**News** [of](https://example.com) \"it\" \\ 通知"#
        return #"{"job":"\#(job)","title":"\#(title)","audience":{"users":{"open_ids":[\#(list)]}}"#
            + #","message":{"text":"\#(text)"}"#
            + (owner.map { #","owner":"\#($0)""# } ?? "") + rest + "}"
    }

    private static let everyMinute =
        #","schedule":{"cron":"* * * * *","timezone":"UTC","allow_frequent":true,"starting_deadline":"10m"}"#

    private static func office(_ feishu: SandboxServer, _ hook: MisbehavingServer?) throws -> Office {
        let url = hook.map { $0.url("/hooks/\(Self.mark)") }
        let office = try Office(baseURL: feishu.baseURL, environment: url.map { ["LARKCAST_WEBHOOK": $0] } ?? [:])
        try FileManager.default.createDirectory(
            atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
        return office
    }

    private static func events(_ hook: MisbehavingServer) -> [String] {
        hook.requests.compactMap { JSONReader().readStrictly($0.body)?["event"]?.string }
    }

    @Test func aRunIsToldToTheWebhookAndItsOwnerOnce() async throws {
        let hook = try MisbehavingServer(.respond(status: 200, body: "ok"))
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, hook)
            let boss = try #require(feishu.company.people.first { $0.isVisible && !$0.isResigned }).openID
            let path = try office.manifest(Self.manifest("news", owner: boss))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            #expect(Self.events(hook) == ["start", "finish"])
            let document = try #require(hook.requests.last.flatMap { JSONReader().readStrictly($0.body) })
            #expect(document["title"]?.string == #"**News** [of](https://example.com) "it" \ 通知"#)
            #expect(document["people"]?["accepted"]?.integer == 3)
            for _ in 0..<5 { #expect(try await office.larkcast.run(["tick", "--jobs", "jobs"]).status == 0) }
            #expect(hook.requests.count == 2, "told once")
            let messages = await feishu.messages()
            #expect(messages.map(\.openID) == [boss, boss])
            #expect(messages.allSatisfy { $0.content.contains(#""tag":"plain_text""#) })
            #expect(!messages.contains { $0.content.contains("lark_md") })
            #expect(await feishu.reached().count == 3)
        }
    }

    @Test func cardsSpeakTheLanguageOfTheProcessAndTheWebhookEnglish() async throws {
        let hook = try MisbehavingServer(.respond(status: 200, body: "ok"))
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let url = hook.url("/hooks/\(Self.mark)")
            let office = try Office(
                baseURL: feishu.baseURL, environment: ["LARKCAST_WEBHOOK": url, "LARKCAST_LANG": "zh"])
            let boss = try #require(feishu.company.people.first { $0.isVisible && !$0.isResigned }).openID
            let path = try office.manifest(Self.manifest("news", owner: boss))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            let contents = await feishu.messages().map(\.content)
            #expect(contents.count == 2 && contents[0].contains("已开始发送") && contents[1].contains("3 人：已受理 3"))
            let document = try #require(hook.requests.last.flatMap { JSONReader().readStrictly($0.body) })
            #expect(document["headline"] == "Sent")
        }
    }

    /// Beside its rounds: nobody calls another command for it.
    @Test func theDaemonTellsByItself() async throws {
        let hook = try MisbehavingServer(.respond(status: 200, body: "ok"))
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, hook)
            let daemon = try Daemon(office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(3))])
            _ = await hook.requests(reaching: 2)
            daemon.running.send(SIGTERM)
            #expect(await daemon.running.end().status == 0)
            #expect(Self.events(hook) == ["start", "finish"])
        }
    }

    @Test func nothingIsToldWhereNobodyIsNamed() async throws {
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, nil)
            let path = try office.manifest(Self.manifest("news"))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 0)
            #expect(try await office.larkcast.run(["tick", "--jobs", "jobs"]).status == 0)
            #expect(await feishu.messages().isEmpty)
        }
    }

    /// A webhook that refuses, answers garbage, points elsewhere or goes away changes nothing about the run.
    @Test(arguments: ["500", "redirect", "garbage", "close"])
    func whateverTheWebhookDoesTheRunIsSent(_ fault: String) async throws {
        let elsewhere = try MisbehavingServer(.respond(status: 200))
        defer { elsewhere.stop() }
        let behaviour: MisbehavingServer.Behaviour =
            switch fault {
            case "500": .respond(status: 500, body: Self.mark)
            case "redirect": .respond(status: 307, fields: [("Location", elsewhere.url("/\(Self.mark)"))])
            case "garbage": .raw("\(Self.mark)\u{0}\r\n\r\n")
            default: .closeWithoutAnswer
            }
        let hook = try MisbehavingServer(behaviour)
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, hook)
            let path = try office.manifest(Self.manifest("news"))
            let run = try await office.larkcast.run(["run", path, "--yes", "--verbose"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(await feishu.reached().count == 3)
            #expect(elsewhere.requests.isEmpty)
            #expect(!hook.requests.isEmpty)
            let commands = [
                ["status", "news@latest", "--json"], ["audit", "--json"], ["doctor"], ["report", "news@latest"],
            ]
            for arguments in commands {
                let shown = try await office.larkcast.run(arguments)
                #expect(!shown.output.contains(Self.mark) && !shown.errors.contains(Self.mark), "\(arguments)")
            }
            for name in try FileManager.default.subpathsOfDirectory(atPath: office.directory.url.path) {
                let file = office.directory.url.appendingPathComponent(name)
                guard let data = try? Data(contentsOf: file) else { continue }
                #expect(data.range(of: Data(Self.mark.utf8)) == nil, "the address is in \(name)")
            }
        }
    }

    /// While a tick waits for a webhook that hangs, the next one sends what has become due.
    @Test func aHangKeepsNothingFromBeingSent() async throws {
        let hook = try MisbehavingServer(.hang)
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, hook)
            _ = try office.manifest(Self.manifest("first", Self.everyMinute), name: "jobs/first.json")
            let hanging = try office.larkcast.start(["tick", "--jobs", "jobs"])
            try await feishu.waitForSends(1, orTheEndOf: hanging)
            _ = await hook.requests(reaching: 1)
            if !hanging.hasEnded {
                let environment = try #require(
                    try? String(contentsOfFile: "/proc/\(hanging.processID)/cmdline", encoding: .utf8))
                #expect(!environment.contains(Self.mark))
                let block = URL(fileURLWithPath: "/proc/\(hanging.processID)/environ")
                if let bytes = try? Data(contentsOf: block) { #expect(bytes.range(of: Data(Self.mark.utf8)) == nil) }
            }
            _ = try office.manifest(Self.manifest("second", ids: 4), name: "second.json")
            let before = await feishu.sendCount()
            let second = try office.larkcast.start(["run", "second.json", "--yes"])
            try await feishu.waitForSends(before + 1, orTheEndOf: second)
            #expect(await feishu.sendCount() == before + 1, "the lock is free")
            hook.stop()
            #expect(await second.end().status == 0)
            _ = await hanging.end()
            let scheduled = try await office.json("status", "first@latest").document
            #expect(scheduled["tzdata"]?.string?.hasPrefix("20") == true, "by which rules its time was decided")
            #expect(try await office.json("status", "second@latest").document["tzdata"] == nil)
        }
    }

    /// Killed while a batch is on the wire, before anything was told: the next tick tells of the beginning and of the doubt.
    @Test func aKillLosesNoNews() async throws {
        let hook = try MisbehavingServer(.respond(status: 200))
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, hook)
            let delivery = #","delivery":{"batch_size":1,"in_flight":1}"#
            let path = try office.manifest(Self.manifest("news", ids: 3, delivery))
            await feishu.addFault(on: .batchSend, nth: 2, .held)
            let running = try office.larkcast.start(["run", path, "--yes"])
            try await feishu.waitForSends(2, orTheEndOf: running)
            running.send(SIGKILL)
            _ = await running.end()
            #expect(hook.requests.isEmpty)
            for _ in 0..<3 { _ = try await office.larkcast.run(["tick", "--jobs", "jobs"]) }
            #expect(Self.events(hook) == ["start", "halt"])
        }
    }

    /// Each decision is told by the command itself; no tick comes by.
    @Test func whoDecidesTells() async throws {
        let hook = try MisbehavingServer(.respond(status: 200))
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, hook)
            let path = try office.manifest(Self.manifest("news", #","approval":{"required":true}"#))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 3)
            #expect(try await office.larkcast.run(["approve", "news@latest", "--as", "Li Na", "--yes"]).status == 0)
            #expect(Self.events(hook) == ["approval", "start"])
            #expect(try await office.larkcast.run(["pause", "news@latest", "--reason", "wrong date"]).status == 0)
            #expect(Self.events(hook) == ["approval", "start", "pause"])
            #expect(try await office.larkcast.run(["cancel", "news@latest", "--yes"]).status == 0)
            #expect(Self.events(hook) == ["approval", "start", "pause", "finish"])

            let doubtful = try office.manifest(Self.manifest("doubt"), name: "doubt.json")
            _ = await feishu.addFault(FaultRule(api: .batchSend, effect: FaultEffect(status: 504)))
            #expect(try await office.larkcast.run(["run", doubtful, "--yes"]).status == 3)
            #expect(Self.events(hook).suffix(2) == ["start", "halt"])
            #expect(try await office.larkcast.run(["resolve", "doubt@latest", "1", "--abandon"]).status == 1)
            #expect(Self.events(hook).suffix(3) == ["start", "halt", "finish"])
        }
    }

    /// The decision is what counts: its exit code says nothing about an address that refuses, hangs or is none.
    @Test(arguments: ["500", "hang", "nobody", "no file"]) func aDecisionStandsWhoeverHearsOfIt(_ fault: String)
        async throws
    {
        let hook = try MisbehavingServer(fault == "hang" ? .hang : .respond(status: 500))
        defer { hook.stop() }
        try await SandboxServer.withServer(.forClients) { feishu in
            let office = try Self.office(feishu, fault == "nobody" || fault == "no file" ? nil : hook)
            let path = try office.manifest(Self.manifest("news", #","approval":{"required":true}"#))
            #expect(try await office.larkcast.run(["run", path, "--yes"]).status == 3)
            var variables = ""
            if fault == "nobody" { variables = "export LARKCAST_WEBHOOK=http://127.0.0.1:9/" }
            if fault == "no file" { variables = "export LARKCAST_WEBHOOK_FILE=nowhere" }
            let decisions = [
                ["approve", "news@latest", "--as", "Li Na", "--yes"], ["pause", "news@latest"],
                ["cancel", "news@latest", "--yes"],
            ]
            for arguments in decisions {
                let end = try await office.larkcast.run(after: variables, arguments)
                #expect(end.status == 0, "\(end.errors)")
                #expect(end.errors.contains("warning: the secret file") == (fault == "no file"), "\(end.errors)")
            }
            #expect(try await office.json("status", "news@latest").document["state"] == "cancelled")
        }
    }
}
