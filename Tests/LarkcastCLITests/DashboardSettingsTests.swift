import ArgumentParser
import Dashboard
import Foundation
import JobModel
import StrictJSON
import Testing

@testable import LarkcastCLI

/// Who may use the dashboard, as the configuration says it; and the command that makes a line of it.
struct DashboardSettingsTests {
    private static let digest = String(repeating: "ab", count: 32)

    @Test func everyKeyIsRead() throws {
        let file = ConfigurationFile(
            yaml: """
                dashboard:
                  public_url: https://larkcast.example.com
                  hosts: ["10.0.0.5:8787", monitor.example]
                  users:
                    - {name: Li Na, role: approver, token_sha256: \(Self.digest), logins: [lina, root]}
                    - {name: "王伟", role: viewer, token_sha256: \(Self.digest.uppercased().replacing("A", with: "C"))}
                """)
        #expect(file.problems.isEmpty)
        let settings = file.dashboard
        #expect(settings.publicURL?.authority == "larkcast.example.com" && settings.publicURL?.isSecure == true)
        #expect(settings.hosts == ["10.0.0.5:8787", "monitor.example"])
        #expect(settings.users.map(\.name) == ["Li Na", "王伟"] && settings.users.map(\.role) == [.approver, .viewer])
        #expect(settings.users[0].logins == ["lina", "root"])
        #expect(settings.users[0].tokenSHA256 == [UInt8](repeating: 0xAB, count: 32))
    }

    @Test(arguments: [
        ("dashboard:\n  public_ulr: x", 2, "public_ulr"),
        ("dashboard:\n  public_url: larkcast.example.com", 2, "public_url"),
        ("dashboard:\n  public_url: https://a/b", 2, "without a path"), ("dashboard:\n  hosts: a", 2, "list"),
        ("dashboard:\n  hosts:\n    - a/b", 3, "no host"), ("dashboard:\n  users: x", 2, "list"),
        ("dashboard:\n  users:\n    - name: a", 3, "needs name, role and token_sha256"),
        (
            "dashboard:\n  users:\n    - name: a\n      role: root\n      token_sha256: x", 4,
            "role must be viewer, author, approver"
        ),
        ("dashboard:\n  users:\n    - name: a\n      token: x", 4, "unknown key \"token\""),
        ("dashboard:\n  users:\n    - name: ' a'", 3, "outer spaces"), ("dashboard: 5", 1, "keys and values"),
        (
            "dashboard:\n  users:\n    - name: a\n      role: viewer\n      token_sha256: lct_secret", 5,
            "64 hexadecimal digits"
        ),
    ])
    func everyMistakeIsToldWithItsLine(_ yaml: String, _ line: Int, _ words: String) throws {
        let problems = ConfigurationFile(yaml: yaml).problems
        #expect(problems.contains { $0.line == line && $0.message.contains(words) }, "\(problems)")
        #expect(problems.allSatisfy { !$0.message.contains("lct_secret") }, "it may be the token itself")
    }

    @Test func nobodyIsThereTwice() {
        let user = { (name: String, digest: String) in "    - {name: \(name), role: viewer, token_sha256: \(digest)}\n"
        }
        let other = String(repeating: "cd", count: 32)
        let twice = ConfigurationFile(yaml: "dashboard:\n  users:\n" + user("Ann", Self.digest) + user("ann", other))
        #expect(twice.problems.map(\.message) == ["the user \"ann\" occurs twice"])
        let shared = ConfigurationFile(
            yaml: "dashboard:\n  users:\n" + user("Ann", Self.digest) + user("Bob", Self.digest))
        #expect(shared.problems.first?.message.contains("has the token of another user") == true)
    }

    @Test func aTokenIsShownOnceAndOnlyItsDigestIsKept() async throws {
        let world = try CommandWorld()
        let result = try await world.run(["token", "Li Na", "--role", "approver", "--json"])
        let document = try #require(JSONReader().readStrictly(Array(result.console.out.utf8)))
        let token = try #require(document["token"]?.string)
        #expect(token.hasPrefix("lct_") && token.utf8.count == 4 + 64)
        #expect(document["name"] == "Li Na" && document["role"] == "approver")
        let digest = try #require(document["token_sha256"]?.string)
        #expect(!digest.contains(token) && AccessToken.digest(digest)?.count == 32)
        // What a person gets can be put into the configuration as it stands.
        let lines = try await world.run(["token", #"Li "N" Na: x"#, "--role", "author"])
        #expect(lines.console.out.trimmingCharacters(in: .whitespacesAndNewlines).hasPrefix("lct_"))
        let yaml = lines.console.out.split(separator: "\n").dropFirst().joined(separator: "\n")
        let file = ConfigurationFile(yaml: yaml)
        #expect(file.problems.isEmpty && file.dashboard.users.map(\.name) == [#"Li "N" Na: x"#])
        #expect(!yaml.contains("lct_"))
    }

    @Test(arguments: [
        ["token", "Ann"], ["token", "Ann", "--role", "root"], ["token", "", "--role", "viewer"],
        ["token", " a", "--role", "viewer"],
        ["token", "a\u{1B}b", "--role", "viewer"], ["serve"], ["serve", "--listen", "8787"],
        ["serve", "--listen", "a/b:1"],
    ])
    func mistakesAreToldBeforeAnythingIsDone(_ line: [String]) {
        #expect(throws: (any Error).self) { try Larkcast.parseAsRoot(line) }
    }

    @Test func othersCannotReachADashboardWithoutUsers() async throws {
        let world = try CommandWorld()
        let result = try await world.run(["serve", "--listen", "0.0.0.0:0", "--json"])
        #expect(result.status == .configuration)
        let error = JSONReader().readStrictly(Array(result.console.out.utf8))?["error"]
        #expect(error?["message"]?.string?.contains("nobody would have to sign in") == true)
    }

    /// What is printed once is data, also for somebody who wants no remarks: the SHA-256 cannot be had again.
    @Test func aTokenComesWithItsLinesAlsoWhenQuiet() async throws {
        let world = try CommandWorld()
        let quiet = try await world.run(["token", "Li Na", "--role", "viewer", "--quiet"])
        let lines = quiet.console.out.split(separator: "\n").map(String.init)
        let token = try #require(lines.first)
        #expect(token.hasPrefix("lct_") && quiet.console.errors.isEmpty)
        let file = ConfigurationFile(yaml: lines.dropFirst().joined(separator: "\n"))
        #expect(file.problems.isEmpty && file.dashboard.users.map(\.name) == ["Li Na"])
        let loud = try await world.run(["token", "Li Na", "--role", "viewer"])
        #expect(loud.console.out.split(separator: "\n").count == lines.count)
        #expect(loud.console.errors.contains("shown this once"))
    }
}
