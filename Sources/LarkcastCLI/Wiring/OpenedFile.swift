import Foundation

/// A regular file that was opened once: whatever happens to its name, what was looked at is what is read.
final class OpenedFile {
    private let path: String
    private var longest: Int
    private let descriptor: Int32
    private var length = 0
    /// How many bytes it had when it was opened.
    let size: Int

    /// Opens and checks.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - longest: Most bytes.
    /// - Throws: `CommandFailure` with exit code 65 when it is no regular file, too large or unreadable, or when every account of
    ///   the machine may write to it: whoever does would say what everybody is told.
    init(_ path: String, longest: Int) throws(CommandFailure) {
        self.path = path
        self.longest = longest
        guard !path.isEmpty else {
            (descriptor, size) = (-1, 0)
            throw Self.failure("no file is named: the path is empty", "Name the file.")
        }
        // Without O_NONBLOCK a FIFO would wait for a writer for ever; the check below is on what was opened.
        descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            size = 0
            throw Self.failure("\(path): \(String(cString: strerror(errno)))", "Check the path.")
        }
        var status = stat()
        let isRegular = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        size = Int(status.st_size)
        guard isRegular else {
            throw Self.failure("\(path) is not a regular file", "Name a file with the right contents.")
        }
        guard status.st_mode & S_IWOTH == 0 else {
            throw Self.failure(
                "\(path) may be changed by every account of this machine",
                "Take that away (chmod o-w), and look at what it says before you send it.")
        }
        guard size <= longest else { throw tooLong(size) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The next bytes, at most so many; `nil` at the end.
    ///
    /// - Throws: `CommandFailure` with exit code 65 when the disk fails or the file has grown too long meanwhile.
    func next(_ count: Int) throws(CommandFailure) -> [UInt8]? {
        var problem: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            var got = -1
            repeat { got = read(descriptor, buffer.baseAddress, count) } while got < 0 && errno == EINTR
            if got < 0 { problem = errno }
            filled = max(0, got)
        }
        guard problem == 0 else {
            throw Self.failure("\(path) cannot be read: \(String(cString: strerror(problem)))", "Check the disk.")
        }
        length += bytes.count
        guard length <= longest else { throw tooLong(length) }
        return bytes.isEmpty ? nil : bytes
    }

    /// Everything that is left, with `most` no more than so many bytes.
    ///
    /// - Throws: as ``next(_:)``.
    func all(atMost most: Int = .max) throws(CommandFailure) -> [UInt8] {
        longest = min(longest, most)
        var bytes: [UInt8] = []
        while let more = try next(1024 * 1024) { bytes += more }
        return bytes
    }

    private func tooLong(_ count: Int) -> CommandFailure {
        Self.failure(
            "\(path) has \(count) bytes; at most \(longest) are read",
            "A campaign to very many people belongs in departments or in an audience file.")
    }

    static func failure(_ message: String, _ hint: String) -> CommandFailure {
        CommandFailure(exit: .data, type: "manifest", message: message, hint: hint)
    }
}
