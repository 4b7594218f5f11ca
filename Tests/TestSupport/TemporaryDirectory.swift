public import Foundation

/// A directory of a test's own, removed with everything in it when the value is released.
public final class TemporaryDirectory: Sendable {
    /// Where it is.
    public let url: URL

    /// Creates an empty directory only the current user can enter.
    ///
    /// - Parameter isInMemory: Whether to put it where syncing costs nothing, on systems that have such a place: for tests
    ///   that commit thousands of times and are not about the disk.
    /// - Throws: Foundation's error when it cannot be created.
    public init(isInMemory: Bool = false) throws {
        let shared = URL(fileURLWithPath: "/dev/shm")
        let isShared = isInMemory && FileManager.default.isWritableFile(atPath: shared.path)
        let parent = isShared ? shared : FileManager.default.temporaryDirectory
        url = parent.appendingPathComponent("larkcast-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    /// The path of a file in it.
    public func path(_ name: String) -> String {
        url.appendingPathComponent(name).path
    }
}
