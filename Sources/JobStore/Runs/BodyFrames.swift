import Foundation
import GRDB
import Synchronization

/// The bytes that all request bodies of a run share, kept in memory for the runs that are being sent.
///
/// They stand behind the manifest in their row, and SQLite has to walk through all of its pages to reach them: for half a
/// million people that is 20 MB for each batch. They never change (the schema refuses it), and whoever uses them checks the
/// whole body against its hash.
final class BodyFrames: Sendable {
    /// What stands before and after the recipients.
    struct Frame: Sendable {
        var head: Data
        var tail: Data
    }

    /// Frames kept: more than runs are ever sent side by side.
    private static let most = 16

    /// The one used last stands at the end.
    private let newest = Mutex<[(runID: String, frame: Frame)]>([])

    /// The frame of a run.
    func frame(of runID: String, _ db: Database) throws -> Frame {
        if let known = newest.withLock({ Self.find(runID, in: &$0) }) { return known }
        let frame = try Self.fetch(db, runID: runID)
        newest.withLock { frames in
            frames.append((runID, frame))
            if frames.count > Self.most { frames.removeFirst() }
        }
        return frame
    }

    private static func find(_ runID: String, in frames: inout [(runID: String, frame: Frame)]) -> Frame? {
        guard let index = frames.lastIndex(where: { $0.runID == runID }) else { return nil }
        let known = frames.remove(at: index)
        frames.append(known)
        return known.frame
    }

    /// Reads a frame from the store.
    static func fetch(_ db: Database, runID: String) throws -> Frame {
        let statement = try db.cachedStatement(sql: "SELECT bodyHead, bodyTail FROM runContent WHERE runId = ?")
        guard let row = try Row.fetchOne(statement, arguments: [runID]) else { throw BatchBody.missing }
        return Frame(head: row[0], tail: row[1])
    }
}
