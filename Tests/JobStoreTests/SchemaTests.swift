import Foundation
import GRDB
import JobModel
import SchemaFiles
import Testing

@testable import JobStore

@Suite struct SchemaTests {
    /// `schema/store.sql` is what people read; it must be what the migrations make.
    @Test func storeSQLIsTheDumpOfAFreshStore() throws {
        let dump = try Self.dump(JobDatabase.inMemory())
        if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
            try Data(dump.utf8).write(to: Self.file)
            Issue.record("recorded \(Self.file.lastPathComponent); run again without RECORD_SNAPSHOTS")
            return
        }
        #expect(try dump == String(contentsOf: Self.file, encoding: .utf8), "RECORD_SNAPSHOTS=1 writes it anew")
        #expect(SchemaText.store.isEmpty == false)
    }

    @Test func transitionsOfBatchesAreThoseOfTheModel() throws {
        let model = BatchState.allCases.flatMap { from in from.successors.map { [from.rawValue, $0.rawValue] } }
        #expect(try Self.pairs("batchTransition") == Set(model))
    }

    @Test func transitionsOfRunsAreThoseOfTheModel() throws {
        let model = RunState.allCases.flatMap { from in from.successors.map { [from.rawValue, $0.rawValue] } }
        #expect(try Self.pairs("runTransition") == Set(model))
    }

    @Test func transitionsOfRecallsAreThoseOfTheModel() throws {
        let model = RecallState.allCases.flatMap { from in from.successors.map { [from.rawValue, $0.rawValue] } }
        #expect(try Self.pairs("recallTransition") == Set(model))
    }

    @Test func everyTableIsStrictAndNamed() throws {
        let database = try JobDatabase.inMemory()
        let tables = try database.queue.read {
            try Row.fetchAll($0, sql: "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'")
        }
        let ours = tables.filter { !($0["name"] as String).hasPrefix("sqlite_") && $0["name"] != "grdb_migrations" }
        #expect(ours.count == 33)
        for table in ours { #expect(table["strict"] == 1, "\(table["name"] as String)") }
    }

    /// What a claim and a tick ask must not grow with the history.
    @Test(arguments: [
        (RateWindow.newestSQL, "attemptWindow"), (RateWindow.numberedSQL, "attemptWindow"),
        (RateWindow.inFlightSQL, "attemptInFlight"), (JobDatabase.repeatedSQL, "batchRepeated"),
        (JobDatabase.nextPendingSQL, "batchPending"),
        (JobDatabase.earliestRestSQL, "batchPending"),
        ("SELECT id FROM run WHERE recall = 'requested' ORDER BY createdAt", "runRecalling"),
        ("SELECT id, createdAt FROM run WHERE state = 'sent'", "runFollowed"),
        (
            """
            SELECT id FROM run WHERE state = 'sending' AND state IN
            ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
            """, "runUnfinished"
        ),
        ("SELECT id FROM run ORDER BY createdAt DESC, rowid DESC LIMIT 10", "runCreated"),
        ("SELECT id FROM batch WHERE state IN ('claimed', 'dispatching') AND epoch < 7", "batchHeld"),
        (JobDatabase.earlySQL, "runCreated"),
        (RunRow.doubtsSQL, "batchInDoubt"), (NotificationQueue.dueSQL, "notificationPending"),
        (JobDatabase.unfollowedSQL, "runFollowed"), (WaitingRuns.sql, "runUnfinished"),
    ])
    func frequentQueriesUseTheirIndex(_ sql: String, _ index: String) throws {
        let database = try JobDatabase.inMemory()
        let plan = try database.queue.read { db in
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let values = Array(repeating: "x", count: sql.count { $0 == "?" })
            return try Row.fetchAll(statement, arguments: StatementArguments(values)).map { $0["detail"] as String }
        }
        #expect(plan.joined(separator: "\n").contains("INDEX \(index)"), "\(plan)")
    }

    private static var file: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("schema/store.sql")
    }

    private static func pairs(_ table: String) throws -> Set<[String]> {
        let database = try JobDatabase.inMemory()
        return try database.queue.read {
            try Set(Row.fetchAll($0, sql: "SELECT * FROM \(table)").map { [$0[0] as String, $0[1] as String] })
        }
    }

    private static func dump(_ database: JobDatabase) throws -> String {
        try database.queue.read { db in
            var lines = [
                "-- A fresh larkcast store; made from schema/migrations by SchemaTests, never edited by hand.",
                "PRAGMA application_id = \(try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0);",
                "PRAGMA user_version = \(try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0);",
            ]
            let objects = try String.fetchAll(
                db,
                sql: """
                    SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'grdb_migrations'
                    ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid
                    """)
            lines += objects.map { "\n\($0);" }
            for table in ["batchTransition", "runTransition", "recallTransition"] {
                lines.append("")
                for row in try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2") {
                    lines.append("INSERT INTO \(table) VALUES ('\(row[0] as String)', '\(row[1] as String)');")
                }
            }
            return lines.joined(separator: "\n") + "\n"
        }
    }
}
