import Foundation

extension Console {
    /// The console of this process.
    static func live(isQuiet: Bool, isJSON: Bool, isVerbose: Bool = false) -> Console {
        Console(
            surface: Surface(
                isErrorTerminal: isatty(STDERR_FILENO) == 1,
                canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
                columns: terminalColumns()),
            isQuiet: isQuiet, isJSON: isJSON, isVerbose: isVerbose,
            writeOut: { writeAll($0, to: STDOUT_FILENO) },
            writeError: { _ = writeAll($0, to: STDERR_FILENO) },
            readLine: { Swift.readLine() })
    }

    private static func terminalColumns() -> Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// Writes everything; returns why not, unless the reader simply went away.
    private static func writeAll(_ text: String, to descriptor: Int32) -> String? {
        var bytes = ArraySlice(Array(text.utf8))
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR || errno == EAGAIN { continue }
                return errno == EPIPE ? nil : String(cString: strerror(errno))
            }
            bytes = bytes.dropFirst(written)
        }
        return nil
    }
}
