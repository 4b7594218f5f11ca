import ArgumentParser
import Dashboard
import Foundation
import TestSupport
import Testing

@testable import LarkcastCLI

/// The units, the crontab line and the property list: what they call exists, and every word of them is known.
struct PackagingTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("packaging")
    private static let services = ["larkcast.service", "larkcast-tick.service"]

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// The assignments of a unit, each with its section.
    private static func assignments(_ name: String) throws -> [(section: String, key: String, value: String)] {
        var section = ""
        var found: [(section: String, key: String, value: String)] = []
        for line in try text(name).split(separator: "\n") where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                section = String(line.dropFirst().dropLast())
            } else {
                let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                try #require(parts.count == 2, "\(name): \(line)")
                found.append((section, parts[0], parts[1]))
            }
        }
        return found
    }

    /// The command parses as `larkcast` parses it.
    private static func parses(_ words: [String]) throws -> any LarkcastCommand {
        try #require(words.first?.hasSuffix("larkcast") == true, "\(words)")
        return try #require(try Larkcast.parseAsRoot(Array(words.dropFirst())) as? any LarkcastCommand)
    }

    /// A rule over a metric that nobody writes never fires.
    @Test func everyMetricOfTheAlertsIsWritten() throws {
        let sources = Self.folder.deletingLastPathComponent().appendingPathComponent("Sources")
        let written =
            try ["Reporting/Metrics/OperatingMetrics.swift", "LarkcastCLI/Output/MetricsFile.swift"]
            .map { try String(contentsOf: sources.appendingPathComponent($0), encoding: .utf8) }.joined()
            + String(
                contentsOf: sources.appendingPathComponent("LarkcastCLI/Serving/DashboardWiring.swift"), encoding: .utf8
            )
        let rules = try Self.text("alerts.yml").split(separator: "\n").filter { $0.contains("expr:") }
        #expect(rules.count >= 12)
        for rule in rules {
            let names = rule.matches(of: /larkcast_[a-z_]+/).map(\.output)
            #expect(!names.isEmpty, "\(rule)")
            for name in names { #expect(written.contains("\"\(name)\""), "\(name) in \(rule)") }
        }
    }

    @Test func whatIsCalledExists() throws {
        for (name, command) in [("larkcast.service", "serve"), ("larkcast-tick.service", "tick")] {
            let start = try #require(try Self.assignments(name).first { $0.key == "ExecStart" }?.value)
            #expect(type(of: try Self.parses(start.split(separator: " ").map(String.init)))._commandName == command)
        }
        let lines = try Self.text("larkcast.crontab").split(separator: "\n").filter { !$0.hasPrefix("#") }
        let line = try #require(lines.last).split(separator: " ").map(String.init)
        #expect(line[..<5] == ["*", "*", "*", "*", "*"], "five fields")
        #expect(line[5] == "larkcast", "and a user, for /etc/cron.d")
        #expect(try Self.parses(Array(line[6...])) is Tick)
        #expect(try Self.text("larkcast.crontab").hasSuffix("\n"), "cron ignores a line without an end")
    }

    @Test func theyAllTakeTheSameVariables() throws {
        let cron = try Self.text("larkcast.crontab").split(separator: "\n").compactMap { line in
            line.hasPrefix("#") || line.hasPrefix("*") ? nil : line.split(separator: "=").first.map(String.init)
        }
        let known = ["LARKCAST_CONFIG", "LARKCAST_DB", "LARKCAST_APP_SECRET_FILE", "XDG_DATA_HOME"]
        #expect(cron == ["SHELL", "PATH"] + known)
        for name in Self.services {
            let set = try Self.assignments(name).filter { $0.key == "Environment" }
                .compactMap { $0.value.split(separator: "=").first.map(String.init) }
            #expect(set == ["LARKCAST_CONFIG", "LARKCAST_DB", "XDG_DATA_HOME"], "the secret is a credential")
        }
    }

    @Test func thePropertyListCallsWhatExists() throws {
        let data = try Data(contentsOf: Self.folder.appendingPathComponent("cn.larkcast.tick.plist"))
        let list = try #require(
            try PropertyListSerialization.propertyList(from: data, format: nil) as? [String: Any])
        #expect(list["Label"] as? String == "cn.larkcast.tick")
        #expect(list["StartInterval"] as? Int == 60)
        #expect(list["Umask"] as? Int == 0o077)
        #expect(try Self.parses(try #require(list["ProgramArguments"] as? [String])) is Tick)
    }

    @Test func theServicesRunLockedUpAndAlike() throws {
        func hardening(_ name: String) throws -> [String] {
            let all = try Self.assignments(name).filter { $0.section == "Service" }
            return all.drop { $0.key != "User" }.map { "\($0.key)=\($0.value)" }
        }
        let daemon = try hardening("larkcast.service")
        #expect(try hardening("larkcast-tick.service") == daemon)
        for line in [
            "User=larkcast", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes",
            "CapabilityBoundingSet=", "StateDirectory=larkcast larkcast-witness", "StateDirectoryMode=0700",
            "LoadCredential=app_secret:/etc/larkcast/app_secret", "UMask=0077",
        ] { #expect(daemon.contains(line), "\(line)") }
        #expect(!daemon.contains("ProcSubset=pid"), "the boot's id is below /proc/sys")
        let unit = try Self.assignments("larkcast.service").map { "\($0.key)=\($0.value)" }
        for line in ["Type=notify", "KillMode=mixed", "TimeoutStopSec=90s", "WatchdogSec=3min", "Restart=on-failure"] {
            #expect(unit.contains(line), "\(line)")
        }
        let files = try Self.assignments("larkcast.service").first { $0.key == "LimitNOFILE" }?.value
        #expect(
            Int(files ?? "") ?? 0 >= Int(ProcessSetup.fewestDescriptors) + DashboardLimits().mostConnections,
            "enough for --listen")
    }

    /// Debian 12's systemd; a directive it does not know is ignored with a warning that nobody reads.
    @Test func systemdKnowsEveryWord() async throws {
        let program = "/usr/bin/systemd-analyze"
        guard FileManager.default.isExecutableFile(atPath: program) else { return }
        let directory = try TemporaryDirectory()
        let units = Self.services + ["larkcast-tick.timer"]
        for name in units {
            let text = try Self.text(name).replacing("/usr/local/bin/larkcast", with: "/bin/true")
            try text.write(toFile: directory.path(name), atomically: false, encoding: .utf8)
        }
        let said = directory.path("said")
        _ = FileManager.default.createFile(atPath: said, contents: nil)
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: said))
        let child = try ChildProcess(
            program, ["verify", "--man=no", "--recursive-errors=no"] + units.map(directory.path),
            output: file.fileDescriptor, errors: file.fileDescriptor)
        _ = await child.end()
        let complaints = try String(contentsOfFile: said, encoding: .utf8).split(separator: "\n")
            .filter { $0.contains("larkcast") }
        #expect(complaints.isEmpty)
    }
}
