import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Too little of something: the run ends with a reason before anything leaves, or the batch is named as in doubt.
struct ResourceLimitTests {
    private static let ids = Office.ids(60)
    private static let delivery = #"{"batch_size":10,"in_flight":2}"#

    /// Runs with a file-size limit that grows a little each time, until nothing fails any more: so every write of the run
    /// is the one that fails once.
    @Test func aFileSizeLimitMeetsEveryWriteOnce() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Self.ids, delivery: Self.delivery)
            for word in ["pause", "resume"] {
                #expect(try await office.larkcast.run([word, "--all"]).status == 0, "makes the store")
            }
            let store = office.directory.path("larkcast.sqlite")
            let size = try #require(
                try FileManager.default.attributesOfItem(atPath: store)[.size] as? NSNumber
            ).intValue
            var failures = 0
            var last: Command.Result?
            // The rollback journal is as large as what a commit touches; the store itself grows by a few pages.
            for limit in stride(from: 8, through: size / 512 + 400, by: max(8, size / 512 / 10)) {
                let run = try await office.larkcast.run(after: "ulimit -f \(limit)", ["run", path, "--yes"])
                #expect(!run.wasKilled, "SIGXFSZ is an error of the write")
                last = run
                if run.status == 0 || run.status == 3 { break }
                #expect(run.status == 74, "\(limit) blocks: \(run.status) \(run.errors)")
                failures += 1
            }
            #expect(failures >= 3, "the limit was met")
            #expect(last?.status == 0 || last?.status == 3, "and then no more")
            try await expectNobodyTwiceAndNobodyLost(office, server)
        }
    }

    @Test(arguments: [12, 32, 255]) func tooFewDescriptorsAreSaidBeforeAnything(_ count: Int) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Self.ids, delivery: Self.delivery)
            let run = try await office.larkcast.run(after: "ulimit -n \(count)", ["run", path, "--yes"])
            #expect(run.status == 78 && !run.wasKilled, "\(run.errors)")
            #expect(run.errors.contains("only \(count) files") && run.errors.contains("ulimit -n"))
            #expect(await server.journal().isEmpty)
        }
    }

    @Test(arguments: ["ulimit -n 256", "ulimit -S -n 20"])
    func enoughDescriptorsAreEnough(_ limit: String) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Self.ids, delivery: #"{"batch_size":2,"in_flight":16}"#)
            let run = try await office.larkcast.run(after: limit, ["run", path, "--yes"])
            #expect(run.status == 0, "a soft limit is raised: \(run.errors)")
            #expect(await server.reached().sorted() == Self.ids.sorted())
        }
    }

    /// Nobody who can reach the page may take what sending needs: neither by asking often nor by asking for nothing.
    @Test func aDashboardLeavesSendingItsDescriptors() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            try FileManager.default.createDirectory(
                atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
            let daemon = try office.larkcast.start(
                after: "ulimit -n 640; ulimit -S -n 300",
                ["serve", "--jobs", "jobs", "--listen", "127.0.0.1:0"])
            let port = try #require(try await Visitor.port(of: daemon), "\(daemon.errorsSoFar)")
            let crowd = try (0..<700).map { _ in try RawConnection(port: port) }
            for connection in crowd { await connection.say("HEAD /live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n") }
            let job = Daemon.due("news", ids: Office.ids(20), delivery: #"{"batch_size":2,"in_flight":10}"#)
            try Daemon.put(job, as: "news.json", in: office)
            while await server.reached().count < 20, !daemon.hasEnded {
                for connection in crowd {
                    await connection.say("HEAD /live HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n")
                }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(!daemon.errorsSoFar.contains("open files"), "\(daemon.errorsSoFar)")
            daemon.send(SIGTERM)
            #expect(await daemon.end().status == 0)
        }
    }

    @Test func tooFewDescriptorsForADashboardAreSaidBeforeAnything() async throws {
        let office = try Office(baseURL: "http://127.0.0.1:9")
        let end = try await office.larkcast.run(after: "ulimit -n 500", ["serve", "--listen", "127.0.0.1:0"])
        #expect(end.status == 78 && end.errors.contains("only 500 files") && end.errors.contains("ulimit -n 640"))
    }

    #if os(Linux)
        /// Without room a thread is never started, and whoever waits for it waits for ever: so it is said at once.
        @Test(arguments: [400_000, 1_048_575]) func tooLittleAddressSpaceIsSaidBeforeAnything(
            _ kilobytes: Int
        ) async throws {
            try await SandboxServer.withServer(.forClients) { server in
                let office = try Office(baseURL: server.baseURL)
                let path = try office.manifest(ids: Self.ids, delivery: Self.delivery)
                let run = try await office.larkcast.run(after: "ulimit -v \(kilobytes)", ["run", path, "--yes"])
                #expect(run.status == 78 && !run.wasKilled, "\(run.errors)")
                #expect(run.errors.contains("address space") && run.errors.contains("ulimit -v"))
                #expect(await server.journal().isEmpty)
            }
        }

        @Test func theLeastAddressSpaceIsEnough() async throws {
            try await SandboxServer.withServer(.forClients) { server in
                let office = try Office(baseURL: server.baseURL)
                let path = try office.manifest(ids: Self.ids, delivery: #"{"batch_size":2,"in_flight":16}"#)
                let run = try await office.larkcast.run(after: "ulimit -v 1048576", ["run", path, "--yes"])
                #expect(run.status == 0, "\(run.errors)")
                #expect(await server.reached().sorted() == Self.ids.sorted())
            }
        }
    #endif

    private func expectNobodyTwiceAndNobodyLost(_ office: Office, _ server: SandboxServer) async throws {
        let run = try await office.json("status", "hello@latest").document
        let reached = await server.reached()
        #expect(Set(reached).count == reached.count, "nobody twice")
        #expect(run.addsUp)
        for (index, state) in run.batchStates.enumerated() {
            let members = Self.ids[index * 10..<(index + 1) * 10]
            let count = members.count(where: Set(reached).contains)
            switch state {
            case "accepted": #expect(count == 10, "batch \(index + 1) is accepted, so everybody got it")
            case "in_doubt": #expect(count == 0 || count == 10)
            default: #expect(count == 0, "batch \(index + 1) is \(state), so nobody has it")
            }
        }
    }
}
