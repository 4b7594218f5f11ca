import ArgumentParser
import Reporting
import Testing

@testable import LarkcastCLI

/// `larkcast --lang zh plan x` is what people type.
struct LeadingOptionsTests {
    @Test(arguments: [
        (["--lang", "zh", "plan", "x.json"], ["plan", "--lang", "zh", "x.json"]),
        (["--json", "--db=a.db", "list"], ["list", "--json", "--db=a.db"]),
        (["plan", "--lang", "zh"], ["plan", "--lang", "zh"]),
        (["--quiet", "run", "--", "-x"], ["run", "--quiet", "--", "-x"]),
        (["--version"], ["--version"]), (["--lang"], ["--lang"]), (["--lang", "zh"], ["--lang", "zh"]),
        (["--lang", "zh", "--help"], ["--lang", "zh", "--help"]), ([], []),
        (["--nonsense", "list"], ["--nonsense", "list"]),
    ])
    func commonOptionsMayStandBeforeTheCommand(_ arguments: [String], _ moved: [String]) throws {
        #expect(LeadingOptions.moved(arguments) == moved)
    }

    /// Every option that every command takes, and no other.
    @Test func theCommandsKnowThem() throws {
        let arguments = [
            "--json", "--quiet", "--verbose", "--db", "a", "--config", "b", "--profile", "c", "--lang", "zh",
        ]
        let command = try Larkcast.parseAsRoot(LeadingOptions.moved(arguments + ["list"]))
        let options = try #require(command as? List).global
        #expect(options.json && options.quiet && options.verbose && options.lang == .chinese)
        #expect(options.db == "a" && options.config == "b" && options.profile == "c")
    }
}
