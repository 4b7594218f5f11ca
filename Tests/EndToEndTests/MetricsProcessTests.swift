import FeishuSandbox
import Foundation
import TestSupport
import Testing

/// `tick --metrics-file`: what a monitoring system of another account reads.
struct MetricsProcessTests {
    private static func office(_ server: SandboxServer) throws -> Office {
        let office = try Office(baseURL: server.baseURL)
        try FileManager.default.createDirectory(
            atPath: office.directory.path("jobs"), withIntermediateDirectories: false)
        let minute = Date(timeIntervalSinceNow: -60).formatted(.iso8601).prefix(16)
        let ids = Office.ids(3).map { "\"\($0)\"" }.joined(separator: ",")
        _ = try office.manifest(
            #"{"job":"due","audience":{"users":{"open_ids":[\#(ids)]}},"message":{"text":"News"},"#
                + #""schedule":{"at":"\#(minute)","timezone":"UTC","starting_deadline":"12h"}}"#, name: "jobs/due.json")
        return office
    }

    @Test func aTickLeavesWhatItDidForEverybodyToRead() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server)
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

    /// What cannot be written keeps no message back.
    @Test func aFileThatCannotBeWrittenIsToldAfterTheSending() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server)
            let tick = try await office.larkcast.run(["tick", "--jobs", "jobs", "--metrics-file", "gone/larkcast.prom"])
            #expect(tick.status == 74, "\(tick)")
            #expect(tick.errors.contains("the metrics file cannot be written to gone/larkcast.prom"))
            #expect(await server.sendCount() == 1)
        }
    }

    @Test func theStoreIsNoMetricsFile() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Self.office(server)
            let tick = try await office.larkcast.run(["tick", "--jobs", "jobs", "--metrics-file", "larkcast.sqlite"])
            #expect(tick.status == 64, "\(tick)")
            #expect(try await office.larkcast.run(["list"]).output.contains("due"))
        }
    }
}
