import Foundation

extension Console {
    /// The console of this process.
    ///
    /// `allowsColour` is false when the environment asks for none.
    static func live(isQuiet: Bool, isJSON: Bool, isVerbose: Bool = false, allowsColour: Bool = false) -> Console {
        Console(
            surface: Surface(
                isErrorTerminal: isatty(STDERR_FILENO) == 1,
                canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
                columns: terminalColumns(STDERR_FILENO), outputColumns: terminalColumns(STDOUT_FILENO),
                usesColour: allowsColour && isatty(STDOUT_FILENO) == 1),
            isQuiet: isQuiet, isJSON: isJSON, isVerbose: isVerbose,
            writeOut: { writeAll($0, to: STDOUT_FILENO) },
            writeError: { _ = writeAll($0, to: STDERR_FILENO) },
            readLine: { Swift.readLine() })
    }

    private static func terminalColumns(_ descriptor: Int32) -> Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
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
