import Foundation
import Synchronization

/// A terminal without anybody before it: a program's standard streams, and somebody who types and reads.
///
/// The program is the leader of a session with this as its controlling terminal, so that ^C and ^Z are signals as they are for people.
public final class PseudoTerminal: Sendable {
    /// The system has none to give.
    public struct Failure: Error {}

    private let controller: Int32
    private let shown = Mutex<[UInt8]>([])
    /// How often there was nothing to read, and nobody who could write.
    private let silences = Atomic<Int>(0)

    /// The path of the program's end.
    public let path: String

    /// Opens a terminal of a size.
    ///
    /// - Throws: ``Failure``.
    public init(columns: Int, rows: Int) throws {
        // glibc has them, but its Swift module leaves them out.
        guard let open = Self.function("posix_openpt", as: (@convention(c) (Int32) -> Int32).self),
            let grant = Self.function("grantpt", as: (@convention(c) (Int32) -> Int32).self),
            let unlock = Self.function("unlockpt", as: (@convention(c) (Int32) -> Int32).self),
            let name = Self.function("ptsname", as: (@convention(c) (Int32) -> UnsafeMutablePointer<CChar>?).self)
        else { throw Failure() }
        controller = open(O_RDWR | O_NOCTTY)
        guard controller >= 0, grant(controller) == 0, unlock(controller) == 0, let path = name(controller) else {
            throw Failure()
        }
        // No program that is started meanwhile may keep it open.
        _ = fcntl(controller, F_SETFD, FD_CLOEXEC)
        self.path = String(cString: path)
        resize(columns: columns, rows: rows)
        Thread { [controller, weak self] in
            var buffer = [UInt8](repeating: 0, count: 4096)
            while true {
                let count = read(controller, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                // EIO: the program has closed its end, or not opened it yet.
                if count < 0, errno == EIO, let self {
                    self.silences.add(1, ordering: .relaxed)
                    usleep(1000)
                    continue
                }
                guard count > 0, let self else { break }
                self.shown.withLock { $0 += buffer[..<count] }
            }
            close(controller)
        }.start()
    }

    /// Everything the program has written so far, and what the terminal has echoed.
    public var bytes: [UInt8] { shown.withLock { $0 } }

    /// ``bytes`` as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Types something; `\u{3}` is ^C, `\u{1A}` is ^Z.
    public func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(controller, bytes, bytes.count)
    }

    /// Makes it larger or smaller; the program hears SIGWINCH.
    public func resize(columns: Int, rows: Int) {
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(controller, UInt(TIOCSWINSZ), &size)
    }

    /// Waits, blocking the thread, until something is so, at most a minute; tells whether it is.
    ///
    /// For ``onOwnThread(_:)``: whoever comes back late through Swift's pool finds that the program has gone on without them.
    public func blocks(until isSo: (PseudoTerminal) -> Bool) -> Bool {
        for _ in 0..<12_000 {
            if isSo(self) { return true }
            usleep(5000)
        }
        return isSo(self)
    }

    /// Waits until a program has ended and everything it has written is here.
    public func end(of child: ChildProcess) async throws -> ChildProcess.End {
        let end = await child.end()
        let before = silences.load(ordering: .relaxed)
        while silences.load(ordering: .relaxed) < before + 2 { try await Task.sleep(for: .milliseconds(1)) }
        return end
    }

    private static func function<Function>(_ name: String, as: Function.Type) -> Function? {
        dlsym(nil, name).map { unsafeBitCast($0, to: Function.self) }
    }
}

extension Command {
    /// Starts it on a terminal and returns at once.
    ///
    /// - Throws: ``ChildProcess/Failure``.
    public func start(_ arguments: [String], on terminal: PseudoTerminal) throws -> ChildProcess {
        try ChildProcess(
            executable.path, arguments, environment: environment, directory: directory.path, terminal: terminal.path)
    }
}
