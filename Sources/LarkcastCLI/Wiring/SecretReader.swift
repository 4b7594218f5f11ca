import FeishuAPI
import Foundation

/// Fetches secrets from where the settings say they are, at the last moment.
struct SecretReader {
    private static let longest = 4096

    let environment: Environment

    /// Reads the secret.
    ///
    /// - Throws: `CommandFailure` with exit code 78 when there is none or the file is not a private, regular one; the
    ///   text itself is never in the message.
    func read(_ source: SecretSource?) throws(CommandFailure) -> Secret {
        switch source {
        case nil:
            throw failure(
                "no app secret is configured",
                "Set LARKCAST_APP_SECRET_FILE (or LARKCAST_APP_SECRET), or app_secret_file in the configuration.")
        case .environment:
            return Secret(trimmingOneLineBreak(environment["LARKCAST_APP_SECRET"] ?? ""))
        case .file(let path):
            return Secret(try readFile(path))
        }
    }

    /// Reads the address that notifications are posted to; `nil` when there is none.
    ///
    /// - Throws: `CommandFailure` with exit code 78, which never quotes it.
    func webhook(_ source: WebhookSource?) throws(CommandFailure) -> WebhookAddress? {
        let text: String
        switch source {
        case nil: return nil
        case .configuration(let address): return address
        case .environment: text = trimmingOneLineBreak(environment["LARKCAST_WEBHOOK"] ?? "")
        case .file(let path): text = try readFile(path, holding: "the webhook's address")
        }
        do throws(FeishuConfigurationError) {
            return try WebhookAddress(text)
        } catch {
            throw failure("the webhook's address \(error.problem)", error.fix)
        }
    }

    /// Reads a private file that holds one secret.
    ///
    /// - Throws: `CommandFailure` with exit code 78 when it is not a private, regular one.
    func readFile(_ path: String, holding what: String = "the app secret") throws(CommandFailure) -> String {
        // A FIFO or a device would block or never end: open without waiting, then look at what was opened.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw failure(
                "the secret file \(path) cannot be opened: \(String(cString: strerror(errno)))",
                "Check the path and its permissions.")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw failure("the secret file \(path) cannot be looked at", "Check the disk.")
        }
        try check(status, of: path, holding: what, isCredential: isCredential(path))
        var buffer = [UInt8](repeating: 0, count: Self.longest)
        let count = Foundation.read(descriptor, &buffer, buffer.count)
        guard count > 0, let text = String(validating: buffer.prefix(count), as: UTF8.self) else {
            throw failure("the secret file \(path) cannot be read as text", "Put \(what) alone into it.")
        }
        return trimmingOneLineBreak(text)
    }

    /// Refuses whatever is not a private, plain file of a sensible size.
    ///
    /// A symbolic link is followed (mounted secrets are links); what counts is the file that was opened. systemd gives a
    /// credential to the service's user by an access list where the file system has such; the mask of that shows as read
    /// permission of root's own group.
    func check(
        _ status: stat, of path: String, holding what: String = "the app secret", for user: uid_t = geteuid(),
        isCredential: Bool = false
    ) throws(CommandFailure) {
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw failure("the secret file \(path) is not a regular file", "Put the secret into a plain file.")
        }
        guard status.st_uid == user || status.st_uid == 0 else {
            throw failure("the secret file \(path) belongs to another user", "Make it yours: chown it.")
        }
        let isRootsOwn = isCredential && status.st_uid == 0 && status.st_gid == 0
        guard status.st_mode & (isRootsOwn ? 0o037 : 0o077) == 0 else {
            throw failure("the secret file \(path) can be read by others", "Run: chmod 600 \(path)")
        }
        guard (1...off_t(Self.longest)).contains(status.st_size) else {
            throw failure("the secret file \(path) is empty or far too long", "Put \(what) alone into it.")
        }
    }

    /// Whether systemd put the file there (`LoadCredential=`).
    private func isCredential(_ path: String) -> Bool {
        environment["CREDENTIALS_DIRECTORY"].map { path.hasPrefix($0 + "/") } ?? false
    }

    private func trimmingOneLineBreak(_ text: String) -> String {
        if text.hasSuffix("\r\n") || text.hasSuffix("\n") { return String(text.dropLast()) }
        return text
    }

    private func failure(_ message: String, _ hint: String) -> CommandFailure {
        CommandFailure(exit: .configuration, type: "configuration", message: message, hint: hint)
    }
}
