import Foundation
import TestSupport
import Testing

@testable import LarkcastCLI

/// What is seen from outside of a folder of manifests.
struct FolderWatchTests {
    private static func write(_ text: String, _ directory: TemporaryDirectory, _ name: String) throws {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.path(name)))
        try handle.write(contentsOf: Data(text.utf8))
        try handle.close()
    }

    private static func twoLooks(_ watch: inout FolderWatch) -> [Bool] { [watch.hasChanged(), watch.hasChanged()] }

    @Test func everyKindOfEditIsSeenOnce() throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        let jobs = directory.path("jobs")
        var watch = FolderWatch(jobs)
        #expect(Self.twoLooks(&watch) == [false, false])
        try FileManager.default.createDirectory(atPath: jobs, withIntermediateDirectories: false)
        #expect(Self.twoLooks(&watch) == [true, false], "a folder that comes")
        _ = FileManager.default.createFile(atPath: directory.path("jobs/a.json"), contents: Data("{".utf8))
        #expect(Self.twoLooks(&watch) == [true, false], "a new file")
        try Self.write("{}", directory, "jobs/a.json")
        #expect(Self.twoLooks(&watch) == [true, false], "an editor that writes in place")
        try Data("{ }".utf8).write(to: URL(fileURLWithPath: directory.path("jobs/a.json")), options: .atomic)
        #expect(Self.twoLooks(&watch) == [true, false], "an editor that renames")
        try FileManager.default.removeItem(atPath: directory.path("jobs/a.json"))
        #expect(Self.twoLooks(&watch) == [true, false], "a file that goes")
        try FileManager.default.removeItem(atPath: jobs)
        #expect(Self.twoLooks(&watch) == [true, false], "a folder that goes")
    }

    @Test func aLargeFolderIsLookedThroughMoreSeldom() throws {
        let directory = try TemporaryDirectory(isInMemory: true)
        for number in 0..<150 {
            _ = FileManager.default.createFile(atPath: directory.path("\(number).json"), contents: Data("{".utf8))
        }
        var watch = FolderWatch(directory.url.path)
        try Self.write("{}", directory, "7.json")
        let rounds = (1...30).first { _ in watch.hasChanged() }
        #expect((rounds ?? 99) <= 15)
    }
}
