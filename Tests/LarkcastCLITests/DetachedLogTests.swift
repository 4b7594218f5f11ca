import Foundation
import TestSupport
import Testing

@testable import LarkcastCLI

/// The log of detached runs: one's own, private, and never without end.
struct DetachedLogTests {
    private static func size(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    }

    @Test func isPrivateAndAppendedTo() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("store.sqlite.detached.log")
        try Data("before\n".utf8).write(to: URL(fileURLWithPath: path))
        chmod(path, 0o666)
        let log = try DetachedLog(besides: directory.path("store.sqlite"))
        #expect(log.path == path && write(log.descriptor, "x", 1) == 1)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "before\nx")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test(arguments: [(0, false), (1, true)]) func beginsAnewWhenItIsLarge(_ beyond: off_t, _ isAnew: Bool) throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        let path = directory.path("store.sqlite.detached.log")
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        truncate(path, DetachedLog.most + beyond)
        _ = try DetachedLog(besides: directory.path("store.sqlite"))
        #expect(try Self.size(path) == (isAnew ? 0 : Int(DetachedLog.most)))
    }

    @Test(arguments: ["link", "folder", "fifo", "no folder"]) func refusesWhatIsNoPlainFile(_ what: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path("store.sqlite.detached.log")
        switch what {
        case "link": symlink(directory.path("elsewhere"), path)
        case "folder": mkdir(path, 0o700)
        case "fifo": mkfifo(path, 0o600)
        default: break
        }
        let store = directory.path(what == "no folder" ? "none/store.sqlite" : "store.sqlite")
        let failure = #expect(throws: CommandFailure.self) { _ = try DetachedLog(besides: store) }
        #expect(failure?.exit == .storage)
        #expect(!FileManager.default.fileExists(atPath: directory.path("elsewhere")))
    }
}
