import Foundation
import GRDB

/// Brings a store with runs in it to this program's schema: alone, and with a copy of the old one kept.
enum StoreUpgrade {
    /// Does nothing to a store that is new or up to date.
    ///
    /// - Throws: ``StoreError/Code/lockHeld`` while an older larkcast sends from it.
    static func apply(to queue: DatabaseQueue, file: StoreFile) throws {
        let version = try queue.read(StoreMigrations.version)
        guard version > 0, version < StoreMigrations.currentVersion else { return try StoreMigrations.apply(to: queue) }
        // An older program that sends would go on with statements made for the old schema.
        let lock = try RunnerLock.take(at: file.lockPath)
        defer { withExtendedLifetime(lock) {} }
        // Somebody else may have been quicker.
        guard try queue.read(StoreMigrations.version) == version else { return try StoreMigrations.apply(to: queue) }
        try StoreCopy.make(of: queue, at: try vacantPath(for: file, version: version), marked: false)
        try StoreMigrations.apply(to: queue)
    }

    private static func vacantPath(for file: StoreFile, version: Int) throws(StoreError) -> String {
        for number in 1...99 {
            let path = "\(file.path).schema-\(version)\(number == 1 ? "" : "-\(number)").backup"
            if StoreFile.status(of: path) == nil { return path }
        }
        throw StoreError(
            .cannotOpen, "\(file.path) has 99 copies from before an upgrade beside it", hint: "remove the older ones")
    }
}
