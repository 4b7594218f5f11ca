import Foundation
import TestSupport

/// The library that fails below larkcast, compiled once per torture with the system's C compiler.
enum FaultyHost {
    struct CompilerFailed: Error, CustomStringConvertible {
        let description = "clang could not compile Tests/Torture/FaultyHost/faulty_host.c"
    }

    /// Compiles the library into `folder` and returns its path.
    ///
    /// - Throws: ``CompilerFailed``, or Foundation's error when there is no compiler.
    static func compile(into folder: URL) throws -> String {
        let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("FaultyHost/faulty_host.c")
        let library = folder.appendingPathComponent("faulty_host.so").path
        let clang = try ChildProcess(
            "clang", ["-shared", "-fPIC", "-O1", "-o", library, source.path, "-ldl", "-lpthread"])
        guard clang.waitUntilEnd().status == 0 else { throw CompilerFailed() }
        return library
    }
}
