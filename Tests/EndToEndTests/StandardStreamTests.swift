import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// Streams that are closed, or whose reader goes away, cost output and nothing else.
struct StandardStreamTests {
    @Test(arguments: ["<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"])
    func aClosedStreamIsNeverTheStore(_ closed: String) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(20), delivery: #"{"batch_size":10}"#)
            let run = try await office.larkcast.run(
                after: ":", ["run", path, "--yes", "--verbose"], redirections: closed)
            #expect(run.status == 0 && !run.wasKilled, "\(run.errors)")
            #expect(await server.reached().sorted() == Office.ids(20).sorted())
            // A descriptor 1 or 2 that SQLite got would have taken the report into the file.
            let store = try Data(contentsOf: URL(fileURLWithPath: office.directory.path("larkcast.sqlite")))
            #expect(store.starts(with: Data("SQLite format 3\0".utf8)))
            #expect(store.range(of: Data("Batch message id".utf8)) == nil, "no part of the report is in it")
            #expect(try await office.json("status", "hello@latest").document.people("accepted") == 20)
        }
    }

    @Test(arguments: ["2>&1", "", "--json 2>&1"])
    func aReaderThatGoesAwayStopsNothing(_ rest: String) async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.latencyMilliseconds = 5
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(200), delivery: #"{"batch_size":10,"in_flight":1}"#)
            // The reader has ended long before the last line is written, so the writes meet a broken pipe.
            _ = try await office.larkcast.run(
                after: ":", ["run", path, "--yes", "--verbose"], redirections: "\(rest) | true")
            #expect(await server.reached().sorted() == Office.ids(200).sorted())
            #expect(try await office.json("status", "hello@latest").document["state"] == "sent")
        }
    }
}
