import Foundation
import Testing

/// The built `feishu-sandbox`, run as a person or a script runs it.
final class SandboxProcess {
    private let process = Process()
    private let output = Pipe()
    private let errors = Pipe()
    private let exits: AsyncStream<Int32>

    init(_ arguments: [String]) throws {
        // Binaries of one build lie beside each other.
        process.executableURL = Bundle.main.bundleURL.appendingPathComponent("feishu-sandbox")
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = errors
        process.standardInput = FileHandle.nullDevice
        let (exits, continuation) = AsyncStream<Int32>.makeStream()
        self.exits = exits
        process.terminationHandler = { process in
            continuation.yield(process.terminationStatus)
            continuation.finish()
        }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// The line that says where it listens, without its line feed.
    func readyLine() throws -> String {
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data([0x0A]) {
            line.append(byte)
        }
        return String(decoding: line, as: UTF8.self)
    }

    func port() throws -> Int {
        try #require(try readyLine().split(separator: ":").last.flatMap { Int($0) })
    }

    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    /// Waits for the end; what was printed since, and how it ended.
    func end() async throws -> (status: Int32, output: String, errors: String) {
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        var status: Int32 = -1
        for await exit in exits { status = exit }
        return (status, String(decoding: printed, as: UTF8.self), String(decoding: complaints, as: UTF8.self))
    }
}
