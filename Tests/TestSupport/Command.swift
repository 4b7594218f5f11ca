public import Foundation
import Synchronization

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
    private struct State {
        var result: Command.Result?
        var waiters: [CheckedContinuation<Command.Result, Never>] = []
    }

    /// Its process id.
    public let processID: Int32

    private final class Box: Sendable {
        let value = Mutex(State())
    }

    private let box: Box
    private let errorsURL: URL

    /// What is on standard error by now.
    public var errorsSoFar: String { (try? String(contentsOf: errorsURL, encoding: .utf8)) ?? "" }

    init(executable: URL, arguments: [String], environment: [String: String], directory: URL) throws {
        let process = Process()
        let name = "output-\(UUID().uuidString)"
        let outputURL = directory.appendingPathComponent(name + ".out")
        let errorsURL = directory.appendingPathComponent(name + ".err")
        for url in [outputURL, errorsURL] { _ = FileManager.default.createFile(atPath: url.path, contents: nil) }
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = directory
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: outputURL)
        process.standardError = try FileHandle(forWritingTo: errorsURL)
        self.errorsURL = errorsURL
        let state = Box()
        process.terminationHandler = { ended in
            let result = Command.Result(
                status: ended.terminationStatus, wasKilled: ended.terminationReason == .uncaughtSignal,
                output: (try? String(contentsOf: outputURL, encoding: .utf8)) ?? "",
                errors: (try? String(contentsOf: errorsURL, encoding: .utf8)) ?? "")
            let waiters = state.value.withLock { state in
                state.result = result
                defer { state.waiters = [] }
                return state.waiters
            }
            for waiter in waiters { waiter.resume(returning: result) }
        }
        try process.run()
        processID = process.processIdentifier
        box = state
    }

    /// Sends it a signal.
    public func send(_ signal: Int32) {
        kill(processID, signal)
    }

    /// Whether it has ended.
    public var hasEnded: Bool { box.value.withLock { $0.result != nil } }

    /// Waits for its end.
    public func end() async -> Command.Result {
        await withCheckedContinuation { continuation in
            let result = box.value.withLock { state in
                if state.result == nil { state.waiters.append(continuation) }
                return state.result
            }
            if let result { continuation.resume(returning: result) }
        }
    }
}
