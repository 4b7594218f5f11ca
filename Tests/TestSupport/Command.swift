public import Foundation

/// A program run for a test: the real binary, its own environment, its output kept.
///
/// Output goes to files rather than pipes, so that a program that is killed, hangs or floods cannot block the test.
public struct Command: Sendable {
    /// What a program left behind.
    public struct Result: Sendable {
        /// The exit code, or the signal's number when ``wasKilled``.
        public let status: Int32
        /// Whether a signal ended it.
        public let wasKilled: Bool
        /// Everything on standard output.
        public let output: String
        /// Everything on standard error.
        public let errors: String
    }

    let executable: URL
    let environment: [String: String]
    let directory: URL

    /// Where the package manager puts products: beside the running test bundle.
    private static var products: URL {
        let bundle = Bundle.main.bundleURL
        return bundle.pathExtension == "xctest" ? bundle.deletingLastPathComponent() : bundle
    }

    /// Creates a command for a program built beside the tests.
    ///
    /// - Parameters:
    ///   - program: The product's name, such as `larkcast`.
    ///   - environment: The whole environment; nothing is inherited but `PATH`.
    ///   - directory: The working directory, where the outputs are kept too.
    public init(_ program: String, environment: [String: String], directory: URL) {
        executable = Self.products.appendingPathComponent(program)
        var environment = environment
        environment["PATH"] = "/usr/bin:/bin"
        environment["SWIFT_BACKTRACE"] = "enable=no"
        // A sanitizer that watches the tests watches their programs by the same rules.
        for name in ["ASAN_OPTIONS", "TSAN_OPTIONS"] { environment[name] = ProcessInfo.processInfo.environment[name] }
        self.environment = environment
        self.directory = directory
    }

    /// Starts it and returns at once.
    ///
    /// - Throws: Foundation's error when the program cannot be started.
    public func start(_ arguments: [String]) throws -> RunningCommand {
        try RunningCommand(
            executable: executable, arguments: arguments, environment: environment, directory: directory)
    }

    /// Starts it in a shell that has run `prelude` first, such as `ulimit -f 100`, and returns at once.
    ///
    /// - Throws: Foundation's error when the shell cannot be started.
    public func start(_ arguments: [String], after prelude: String) throws -> RunningCommand {
        try RunningCommand(
            executable: URL(fileURLWithPath: "/bin/sh"),
            arguments: ["-c", "\(prelude); exec \"$0\" \"$@\"", executable.path] + arguments,
            environment: environment, directory: directory)
    }

    /// Runs it to its end.
    ///
    /// - Throws: Foundation's error when the program cannot be started.
    public func run(_ arguments: [String]) async throws -> Result {
        try await start(arguments).end()
    }
}

/// A program that is running.
public final class RunningCommand: Sendable {
    private let child: ChildProcess
    private let outputURL: URL
    private let errorsURL: URL

    /// Its process id.
    public var processID: Int32 { child.processID }

    /// What is on standard output by now.
    public var outputSoFar: String { (try? String(contentsOf: outputURL, encoding: .utf8)) ?? "" }

    /// What is on standard error by now.
    public var errorsSoFar: String { (try? String(contentsOf: errorsURL, encoding: .utf8)) ?? "" }

    init(executable: URL, arguments: [String], environment: [String: String], directory: URL) throws {
        let name = "output-\(UUID().uuidString)"
        outputURL = directory.appendingPathComponent(name + ".out")
        errorsURL = directory.appendingPathComponent(name + ".err")
        for url in [outputURL, errorsURL] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
        let output = try FileHandle(forWritingTo: outputURL)
        let errors = try FileHandle(forWritingTo: errorsURL)
        child = try ChildProcess(
            executable.path, arguments, environment: environment, directory: directory.path,
            output: output.fileDescriptor, errors: errors.fileDescriptor)
        try output.close()
        try errors.close()
    }

    /// Sends it a signal.
    public func send(_ signal: Int32) {
        child.send(signal)
    }

    /// Whether it has ended.
    public var hasEnded: Bool { child.hasEnded }

    /// Waits for its end.
    public func end() async -> Command.Result {
        let end = await child.end()
        return Command.Result(
            status: end.status, wasKilled: end.wasKilled,
            output: (try? String(contentsOf: outputURL, encoding: .utf8)) ?? "",
            errors: (try? String(contentsOf: errorsURL, encoding: .utf8)) ?? "")
    }
}
