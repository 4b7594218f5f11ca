import CProcess
import Foundation

/// A larkcast that goes on by itself: in a session of its own, without a terminal, with nothing inherited but where it writes.
///
/// Its standard output is a pipe on which it says once how it fares; its standard error is a log. What is secret reaches it in
/// its environment, which it wipes as every larkcast does, and never as an argument.
struct DetachedProcess {
    /// Its process id.
    let processID: Int32
    /// The reading end of its standard output.
    private let reader: Int32

    /// Starts this program once more.
    ///
    /// - Parameters:
    ///   - arguments: Without the program's name.
    ///   - environment: What it gets.
    ///   - log: Where its standard error goes.
    /// - Throws: `CommandFailure` with exit code 75 when the system does not start it.
    init(_ arguments: [String], environment: Environment, log: DetachedLog) throws(CommandFailure) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw Self.failure(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
        defer { close(ends[1]) }
        let words = (["larkcast"] + arguments).map { strdup($0) }
        let variables = environment.forSuccessor.map { strdup($0) }
        defer {
            for text in variables.compactMap(\.self) { memset(text, 0, strlen(text)) }
            for text in words + variables { free(text) }
        }
        var child: pid_t = 0
        let error = cprocess_spawn_apart(
            &child, Self.program, words + [nil], variables + [nil], ends[1], log.descriptor)
        guard error == 0 else {
            close(ends[0])
            throw Self.failure(error)
        }
        processID = child
        reader = ends[0]
    }

    /// Waits until it has said how it fares, or has ended.
    ///
    /// - Parameter rest: Waits a moment; what it throws ends the waiting, and the process goes on.
    /// - Returns: everything it said; nothing when it died before.
    /// - Throws: what `rest` throws.
    func words(_ rest: () async throws -> Void) async throws -> [UInt8] {
        defer { close(reader) }
        var words: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(reader, &buffer, buffer.count)
            if count > 0 {
                words += buffer.prefix(count)
            } else if count < 0, errno == EAGAIN || errno == EINTR {
                try await rest()
            } else {
                return words
            }
        }
    }

    /// Lets go of the pipe to whoever started this process: what is written to standard output from now on goes nowhere.
    @Sendable static func closeOutput() {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, STDOUT_FILENO)
        close(nowhere)
    }

    /// The very program that runs, also when another version was installed in its place meanwhile.
    private static var program: String {
        #if os(Linux)
            "/proc/self/exe"
        #else
            Bundle.main.executablePath ?? CommandLine.arguments[0]
        #endif
    }

    private static func failure(_ error: Int32) -> CommandFailure {
        CommandFailure(
            exit: .temporary, type: "not_started",
            message: "the process that was to send could not be started: \(String(cString: strerror(error)))")
    }
}
