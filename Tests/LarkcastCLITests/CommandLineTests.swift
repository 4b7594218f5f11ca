import ArgumentParser
import Testing

@testable import LarkcastCLI

/// The command line: every command explains itself with examples that work, and mistakes end with 64.
struct CommandLineTests {
    static let commands: [any ParsableCommand.Type] = Larkcast.configuration.subcommands
        .filter { $0.configuration.shouldDisplay }

    /// A line with the least each command needs.
    static let least: [[String]] = [
        ["init"], ["validate", "jobs"], ["plan", "a.json"], ["schedule", "jobs"], ["schema", "job"], ["doctor"],
        ["run", "a.json"], ["tick", "--jobs", "jobs"], ["serve", "--jobs", "jobs"], ["approve", "k7m2"],
        ["resume", "k7m2"], ["recall", "k7m2"], ["list"], ["status"], ["poll"], ["report", "k7m2"],
        ["pause", "k7m2"], ["cancel", "k7m2"], ["resolve", "k7m2", "1"], ["audit"],
        ["backup", "copy.sqlite"], ["adopt"], ["token", "Ann", "--role", "viewer"],
    ]

    @Test func everyCommandIsOneOfTheContracts() {
        #expect(Self.commands.map { $0._commandName }.sorted() == Self.least.map { $0[0] }.sorted())
        #expect(Self.commands.allSatisfy { $0 is any LarkcastCommand.Type })
    }

    @Test func everyHelpHasExamplesThatParse() throws {
        for command in Self.commands + [Larkcast.self] {
            let discussion = command.configuration.discussion
            let examples = discussion.split(separator: "\n").map { $0.drop { $0 == " " } }
                .filter { $0.hasPrefix("larkcast ") }
            #expect(!examples.isEmpty, "\(command) shows no example")
            for example in examples {
                let line = String(example.prefix { $0 != ">" })
                // The overview's examples have an explanation behind them.
                let words = Self.words(line.replacing("   ", with: "\t").prefix { $0 != "\t" }).dropFirst()
                #expect(throws: Never.self, "\(example)") { try Larkcast.parseAsRoot(Array(words)) }
            }
            let help = Larkcast.helpMessage(for: command)
            #expect(help.contains("larkcast"))
            #expect(help.contains("OVERVIEW: " + command.configuration.abstract.prefix(40)))
        }
    }

