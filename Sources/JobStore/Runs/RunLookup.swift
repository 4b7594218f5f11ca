import GRDB
import JobModel

/// Finds runs by what people type.
enum RunLookup {
    /// The ending that asks for a job's newest run.
    static let latest = "@latest"
    /// The ending that asks for a job's newest test.
    static let test = "@test"

    /// A run id, a unique prefix of one, `JOB@latest`, or `JOB@test`.
    static func resolve(_ db: Database, _ reference: String) throws -> RunID {
        if reference.hasSuffix(latest) {
            return try newest(db, job: String(reference.dropLast(latest.count)), isTest: false)
        }
        if reference.hasSuffix(test) {
            return try newest(db, job: String(reference.dropLast(test.count)), isTest: true)
        }
        guard !reference.isEmpty, reference.utf8.allSatisfy(isBase32) else { throw notFound(reference) }
        // '{' is the character after 'z': everything that begins with the reference lies before it.
        let found = try String.fetchAll(
            db, sql: "SELECT id FROM run WHERE id >= ? AND id < ? ORDER BY id LIMIT 9",
            arguments: [reference, reference + "{"])
        let ids = found.map { RunID(rawValue: $0) }
        if found.contains(reference) { return RunID(rawValue: reference) }
        guard let only = ids.first else { throw notFound(reference) }
        guard ids.count == 1 else {
            let names = ids.prefix(8).map(\.rawValue).joined(separator: ", ") + (ids.count > 8 ? ", …" : "")
            throw StoreError(
                .ambiguous, "several runs begin with \(reference): \(names)", hint: "give more characters", runs: ids)
        }
        return only
    }

    /// Whether the store has a run of exactly this id.
    static func exists(_ db: Database, _ run: RunID) throws -> Bool {
        try Row.fetchOne(db, sql: "SELECT 1 FROM run WHERE id = ?", arguments: [run.rawValue]) != nil
    }

    /// The one run of a job that is not finished; a test is apart.
    static func unfinished(_ db: Database, job: String, isTest: Bool = false) throws -> RunID? {
        let sql = """
            SELECT id FROM run
            WHERE job = ? AND isTest = ? AND state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
            """
        return try String.fetchOne(db, sql: sql, arguments: [job, isTest]).map { RunID(rawValue: $0) }
    }

    private static func newest(_ db: Database, job: String, isTest: Bool) throws -> RunID {
        // Not by createdAt: a clock that was set back would make an older run the newest, and a recall take back that one.
        let sql = "SELECT id FROM run WHERE job = ? AND isTest = ? ORDER BY rowid DESC LIMIT 1"
        guard let id = try String.fetchOne(db, sql: sql, arguments: [job, isTest]) else {
            throw StoreError(
                .notFound, "job \(job) has no \(isTest ? "test" : "run") yet", hint: "`larkcast list` shows the runs")
        }
        return RunID(rawValue: id)
    }

    private static func isBase32(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func notFound(_ reference: String) -> StoreError {
        StoreError(
            .notFound, "no run is called \(reference)",
            hint: "give a run id, the beginning of one, or JOB@latest; `larkcast list` shows the runs")
    }
}
