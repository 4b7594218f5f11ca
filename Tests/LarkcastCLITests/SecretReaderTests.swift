import FeishuAPI
import Foundation
import StrictJSON
import TestSupport
import Testing

@testable import LarkcastCLI

/// The app secret: from a private, plain file or the environment, and never in a message.
struct SecretReaderTests {
    private static let secret = "s3cr3tS3cr3tS3cr3t"

    @Test(arguments: [0o600, 0o400, 0o700])
    func readsAPrivateFile(_ mode: Int) throws {
        let (directory, path) = try file(Self.secret, mode: mode)
        #expect(try read(path) == Self.secret)
        withExtendedLifetime(directory) {}
    }

    @Test(arguments: [("\n", ""), ("\r\n", ""), ("\n\n", "\n"), ("\n\r\n", "\n"), (" \n", " "), ("\r", "\r")])
    func trimsOneLineBreakOnly(_ ending: String, _ kept: String) throws {
        let (directory, path) = try file(Self.secret + ending, mode: 0o600)
        #expect(try read(path) == Self.secret + kept)
        let environment = Environment(["LARKCAST_APP_SECRET": Self.secret + ending])
        #expect(try SecretReader(environment: environment).read(.environment).reveal() == Self.secret + kept)
        withExtendedLifetime(directory) {}
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o660, 0o620, 0o601, 0o777])
    func refusesAFileOthersMayTouch(_ mode: Int) throws {
        let (directory, path) = try file(Self.secret, mode: mode)
        let failure = refusal(path)
        #expect(failure?.exit == .configuration)
        #expect(failure?.message.contains("can be read by others") == true)
        #expect(failure?.hint == "Run: chmod 600 \(path)")
        withExtendedLifetime(directory) {}
    }

    @Test func refusesWhatIsNoPlainFileWithoutWaiting() throws {
        let directory = try TemporaryDirectory()
        let fifo = directory.path("fifo")
        #expect(mkfifo(fifo, 0o600) == 0)
        let folder = directory.path("folder")
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        for path in [fifo, folder, "/dev/null", "/dev/zero"] {
            let failure = refusal(path)
            #expect(failure?.exit == .configuration)
            #expect(failure?.message == "the secret file \(path) is not a regular file")
        }
    }

    @Test(
        arguments: [
            (1000, 1000, nil), (0, 1000, nil), (0, 0, nil), (1001, 1000, "belongs to another user"),
            (1000, 0, "belongs to another user"),
        ] as [(uid_t, uid_t, String?)])
    func theFileIsOursOrTheSystems(_ owner: uid_t, _ user: uid_t, _ refusal: String?) {
        var status = stat()
        status.st_mode = S_IFREG | 0o600
        status.st_uid = owner
        status.st_size = 32
        var message: String?
        do throws(CommandFailure) {
            try SecretReader(environment: Environment([:])).check(status, of: "secret", for: user)
        } catch {
            message = error.message
        }
        #expect((message == nil) == (refusal == nil))
        #expect(message?.contains(refusal ?? "") ?? true)
    }

    /// An access list for the service's user shows as read permission of root's group; more than that is too much.
    @Test(
        arguments: [
            (0o440, 0, true, true), (0o400, 0, true, true), (0o440, 0, false, false), (0o444, 0, true, false),
            (0o460, 0, true, false), (0o440, 7, true, false),
        ] as [(mode_t, gid_t, Bool, Bool)])
    func aCredentialOfSystemdIsTaken(_ mode: mode_t, _ group: gid_t, _ isCredential: Bool, _ isTaken: Bool) {
        var status = stat()
        status.st_mode = S_IFREG | mode
        status.st_gid = group
        status.st_size = 32
        let reader = SecretReader(environment: Environment([:]))
        let check = Result { try reader.check(status, of: "app_secret", for: 999, isCredential: isCredential) }
        #expect(((try? check.get()) != nil) == isTaken)
    }

    @Test func followsALinkToWhatIsAPlainFileOnly() throws {
        let (directory, path) = try file(Self.secret, mode: 0o600)
        let link = directory.path("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(try read(link) == Self.secret, "mounted secrets are links")
        #if os(Linux)
            let trap = directory.path("trap")
            try FileManager.default.createSymbolicLink(atPath: trap, withDestinationPath: "/proc/self/environ")
            #expect(refusal(trap)?.exit == .configuration)
        #endif
    }

    @Test(
        "what an editor or a shell adds is refused, not sent",
        arguments: [
            "\u{FEFF}s3cr3tS3cr3t", "s3cr3tS3cr3t\n\n", "s3cr3tS3cr3t \n", "\"s3cr3tS3cr3t\"\r\n\r\n", "s3cr3t\0S3cr3t",
        ])
    func additionsAreRefused(_ text: String) throws {
        let (directory, path) = try file(text, mode: 0o600)
        let secret = try SecretReader(environment: Environment([:])).read(.file(path))
        let error = #expect(throws: FeishuConfigurationError.self) {
            try FeishuConfiguration(appID: "cli_1", appSecret: secret)
        }
        #expect(error.map { !CommandFailure(describing: $0).message.contains("S3cr3t") } == true)
        withExtendedLifetime(directory) {}
    }

    @Test func refusesAnEmptyOrHugeFile() throws {
        for text in ["", String(repeating: "x", count: 1 << 20), String(repeating: "x", count: 4097)] {
            let (directory, path) = try file(text, mode: 0o600)
            #expect(refusal(path)?.message.contains("is empty or far too long") == true)
            withExtendedLifetime(directory) {}
        }
        let (directory, path) = try file(String(repeating: "x", count: 4096), mode: 0o600)
        #expect(try read(path).count == 4096)
        withExtendedLifetime(directory) {}
    }

    @Test func refusesWhatIsNoText() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("secret")
        try Data([0x73, 0xFF, 0xFE]).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o600)
        #expect(refusal(path)?.message.contains("cannot be read as text") == true)
    }

    @Test func aMissingFileIsNamed() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("nowhere")
        let failure = refusal(path)
        #expect(failure?.exit == .configuration)
        #expect(failure?.message.contains(path) == true)
        #expect(failure?.message.contains("No such file") == true)
    }

    @Test func noSourceAtAllSaysWhereToPutIt() {
        let failure = #expect(throws: CommandFailure.self) {
            try SecretReader(environment: Environment([:])).read(nil)
        }
        #expect(failure?.exit == .configuration)
        #expect(failure?.hint?.contains("LARKCAST_APP_SECRET_FILE") == true)
    }

    @Test func noMessageHoldsTheSecret() throws {
        for mode in [0o600, 0o644] {
            let (directory, path) = try file(Self.secret + "\u{FF}" + Self.secret, mode: mode)
            if mode == 0o600 { try Data(Array(Self.secret.utf8) + [0xFF]).write(to: URL(fileURLWithPath: path)) }
            chmod(path, mode_t(mode))
            let failure = try #require(refusal(path))
            for text in [failure.message, failure.hint ?? "", failure.json.text(.pretty), "\(failure)"] {
                #expect(!text.contains(Self.secret))
            }
            withExtendedLifetime(directory) {}
        }
        let read = try SecretReader(environment: Environment(["LARKCAST_APP_SECRET": Self.secret])).read(.environment)
        #expect("\(read)" == "<redacted>")
    }

    private func file(_ text: String, mode: Int) throws -> (TemporaryDirectory, String) {
        let directory = try TemporaryDirectory()
        let path = directory.path("secret")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(chmod(path, mode_t(mode)) == 0)
        return (directory, path)
    }

    private func read(_ path: String) throws -> String {
        try SecretReader(environment: Environment([:])).read(.file(path)).reveal()
    }

    private func refusal(_ path: String) -> CommandFailure? {
        #expect(throws: CommandFailure.self) { try SecretReader(environment: Environment([:])).read(.file(path)) }
    }
}
