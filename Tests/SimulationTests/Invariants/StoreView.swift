import GRDB

@testable import JobStore

/// The store as an outsider reads it, between two steps.
struct StoreView {
    let store: SharedMemoryStore

    /// Keeps every step of every state, whichever statement takes it.
    func watchTransitions() throws {
        try store.queue.writeWithoutTransaction { db in
            try db.execute(
                sql: """
                    CREATE TEMP TABLE seen (kind TEXT, name TEXT, "from" TEXT, "to" TEXT);
                    CREATE TEMP TRIGGER seenBatch AFTER UPDATE OF state ON main.batch WHEN OLD.state <> NEW.state
                    BEGIN INSERT INTO seen VALUES ('batch', NEW.runId || '/' || NEW.ordinal, OLD.state, NEW.state); END;
                    CREATE TEMP TRIGGER seenRun AFTER UPDATE OF state ON main.run WHEN OLD.state <> NEW.state
                    BEGIN INSERT INTO seen VALUES ('run', NEW.id, OLD.state, NEW.state); END;
                    """)
        }
    }

    /// Every step that was taken, in order.
    func transitions() throws -> [(kind: String, name: String, from: String, to: String)] {
        try rows("SELECT * FROM temp.seen ORDER BY rowid").map { ($0[0], $0[1], $0[2], $0[3]) }
    }

    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try store.queue.unsafeRead { db in
            try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments)
        }
    }

    func integer(_ sql: String, _ arguments: StatementArguments = []) throws -> Int {
        try rows(sql, arguments).first?[0] ?? 0
    }
}
