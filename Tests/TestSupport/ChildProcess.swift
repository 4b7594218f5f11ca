public import Foundation
import Synchronization

/// A process, started with `posix_spawn(3)`.
///
/// Not Foundation's `Process`: in Swift 6.3.1 on Linux it copies the last entry of `/proc/self/fd` past the end of its buffer,
/// which the address sanitizer shows and which now and then ends the whole test run with SIGSEGV.
public final class ChildProcess: Sendable {
    /// How it ended.
    public struct End: Sendable {
        /// The exit code, or the signal's number when ``wasKilled``.
        public let status: Int32
        /// Whether a signal ended it.
        public let wasKilled: Bool
    }

    /// The system did not start it.
    public struct Failure: Error, CustomStringConvertible {
        /// What was to be started, and why it was not.
        public let description: String
    }

    private struct State {
        var end: End?
        var waiters: [CheckedContinuation<End, Never>] = []
    }

    /// Its process id.
    public let processID: pid_t
    private let state = Mutex(State())

    /// Starts a program; it gets the three descriptors and no others, and no signal is blocked in it.
    ///
    /// - Parameters:
    ///   - executable: A path, or a name that is looked for in `PATH`.
    ///   - arguments: Without the program's own name.
    ///   - environment: The whole environment; `nil` for this process's.
    ///   - directory: The working directory; `nil` for this process's.
    ///   - input: Its standard input; `nil` for nothing.
    ///   - output: Its standard output; `nil` for nowhere.
    ///   - errors: Its standard error; `nil` for nowhere.
    ///   - terminal: The path of a terminal that is all three of them, and its own: it leads a session of it.
    /// - Throws: ``Failure``.
    public init(
        _ executable: String, _ arguments: [String], environment: [String: String]? = nil, directory: String? = nil,
        input: Int32? = nil, output: Int32? = nil, errors: Int32? = nil,
        terminal: String? = nil
    ) throws {
        let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nowhere) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (target, source) in [input, output, errors].enumerated() where terminal == nil {
            posix_spawn_file_actions_adddup2(&actions, source ?? nowhere, Int32(target))
        }
        if let terminal {
            // The first terminal that the leader of a session opens is its controlling one.
            posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
            for target in [Int32(1), 2] { posix_spawn_file_actions_adddup2(&actions, 0, target) }
        }
        _ = Self.closeFrom?(&actions, 3)
        if let directory { _ = Self.changeDirectory?(&actions, directory) }

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let session = terminal == nil ? 0 : Self.ownSession
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | session)

        let variables = environment ?? ProcessInfo.processInfo.environment
        let words = Self.cStrings([executable] + arguments)
        let assignments = Self.cStrings(variables.map { "\($0.key)=\($0.value)" })
        defer { (words + assignments).forEach { free($0) } }
        var child: pid_t = 0
        let error = posix_spawnp(&child, executable, &actions, &attributes, words + [nil], assignments + [nil])
        guard error == 0 else {
            throw Failure(description: "\(executable) was not started: \(String(cString: strerror(error)))")
        }
        processID = child
        Thread { [self] in reap() }.start()
    }

    /// Whether it has ended.
    public var hasEnded: Bool { state.withLock { $0.end != nil } }

    /// Sends it a signal, if it has not ended.
    public func send(_ signal: Int32) {
        state.withLock { state in
            if state.end == nil { kill(processID, signal) }
        }
    }

    /// Waits for its end.
    public func end() async -> End {
        await withCheckedContinuation { continuation in
            let end = state.withLock { state in
                if state.end == nil { state.waiters.append(continuation) }
                return state.end
            }
            if let end { continuation.resume(returning: end) }
        }
    }

    /// Waits for its end on a thread that may block.
    public func waitUntilEnd() -> End {
        while true {
            if let end = state.withLock({ $0.end }) { return end }
            usleep(1000)
        }
    }

    private func reap() {
        // It stays a zombie until its end is noted under the lock, so that nobody signals another process of its number.
        var information = siginfo_t()
        while waitid(P_PID, id_t(processID), &information, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        let waiters = state.withLock { state in
            var status: Int32 = 0
            while waitpid(processID, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            let end = End(status: signal == 0 ? (status >> 8) & 0xFF : signal, wasKilled: signal != 0)
            state.end = end
            defer { state.waiters = [] }
            return state.waiters.map { ($0, end) }
        }
        for (waiter, end) in waiters { waiter.resume(returning: end) }
    }

    /// `POSIX_SPAWN_SETSID`, which glibc shows only to C that asks for GNU's extensions.
    #if canImport(Darwin)
        private static let ownSession = Int16(POSIX_SPAWN_SETSID)
    #else
        private static let ownSession: Int16 = 0x80
    #endif

    // glibc has both since 2.34, but its Swift module leaves them out.
    private typealias CloseFrom = @convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32
    private typealias ChangeDirectory =
        @convention(c) (
            UnsafeMutablePointer<posix_spawn_file_actions_t>, UnsafePointer<CChar>
        ) -> Int32

    private static let closeFrom = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np").map {
        unsafeBitCast($0, to: CloseFrom.self)
    }
    private static let changeDirectory = dlsym(nil, "posix_spawn_file_actions_addchdir_np").map {
        unsafeBitCast($0, to: ChangeDirectory.self)
    }

    private static func cStrings(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
        texts.map { strdup($0) }
    }
}
