import Foundation
import TestSupport
import Testing

@testable import LarkcastCLI

/// Manifests and the files they name: plain files of a sane size, below the manifest's own folder.
struct ManifestFileTests {
    @Test func readsTheExactBytes() throws {
        let directory = try TemporaryDirectory()
        let bytes: [UInt8] = [0xEF, 0xBB, 0xBF, 0x7B, 0x00, 0x7D, 0x0D, 0x0A]
        try Data(bytes).write(to: URL(fileURLWithPath: directory.path("m.json")))
        #expect(try ManifestFile(path: directory.path("m.json")).bytes == bytes)
        try Data().write(to: URL(fileURLWithPath: directory.path("empty.json")))
        #expect(try ManifestFile(path: directory.path("empty.json")).bytes == [])
    }

    @Test func refusesWhatIsNoPlainFileWithoutWaiting() throws {
        let directory = try TemporaryDirectory()
        let fifo = directory.path("fifo.json")
        #expect(mkfifo(fifo, 0o600) == 0)
        for path in [fifo, directory.url.path, "/dev/zero", "/dev/null"] {
            let failure = refusal(path)
            #expect(failure?.exit == .data)
            #expect(failure?.type == "manifest")
            #expect(failure?.message == "\(path) is not a regular file")
        }
    }

    /// Whoever may write to it says what everybody is told.
    @Test(arguments: [(0o666, true), (0o602, true), (0o664, false), (0o600, false)])
    func whatEverybodyMayChangeIsRefused(_ mode: Int, _ isRefused: Bool) throws {
        let directory = try TemporaryDirectory()
        for name in ["m.json", "people.csv"] {
            try Data("{}".utf8).write(to: URL(fileURLWithPath: directory.path(name)))
        }
        #expect(chmod(directory.path("people.csv"), mode_t(mode)) == 0)
        let manifest = try ManifestFile(path: directory.path("m.json"))
        #expect((try? manifest.readCompanion("people.csv", longest: 9)) == (isRefused ? nil : Array("{}".utf8)))
        #expect(chmod(directory.path("m.json"), mode_t(mode)) == 0)
        guard isRefused else {
            #expect(try ManifestFile(path: directory.path("m.json")).bytes == Array("{}".utf8))
            return
        }
        let failure = refusal(directory.path("m.json"))
        #expect(failure?.exit == .data && failure?.message.contains("every account") == true)
    }

    @Test func aMissingFileIsNamed() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("nowhere.json")
        let failure = refusal(path)
        #expect(failure?.exit == .data)
        #expect(failure?.message == "\(path): No such file or directory")
    }

    @Test func sixtyFourMebibytesAreTheMost() throws {
        let directory = try TemporaryDirectory()
        for (size, isTaken) in [(64 << 20, true), ((64 << 20) + 1, false), (68_000_000, false)] {
            let path = directory.path("\(size).json")
            let descriptor = open(path, O_CREAT | O_WRONLY, 0o600)
            #expect(ftruncate(descriptor, off_t(size)) == 0)
            close(descriptor)
            if isTaken {
                #expect(try ManifestFile(path: path).bytes.count == size)
            } else {
                #expect(refusal(path)?.message.contains("\(size) bytes; at most 67108864") == true)
            }
        }
    }

    @Test func readsACompanionBesideOrBelow() throws {
        let (directory, file) = try manifest()
        try write("card", to: directory.path("jobs/card.json"))
        try write("deep", to: directory.path("jobs/cards/deep.json"))
        try write("inner", to: directory.path("jobs/linked.json"))
        try FileManager.default.createSymbolicLink(
            atPath: directory.path("jobs/link.json"), withDestinationPath: "linked.json")
        #expect(try companion(file, "card.json") == "card")
        #expect(try companion(file, "cards/deep.json") == "deep")
        #expect(try companion(file, "cards/../card.json") == "card")
        #expect(try companion(file, "link.json") == "inner", "a link that stays inside")
    }

    @Test(arguments: [
        "../secret", "cards/../../secret", "link", "folder/secret", "../jobs-beside/secret", "..",
    ])
    func aCompanionNeverLeavesTheFolder(_ name: String) throws {
        let (directory, file) = try manifest()
        try write("secret", to: directory.path("secret"))
        try write("secret", to: directory.path("jobs-beside/secret"))
        try write("x", to: directory.path("jobs/cards/x"))
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: directory.path("jobs/link"), withDestinationPath: "../secret")
        try manager.createSymbolicLink(
            atPath: directory.path("jobs/folder"), withDestinationPath: directory.url.path)
        let failure = #expect(throws: CommandFailure.self) { try file.readCompanion(name, longest: 1000) }
        #expect(failure?.exit == .data)
        #expect(failure?.message == "\(name) leads out of the manifest's folder")
    }

    @Test func aCompanionIsAPlainFileOfASaneSize() throws {
        let (directory, file) = try manifest()
        try write(String(repeating: "x", count: 1001), to: directory.path("jobs/large"))
        try write("x", to: directory.path("jobs/cards/x"))
        #expect(mkfifo(directory.path("jobs/fifo"), 0o600) == 0)
        for (name, words) in [
            ("large", "1001 bytes; at most 1000"), ("cards", "is not a regular file"),
            ("fifo", "is not a regular file"),
            ("nowhere", "No such file"),
        ] {
            let failure = #expect(throws: CommandFailure.self) { try file.readCompanion(name, longest: 1000) }
            #expect(failure?.message.contains(words) == true)
        }
    }

    private func manifest() throws -> (TemporaryDirectory, ManifestFile) {
        let directory = try TemporaryDirectory()
        try write("{}", to: directory.path("jobs/m.json"))
        return (directory, try ManifestFile(path: directory.path("jobs/m.json")))
    }

    private func companion(_ file: ManifestFile, _ name: String) throws -> String {
        String(decoding: try file.readCompanion(name, longest: 1000), as: UTF8.self)
    }

    private func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func refusal(_ path: String) -> CommandFailure? {
        #expect(throws: CommandFailure.self) { try ManifestFile(path: path) }
    }
}
