import Foundation
import GRDB

/// Looks whether a store is still the one that was opened, and whether others have written to it; cheap enough for every second.
public struct StoreWatch: Sendable {
    /// What a look found.
    public struct Look: Sendable, Equatable {
        /// SQLite's count of what others have committed; meaningful only against another look of this watch.
        public var commitsOfOthers: Int
        /// Whether the file still stands under its name.
        public var isInPlace: Bool
    }

    private struct Place: Equatable {
        var device: UInt64
        var inode: UInt64

        init?(of path: String) {
            guard let status = StoreFile.status(of: path) else { return nil }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }

    private let store: JobDatabase
    private let place: Place?

    /// Begins to watch a store that was just opened.
    public init(_ store: JobDatabase) {
        self.store = store
        place = store.path.flatMap(Place.init)
    }

    /// Looks once.
    ///
    /// - Throws: ``StoreError/Code/newerSchema`` when a newer larkcast has brought the store up to date meanwhile.
    public func look() async throws(StoreError) -> Look {
        let commits = try await store.read { db in
            try StoreMigrations.checkUnchanged(db)
            // Only other connections' commits count: <https://sqlite.org/pragma.html#pragma_data_version>.
            return try Int.fetchOne(db, sql: "PRAGMA data_version") ?? 0
        }
        return Look(commitsOfOthers: commits, isInPlace: store.path.flatMap(Place.init) == place)
    }
}

extension StoreMigrations {
    /// Refuses a store that another version of larkcast has changed since this process opened it.
    ///
    /// Statements made for the old schema could mean something else now.
    static func checkUnchanged(_ db: Database) throws {
        let version = try version(db)
        guard version == currentVersion else {
            throw StoreError(
                .newerSchema,
                "the store has schema version \(version) now, but this larkcast was made for \(currentVersion)",
                hint: "another version of larkcast was here: start the newer one; nothing was changed")
        }
    }
}
