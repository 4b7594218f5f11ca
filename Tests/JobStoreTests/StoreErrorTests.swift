import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

@Suite struct StoreErrorTests {
    @Test(
        arguments: [
            (.SQLITE_FULL, .diskFull), (.SQLITE_READONLY, .readOnly), (.SQLITE_PERM, .readOnly),
            (.SQLITE_BUSY, .locked),
            (.SQLITE_LOCKED, .locked), (.SQLITE_CORRUPT, .corrupt), (.SQLITE_NOTADB, .notADatabase),
            (.SQLITE_CANTOPEN, .cannotOpen), (.SQLITE_CONSTRAINT, .constraint),
            (.SQLITE_CONSTRAINT_TRIGGER, .constraint),
            (.SQLITE_ERROR, .constraint), (.SQLITE_IOERR, .inputOutput), (.SQLITE_IOERR_FSYNC, .inputOutput),
            (.SQLITE_NOMEM, .inputOutput),
        ] as [(ResultCode, StoreError.Code)])
    func everyResultCodeOfSQLiteHasItsKind(_ result: ResultCode, _ code: StoreError.Code) {
        let secret = "INSERT INTO batchContent VALUES ('ou_secret')"
        let error = StoreError(wrapping: DatabaseError(resultCode: result, message: "words", sql: secret))
        #expect(error.code == code)
        #expect(!error.hint.isEmpty)
        #expect(error.description.contains("words"))
        #expect(!error.description.contains("INSERT"))
        #expect(!error.description.contains("ou_secret"))
    }

    @Test func itsOwnErrorsPassThrough() {
        let error = StoreError(.repeats, "again", hint: "no", runs: [Fixture.runID(1)])
        #expect(StoreError(wrapping: error) == error)
        #expect(error.description == "again; no")
        #expect(StoreError(.notFound, "gone").description == "gone")
    }

    @Test func aRefusedChangeShowsNoStatement() async throws {
        let scene = try await Scene.sending()
        let error = await #expect(throws: StoreError.self) {
            try await scene.database.write { try $0.execute(sql: "DELETE FROM run WHERE title = 'A notice'") }
        }
        #expect(error?.code == .constraint)
        #expect(error?.message.contains("runs are never deleted") == true)
        #expect(error?.description.contains("A notice") == false)
    }

    @Test func anotherProcessThatWritesIsWaitedForThenNamed() async throws {
        try await Fixture.withFolder { folder in
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            try await database.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA busy_timeout = 10") }
            let other = try DatabaseQueue(
                path: folder + "/store.sqlite", configuration: StoreProfile.configuration(readOnly: false))
            try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN IMMEDIATE") }
            let begin = { () async throws -> Void in
                _ = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
            }
            #expect(await code(of: begin) == .locked)
            try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
            #expect(await code(of: begin) == nil)
        }
    }

    /// The pattern in Swift and the CHECK of the schema must agree, or a result could not be stored.
    @Test(arguments: [
        ("bm-abcd", true), ("bm_abcd", true), ("bm-dc13264520392913993dd051dba21dcf", true), ("bm-A_b-9", true),
        ("bm-abc", false), ("BM-abcd", false), ("bmxabcd", false), ("bm-ab/d", false), ("bm-ab d", false),
        ("bm-ab%d", false), ("om_abcd", false), ("bm-abc\u{e9}", false), ("", false),
        ("bm-" + String(repeating: "x", count: 128), true), ("bm-" + String(repeating: "x", count: 129), false),
    ])
    func swiftAndSchemaAgreeOnMessageIDs(_ id: String, _ isValid: Bool) async throws {
        #expect(BatchMessageID.isValid(id, of: .batch) == isValid)
        let scene = try await Scene.sending([["ou_a"]])
        _ = try await scene.dispatch()
        try scene.execute(
            "UPDATE attempt SET finishedAt = 1, finishedMono = 1, finishedBootId = 'b', windowNumber = 1, outcome = 'accepted'"
        )
        let store = {
            try scene.execute(
                "UPDATE batch SET state = 'accepted', epoch = NULL, batchMessageId = '\(id)' WHERE ordinal = 1")
        }
        if isValid { try store() } else { #expect(throws: DatabaseError.self) { try store() } }
    }
}
