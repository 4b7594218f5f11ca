import Testing

/// What no source file may contain, why, and what to do instead.
struct BanTests {
    struct Ban: Sendable, CustomTestStringConvertible {
        let name: String
        let pattern: @Sendable () -> Regex<Substring>
        /// Path prefixes where it is allowed.
        let except: [String]
        let advice: String

        var testDescription: String { name }
    }

    private static let bans: [Ban] = [
        Ban(
            name: "the clock", pattern: { #/\bDate\(\)|\bDate\.now\b|ContinuousClock|\.now\(\) - |clock_gettime/# },
            except: ["Sources/LarkcastCLI/Wiring/", "Sources/FeishuSandbox/"],
            advice: "take EngineDependencies.now; live time is made in LarkcastCLI/Wiring"),
        Ban(
            name: "sleeping", pattern: { #/Task\.sleep|\busleep\(|\bThread\.sleep/# },
            except: ["Sources/LarkcastCLI/Wiring/", "Sources/FeishuSandbox/", "Sources/CrashPoints/"],
            advice: "take EngineDependencies.sleep, so that tests never wait"),
        Ban(
            name: "chance", pattern: { #/\.random\(|SystemRandomNumberGenerator|arc4random/# },
            except: ["Sources/LarkcastCLI/Wiring/"],
            advice: "take EngineDependencies.randomUnit or randomBits, so that a run can be replayed"),
        Ban(
            name: "printing", pattern: { #/(?:^|[^\w.])print\(/# }, except: ["Sources/feishu-sandbox/"],
            advice: "return text and let LarkcastCLI's Console write it"),
        Ban(
            name: "writing past the console",
            pattern: {
                #/FileHandle\.standard|\bf?puts\(|\bv?f?printf\(|\bdebugPrint\(|\bdump\(|STD(?:OUT|ERR)_FILENO/#
            },
            except: ["Sources/LarkcastCLI/Wiring/", "Sources/feishu-sandbox/", "Sources/CrashPoints/"],
            advice: "use LarkcastCLI's Console, which escapes every line"),
        Ban(
            name: "output that nobody escapes", pattern: { #/\.outRaw\(|\bwriteOut\(|\bwriteError\(/# },
            except: [
                "Sources/LarkcastCLI/Output/Console.swift", "Sources/LarkcastCLI/Commands/Report.swift",
                "Sources/LarkcastCLI/Commands/Schema.swift", "Sources/LarkcastCLI/Commands/ScheduleCommand.swift",
            ],
            advice: "use Console.out, note or warn; raw is for documents whose writer escapes (JSON, CSV, a table)"),
        Ban(
            name: "trapping on purpose", pattern: { #/\btry!|\bas!|\bfatalError\(|\bpreconditionFailure\(/# },
            except: [],
            advice: "throw an error that says what to do; a trap in the middle of a send leaves a batch in doubt"),
        Ban(
            name: "unchecked sendability", pattern: { #/@unchecked Sendable|nonisolated\(unsafe\)/# },
            except: ["Sources/HTTPTransport/Curl/"], advice: "use a Mutex or an actor; only curl's handles need it"),
        Ban(
            name: "unstructured tasks", pattern: { #/(?:^|[^\w.])Task(?:\.detached)?(?: \{|\()/# },
            // A read of the store cannot be called back, so that whoever has waited long enough must leave it behind.
            except: ["Sources/FeishuAPI/Token/", "Sources/FeishuSandbox/", "Sources/Dashboard/Routing/Patience.swift"],
            advice: "use a task group, so that nothing outlives its caller (the token's single flight is the exception)"
        ),
        Ban(
            name: "ending the process", pattern: { #/(?:^|[^\w.])_?exit\(|Foundation\.exit\(|\babort\(\)/# },
            except: [
                "Sources/LarkcastCLI/LarkcastProgram.swift", "Sources/LarkcastCLI/Wiring/ProcessEnd.swift",
                "Sources/CrashPoints/",
            ],
            advice: "throw, and let LarkcastProgram choose the exit code"),
        Ban(
            name: "dispatch queues", pattern: { #/DispatchQueue|DispatchGroup/# },
            except: [], advice: "own a thread or use Swift concurrency; on Linux the shared pool adds a thread a second"
        ),
        Ban(
            name: "the environment", pattern: { #/ProcessInfo\.processInfo\.environment|\bgetenv\(/# },
            except: ["Sources/LarkcastCLI/Wiring/", "Sources/feishu-sandbox/", "Sources/CrashPoints/"],
            advice: "read it in LarkcastCLI/Wiring and pass the value in"),
        Ban(
            name: "drawers and leftovers", pattern: { #/\bTODO\b|\bFIXME\b|\bXXX\b/# }, except: [],
            advice: "finish it or delete it"),
    ]

    @Test(arguments: bans) func noSourceFileContains(_ ban: Ban) {
        var found: [String] = []
        // Made once: a literal in the loop is parsed anew for each of some ten thousand lines.
        let pattern = ban.pattern()
        for file in SourceTree.sources where !ban.except.contains(where: { file.path.hasPrefix($0) }) {
            for (number, text) in file.code where text.firstMatch(of: pattern) != nil {
                found.append("\(file.path):\(number): \(ban.advice): \(text)")
            }
        }
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test func noFileIsOver400Lines() {
        let long = (SourceTree.sources + SourceTree.tests)
            .filter { $0.lines.count > 401 }
        #expect(long.isEmpty, "split by idea: \(long.map { "\($0.path) (\($0.lines.count))" })")
    }

    @Test func noFileIsADrawer() {
        let drawers = SourceTree.sources.filter { file in
            ["Utils", "Util", "Helpers", "Helper", "Common", "Extensions", "Misc"].contains { name in
                file.path.contains("/\(name)/") || file.path.hasSuffix("/\(name).swift")
            }
        }
        #expect(drawers.isEmpty, "name it after what it does: \(drawers.map(\.path))")
    }

    @Test func testsAreAtLeastFourFifthsOfTheSource() {
        let source = SourceTree.sources.reduce(0) { $0 + $1.lines.count }
        let tests = SourceTree.tests.reduce(0) { $0 + $1.lines.count }
        #expect(tests * 10 >= source * 8, "\(tests) test lines for \(source) source lines")
    }
}
