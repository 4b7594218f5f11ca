import Foundation
import GRDB
import JobModel

/// Reads what a run sends out of its frozen bytes.
enum MessageQuery {
    /// The message that all get; of a personal one the manifest's, with its placeholders, since a filled one is about somebody.
    static func message(_ db: Database, of run: RunSummary) throws -> Message? {
        let frames = try db.cachedStatement(sql: "SELECT bodyHead, bodyTail FROM runContent WHERE runId = ?")
        guard let row = try Row.fetchOne(frames, arguments: [run.id.rawValue]) else { return nil }
        let head: Data = row[0]
        let tail: Data = row[1]
        // Between them stands a list of ids on one channel, and an id with its uuid on the other.
        let own = run.channel == .batch ? Data("[]".utf8) : Data("\"\"".utf8)
        if let message = Message(request: head + own + tail, channel: run.channel) { return message }
        guard run.channel == .direct else { return nil }
        let sql = "SELECT manifest FROM runContent WHERE runId = ?"
        guard let manifest = try Data.fetchOne(db, sql: sql, arguments: [run.id.rawValue]) else { return nil }
        return ManifestReader().read(bytes: Array(manifest), name: "manifest").manifest?.message
    }
}
