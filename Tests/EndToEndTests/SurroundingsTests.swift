import FeishuSandbox
import Foundation
import StrictJSON
import TestSupport
import Testing

/// What a process inherits changes neither what is sent nor what is said, and lets nobody look in.
struct SurroundingsTests {
    @Test(
        "no locale and no time zone changes a plan, a report or a date",
        arguments: [
            ["LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"], ["LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"],
            ["LC_ALL": "C"], ["LC_ALL": "ar_EG.UTF-8"], ["LANG": "th_TH.UTF-8@calendar=buddhist"],
            ["TZ": "America/New_York"], ["TZ": "Nowhere/At_All"], ["TZ": ":/nonexistent"],
        ])
    func languageChangesNothing(_ variables: [String: String]) async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let plain = try Office(baseURL: server.baseURL)
            let abroad = try Office(baseURL: server.baseURL, environment: variables)
            let ids = Office.ids(1200)
            let here = try await plain.json("plan", try plain.manifest(ids: ids, text: "Titel İIıi 12,5"))
            let path = try abroad.manifest(ids: ids, text: "Titel İIıi 12,5")
            let there = try await abroad.json("plan", path)
            #expect(there.result.output == here.result.output)
            let text = try await abroad.larkcast.run(["plan", path])
            #expect(text.output.contains("1,200 targeted"), "figures are the same everywhere: \(text.output)")

            let run = try await abroad.json("run", path, "--yes")
            #expect(run.result.status == 0, "\(run.result.errors)")
            let started = try #require(run.document["started_at"]?.string)
            #expect(started.wholeMatch(of: #/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/#) != nil, "\(started)")
            #expect(await server.reached().sorted() == ids.sorted())
        }
    }

    @Test(
        "no locale changes a Chinese plan or its page",
        arguments: [
            ["LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"], ["LC_ALL": "ar_EG.UTF-8"],
            ["LANG": "th_TH.UTF-8@calendar=buddhist"], ["LANG": "en_US.UTF-8", "LANGUAGE": "en"],
        ])
    func aLocaleChangesNothingInChinese(_ variables: [String: String]) async throws {
        var texts: [[String]] = []
        for surroundings in [[:], variables] {
            let office = try Office(
                baseURL: "http://127.0.0.1:9", environment: surroundings.merging(["LARKCAST_LANG": "zh"]) { $1 })
            let rest = #","schedule":{"at":"2031-12-01T09:00","timezone":"Asia/Shanghai"}}"#
            let ids = Office.ids(1200).map { "\"\($0)\"" }.joined(separator: ",")
            _ = try office.manifest(
                #"{"job":"hello","audience":{"users":{"open_ids":[\#(ids)]}},"message":{"text":"12,5 致电 13800001111"}"#
                    + rest)
            for _ in 0..<2 {
                let plan = try await office.larkcast.run(["plan", "job.json", "--html", "plan.html"])
                #expect(plan.status == 0 && plan.output.contains("目标 1,200 = 待发送 1,200"), "\(plan.output)")
                let page = try String(contentsOfFile: office.directory.path("plan.html"), encoding: .utf8)
                texts.append([plan.output, plan.errors, page])
            }
        }
        #expect(Set(texts).count == 1)
    }

    @Test func filesArePrivateWhateverTheMask() async throws {
        try await SandboxServer.withServer(.forClients) { server in
            let office = try Office(baseURL: server.baseURL)
            let path = try office.manifest(ids: Office.ids(5))
            let before = Set(try FileManager.default.contentsOfDirectory(atPath: office.directory.url.path))
            let report = office.directory.path("report.csv")
            #expect(try await office.larkcast.run(after: "umask 000", ["run", path, "--yes"]).status == 0)
            let written = try await office.larkcast.run(
                after: "umask 000", ["report", "hello@latest", "--format", "csv", "--output", report])
            #expect(written.status == 0)
            let after = try FileManager.default.subpathsOfDirectory(atPath: office.directory.url.path)
            let made = after.filter { !before.contains($0) && !$0.hasPrefix("output-") }
            #expect(made.contains("larkcast.sqlite") && made.contains("larkcast.sqlite.lock"))
            #expect(made.contains("report.csv"))
            #expect(made.contains { $0.hasPrefix(".local/share/larkcast/witness/") })
            for name in made {
                let file = try FileManager.default.attributesOfItem(atPath: office.directory.path(name))
                let mode = file[.type] as? FileAttributeType == .typeDirectory ? 0o700 : 0o600
                #expect((file[.posixPermissions] as? NSNumber)?.intValue == mode, "\(name)")
            }
        }
    }

    @Test func twelveAtOnceAreOne() async throws {
        var configuration = SandboxConfiguration.forClients
        configuration.latencyMilliseconds = 20
        try await SandboxServer.withServer(configuration) { server in
            let office = try Office(baseURL: server.baseURL)
            let ids = Office.ids(300)
            let path = try office.manifest(ids: ids, delivery: #"{"batch_size":10}"#)
            #expect(try await office.larkcast.run(["list"]).status == 0)
            let all = try (0..<12).map { _ in try office.larkcast.start(["run", path, "--yes"]) }
            var statuses: [Int32] = []
            for running in all {
                let end = await running.end()
                #expect(
                    [0, 3, 75].contains(end.status), "done, a repetition, or somebody else is at it: \(end.errors)")
                statuses.append(end.status)
            }
            #expect(statuses.contains(0))
            #expect(await server.reached().sorted() == ids.sorted(), "everybody once")
            #expect(try await office.json("list").document["runs"]?.array?.count == 1)
        }
    }

    @Test func doctorNamesWhatIsNotObeyedAndWhatIsSafer() async throws {
        let office = try Office(
            baseURL: "http://127.0.0.1:9",
            environment: ["https_proxy": "http://user:pr0xyw0rd@proxy:1", "SSLKEYLOGFILE": "keys", "LD_PRELOAD": ""])
        let doctor = try await office.larkcast.run(["doctor", "--offline"])
        #expect(doctor.status == 0, "\(doctor.errors)")
        #expect(doctor.output.contains("SSLKEYLOGFILE, https_proxy: set, and not obeyed"))
        #expect(!doctor.output.contains("LD_PRELOAD"))
        #expect(!doctor.output.contains("pr0xyw0rd"), "a proxy's password stays where it is")
        #expect(doctor.output.contains("a file of mode 0600 is safer"))
        #expect(doctor.output.contains("no core files, closed to other programs of this user"))
        #expect(!FileManager.default.fileExists(atPath: office.directory.path("keys")))
    }

    #if os(Linux)
        @Test func theSecretLeavesTheEnvironmentAndNoCoreIsWritten() async throws {
            let server = try MisbehavingServer(.hang)
            defer { server.stop() }
            // A daemon is still there when it is looked at, however slow this machine is and whatever it meets.
            let office = try Office(baseURL: "http://127.0.0.1:\(server.port)")
            let running = try Daemon(office, jobs: ["a.json": Daemon.due("a", ids: Office.ids(5))]).running
            _ = await server.requests(reaching: 1)
            let process = URL(fileURLWithPath: "/proc/\(running.processID)")
            let environment = try Data(contentsOf: process.appendingPathComponent("environ"))
            #expect(environment.range(of: Data("LARKCAST_APP_ID=".utf8)) != nil, "this is its environment")
            #expect(environment.range(of: Data(Office.secret.utf8)) == nil)
            let limits = try String(contentsOf: process.appendingPathComponent("limits"), encoding: .utf8)
            #expect(limits.contains(#/Max core file size +0 +0 /#))
            running.send(9)
            _ = await running.end()
        }
    #endif
}
