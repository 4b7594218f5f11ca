import Foundation

extension Console {
    /// The console of this process.
    ///
    /// - Parameters:
    ///   - isQuiet: Whether remarks are left out.
    ///   - isJSON: Whether data is one JSON document.
    ///   - isVerbose: Whether more is said.
    ///   - allowsColour: False when the environment asks for none.
    ///   - isDumb: Whether the terminal knows nothing of cursors.
    /// - Returns: the console.
    static func live(
        isQuiet: Bool, isJSON: Bool, isVerbose: Bool = false, allowsColour: Bool = false, isDumb: Bool = false
    ) -> Console {
        let isErrorTerminal = isatty(STDERR_FILENO) == 1
        let isOutputTerminal = isatty(STDOUT_FILENO) == 1
        return Console(
            surface: Surface(
                isErrorTerminal: isErrorTerminal, canAsk: isatty(STDIN_FILENO) == 1 && isErrorTerminal,
                outputColumns: { size(of: STDOUT_FILENO).columns }, isOutputTerminal: isOutputTerminal,
                isOutputGone: { isGone(STDOUT_FILENO) }, usesColour: allowsColour && isOutputTerminal,
                usesErrorColour: allowsColour && isErrorTerminal,
                canRedraw: isErrorTerminal && !isDumb, errorSize: { size(of: STDERR_FILENO) }),
            isQuiet: isQuiet, isJSON: isJSON, isVerbose: isVerbose,
            writeOut: { writeAll($0, to: STDOUT_FILENO) },
            writeError: { _ = writeAll($0, to: STDERR_FILENO) },
            readLine: { Swift.readLine() })
    }

    private static func size(of descriptor: Int32) -> TerminalSize {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return TerminalSize() }
        return TerminalSize(columns: Int(size.ws_col), rows: size.ws_row > 0 ? Int(size.ws_row) : 24)
    }

    /// Whether writing is in vain, without writing.
    private static func isGone(_ descriptor: Int32) -> Bool {
        var end = pollfd(fd: descriptor, events: 0, revents: 0)
        guard poll(&end, 1, 0) == 1 else { return false }
        return Int32(end.revents) & (POLLERR | POLLHUP | POLLNVAL) != 0
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