    /// The words of a line as a shell would split them; quotes hold several together.
    private static func words(_ line: Substring) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }

    @Test(arguments: least)
    func everyCommandTakesTheGlobalOptions(_ line: [String]) throws {
        let globals = ["--json", "--db", "d", "--config", "c", "--profile", "p", "--quiet", "--verbose"]
        let command = try #require(try Larkcast.parseAsRoot(line + globals) as? any LarkcastCommand)
        #expect(command.global.json && command.global.quiet && command.global.verbose)
        #expect(command.global.db == "d" && command.global.config == "c" && command.global.profile == "p")
        let plain = try #require(try Larkcast.parseAsRoot(line) as? any LarkcastCommand)
        #expect(!plain.global.json && plain.global.db == nil)
    }

    @Test(arguments: least)
    func anUnknownFlagEndsWith64(_ line: [String]) {
        #expect(exitCode(line + ["--nonsense"]) == 64)
    }

    @Test(arguments: [
        ["sned"], ["run"], ["run", "a.json", "b.json"], ["validate"], ["plan"], ["schema"], ["schema", "nothing"],
        ["recall"], ["recall", "k7m2", "--batch", "two"], ["recall", "k7m2", "--batch"], ["list", "--limit", "0"],
        ["list", "--limit", "100001"], ["list", "extra"], ["report", "k7m2", "--format", "pdf"],
        ["report"], ["report", "k7m2", "--job", "a"], ["report", "k7m2", "--since", "2026-11-01"],
        ["report", "k7m2", "--bom"],
        ["report", "k7m2", "--json", "--format", "html"], ["report", "--job", "a", "--with-ids"],
        ["report", "--job", "a", "--refresh"], ["report", "--since", "soon"], ["report", "--since", "2026-02-30"],
        ["report", "k7m2", "--format", "html", "--bom"], ["report", "a", "b"],
        ["run", "a.json", "--wait", "later"], ["run", "a.json", "--wait-seconds", "soon"],
        ["resume", "k7m2", "--wait-seconds", "99999999999999999999"], ["status", "a", "b"], ["--nonsense"],
        ["pause"], ["pause", "k7m2", "--all"], ["resume"], ["resume", "k7m2", "--all"], ["cancel"],
        ["resolve", "k7m2"],
        ["resolve", "k7m2", "one"], ["resolve", "k7m2", "0"], ["resolve", "k7m2", "1", "--sent", "--not-sent"],
        ["resolve", "k7m2", "1", "--abandon", "--message-id", "bm-12345"],
        ["resolve", "k7m2", "1", "--sent", "--confirm", "RESEND"], ["audit", "a", "b"],
        ["run", "a.json", "--as", ""], ["run", "a.json", "--as", "  "], ["run", "a.json", "--as", "a\nb"],
        ["run", "a.json", "--as", "a\u{202E}b"], ["run", "a.json", "--as", String(repeating: "a", count: 129)],
        ["approve", "k7m2", "--as", ""], ["approve", "k7m2", "--as", "a\u{1B}b"],
        ["run", "a.json", "--wait-seconds=-1"], ["resume", "k7m2", "--wait-seconds=-1"],
    ])
    func aMistakeEndsWith64(_ line: [String]) {
        #expect(exitCode(line) == 64)
    }

    /// A script whose variable is empty must not make a store of its own, nor look into one that is not there.
    @Test(arguments: least) func aStoreHasAName(_ line: [String]) {
        for path in ["", " ", "\t", "\u{3000}", " \n"] { #expect(exitCode(line + ["--db", path]) == 64, "\(path)") }
    }

    @Test(
        arguments: [
            (["nope", "--json"], "Unknown command 'nope'"), (["nope"], "Unknown command 'nope'"),
            (["list", "--nope"], nil),
            (
                ["run", "a.json", "--wait-seconds", "-1"],
                "'-1' is no value of --wait-seconds, which takes no negative numbers"
            ),
            (["schedule", "jobs", "--months", "-1"], "'-1' is no value of --months, which takes no negative numbers"),
            (["list", "--limit"], nil), (["run"], nil),
        ] as [([String], String?)])
    func aMistakeIsNamedByItsName(_ line: [String], _ message: String?) {
        let said = #expect(throws: (any Error).self) { try Self.parse(line) }
        #expect(UsageMessage.text(for: line, parser: said.map { Larkcast.message(for: $0) } ?? "") == message)
    }

    private static func parse(_ line: [String]) throws {
        var command = try Larkcast.parseAsRoot(line)
        if !(command is any LarkcastCommand) { try command.run() }
    }

    @Test func anOccurrenceMayBeCalledInAnyLanguage() throws {
        for name in ["2026-autumn", "秋季 2026", "a", String(repeating: "节", count: 128)] {
            #expect(try (Larkcast.parseAsRoot(["run", "a.json", "--as", name]) as? Run)?.key == name)
        }
    }

    @Test(arguments: least + [[]])
    func askingForHelpIsNoMistake(_ line: [String]) {
        #expect(exitCode(Array(line.prefix(1)) + ["--help"]) == 0)
    }

    @Test func whatIsForTheProgramItselfIsInNoHelp() throws {
        #expect(try Larkcast.parseAsRoot(["detached", "k7m2", "--json"]) is Detached)
        #expect(!Larkcast.helpMessage().contains("detached"))
    }

    @Test func theVersionIsTold() {
        #expect(exitCode(["--version"]) == 0)
        #expect(Larkcast.configuration.version == LarkcastVersion.text)
    }

    @Test func theOptionsOfRunArriveWhereTheyBelong() throws {
        let line = [
            "run", "a.json", "--yes", "--as", "autumn", "--allow-repeat", "k7m2", "--wait", "settled",
            "--wait-seconds", "9",
        ]
        let run = try #require(try Larkcast.parseAsRoot(line) as? Run)
        #expect(run.manifest == "a.json" && run.yes && run.key == "autumn" && run.allowRepeat == "k7m2")
        #expect(run.wait == .settled && run.waitSeconds == 9)
        let plain = try #require(try Larkcast.parseAsRoot(["run", "a.json"]) as? Run)
        let detached = try #require(try Larkcast.parseAsRoot(["run", "a.json", "--detach"]) as? Run)
        #expect(!plain.detach && detached.detach)
        #expect(!plain.yes && plain.wait == .sent && plain.key == nil && plain.waitSeconds == nil)
    }

    private func exitCode(_ line: [String]) -> Int32? {
        do {
            var command = try Larkcast.parseAsRoot(line)
            // Help and version are commands of the parser's own.
            if !(command is any LarkcastCommand) { try command.run() }
            return nil
        } catch {
            return Larkcast.exitCode(for: error).rawValue
        }
    }
}
