import FeishuSandbox
import Foundation
import TestSupport
import Testing

/// `tick --metrics-file`: what a monitoring system of another account reads.
struct MetricsProcessTests {
    private static func office(_ baseURL: String) throws -> Office {
        let office = try Office(baseURL: baseURL)
        try FileManager.default.createDirectory(
            atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
        let ids = Office.ids(3).map { "\"\($0)\"" }.joined(separator: ",")
        _ = try office.manifest(
            #"{"job":"due","audience":{"users":{"open_ids":[\#(ids)]}},"message":{"text":"News"}"# + Office.dueOnce
                + "}",
            name: "jobs/due.json")
        return office
    }

    @Test func aTickLeavesWhatItDidForEverybodyToRead() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server.baseURL)
            let path = office.directory.path("larkcast.prom")
            let tick = try await office.larkcast.run(["tick", "--jobs", "jobs", "--metrics-file", path])
            #expect(tick.status == 0, "\(tick)")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            for line in [
                "larkcast_tick_done{what=\"started\"} 1", "larkcast_tick_problems 0", "larkcast_runs{state=\"sent\"} 1",
                "larkcast_calls_total{app=\"cli_sandbox\",api=\"batch_send\"} 1",
                "larkcast_limit_calls{window=\"minute\"} 1000",
                "larkcast_open_batches{state=\"accepted\"} 1", "larkcast_batches_in_doubt 0", "# EOF",
            ] {
                #expect(text.contains(line + "\n"), "\(line) is not in \(text)")
            }
            #expect(!text.contains(Office.secret) && !text.contains("ou_"))
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o644)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: office.directory.url.path).allSatisfy {
                    !$0.hasSuffix(".part")
                })
        }
    }

    /// A tick that sends for hours is not one that has stopped: the file is written whenever everything has been looked at.
    @Test func aLongTickSaysMeanwhileHowItGoes() async throws {
        let server = try MisbehavingServer(
            .json(#"{"code":0,"msg":"ok","tenant_access_token":"t-1","expire":7200}"#), .hang)
        defer { server.stop() }
        let office = try Self.office("http://127.0.0.1:\(server.port)")
        _ = try office.manifest(#"{"job":"broken"}"#, name: "jobs/broken.json")
        let path = office.directory.path("larkcast.prom")
        let text = try await onOwnThread {
            let tick = try office.larkcast.start(["tick", "--jobs", "jobs", "--metrics-file", path])
            tick.block { server.requests.count >= 2 }
            defer { tick.send(SIGKILL) }
            return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }
        #expect(text.contains("larkcast_tick_problems 1\n") && text.contains("larkcast_last_look_timestamp_seconds "))
        #expect(!text.contains("larkcast_tick_timestamp_seconds"), "it has not ended")
    }

    @Test func aBrokenManifestIsAProblem() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server.baseURL)
            _ = try office.manifest(#"{"job":"broken"}"#, name: "jobs/broken.json")
            let path = office.directory.path("larkcast.prom")
            #expect(
                try await office.larkcast.run(["tick", "--jobs", "jobs", "--metrics-file", path]).status == 65)
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains("larkcast_tick_problems 1\n"))
            let daemon = try Daemon(office, ["--listen", "127.0.0.1:0"])
            let visitor = Visitor(port: try #require(try await Visitor.port(of: daemon.running)))
            try await daemon.says("broken.json")
            #expect(try await visitor.get("/metrics").body.contains("larkcast_serve_problems 1\n"))
            #expect(await daemon.stop().status == 0)
        }
    }

    /// What cannot be written keeps no message back.
    @Test func aFileThatCannotBeWrittenIsToldAfterTheSending() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server.baseURL)
            let tick = try await office.larkcast.run(["tick", "--jobs", "jobs", "--metrics-file", "gone/larkcast.prom"])
            #expect(tick.status == 74, "\(tick)")
            #expect(tick.errors.contains("the metrics file cannot be written to gone/larkcast.prom"))
            #expect(await server.sendCount() == 1)
        }
    }

    @Test func theStoreIsNoMetricsFile() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server.baseURL)
            let tick = try await office.larkcast.run(["tick", "--jobs", "jobs", "--metrics-file", "larkcast.sqlite"])
            #expect(tick.status == 64, "\(tick)")
            #expect(try await office.larkcast.run(["list"]).output.contains("due"))
        }
    }
}
