import Foundation
import TestSupport
import Testing

/// The built `feishu-sandbox`, run as a person or a script runs it.
final class SandboxProcess {
    private let process: ChildProcess
    private let output = Pipe()
    private let errors = Pipe()

    init(_ arguments: [String]) throws {
        // Binaries of one build lie beside each other.
        process = try ChildProcess(
            Bundle.main.bundleURL.appendingPathComponent("feishu-sandbox").path, arguments,
            output: output.fileHandleForWriting.fileDescriptor, errors: errors.fileHandleForWriting.fileDescriptor)
        try output.fileHandleForWriting.close()
        try errors.fileHandleForWriting.close()
    }

    deinit {
        process.send(SIGKILL)
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
        process.send(number)
    }

    /// Waits for the end; what was printed since, and how it ended.
    func end() async throws -> (status: Int32, output: String, errors: String) {
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        let complaints = try errors.fileHandleForReading.readToEnd() ?? Data()
        let status = await process.end().status
        return (status, String(decoding: printed, as: UTF8.self), String(decoding: complaints, as: UTF8.self))
    }
}
