import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// What the store keeps of audiences between runs.
@Suite struct AudienceStoreTests {
    static let key = String(repeating: "a", count: 64)
    static let answer = Data("{}".utf8)

    @Test(arguments: [
        (0, 0, "boot-a", true), (300_000, 300_000, "boot-a", true), (300_001, 300_001, "boot-a", false),
        // The clock was set back, or forward, or the machine has started anew: nobody knows how old it is.
        (-1, 1000, "boot-a", false), (1000, 300_001, "boot-a", false), (300_001, 1000, "boot-a", false),
        (1000, 1000, "boot-b", false),
    ])
    func contactsAreUsedForFiveMinutes(_ wall: Int64, _ timer: Int64, _ boot: String, _ isUsed: Bool) async throws {
        let database = try JobDatabase.inMemory()
        let then = Fixture.moment()
        try await database.cacheContacts(Self.answer, as: Self.key, of: Fixture.app, at: then)
        let now = Moment(
            wallMilliseconds: then.wallMilliseconds + wall, monotonicMilliseconds: then.monotonicMilliseconds + timer,
            bootID: boot)
        #expect(try await database.cachedContacts(Self.key, of: Fixture.app, at: now) == (isUsed ? Self.answer : nil))
        #expect(try await database.cachedContacts(Self.key, of: "cli_other", at: now) == nil)
    }

    @Test func oldContactsAreDeleted() async throws {
        let database = try JobDatabase.inMemory()
        try await database.cacheContacts(Self.answer, as: Self.key, of: Fixture.app, at: Fixture.moment())
        let other = String(repeating: "b", count: 64)
        try await database.cacheContacts(Self.answer, as: other, of: Fixture.app, at: Fixture.moment(300_001))
        let left = try await database.read { try String.fetchAll($0, sql: "SELECT key FROM contactCache") }
        #expect(left == [other])
    }

    @Test func aPictureIsKnownByItsContentAndApp() async throws {
        let database = try JobDatabase.inMemory()
        let content = Self.key
        #expect(try await database.imageKey(ofContent: content, appID: Fixture.app) == nil)
        for key in ["img_v3_1", "img_v3_2"] {
            try await database.keepImageKey(key, ofContent: content, appID: Fixture.app, at: Fixture.moment())
            #expect(try await database.imageKey(ofContent: content, appID: Fixture.app) == key)
        }
        #expect(try await database.imageKey(ofContent: content, appID: "cli_other") == nil)
    }

    /// Feishu no longer takes a key: the picture has to be uploaded again, and no other.
    @Test(arguments: [(11227, true), (10003, false)])
    func aRefusedKeyIsForgotten(_ code: Int, _ isForgotten: Bool) async throws {
        let head = Data(#"{"msg_type":"image","content":{"image_key":"img_v3_1"},"open_ids":"#.utf8)
        let database = try JobDatabase.inMemory()
        let run = Fixture.runID(1)
        _ = try await database.freeze(
            Fixture.plan([["ou_a"]], head: head), id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
        let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        let scene = Scene(database: database, run: run, epoch: epoch)
        let other = String(repeating: "b", count: 64)
        try await database.keepImageKey("img_v3_1", ofContent: Self.key, appID: Fixture.app, at: Fixture.moment())
        try await database.keepImageKey("img_v3_2", ofContent: other, appID: Fixture.app, at: Fixture.moment())
        var evidence = AttemptEvidence()
        evidence.feishuCode = code
        try await scene.send(AttemptResult(outcome: .rejected, evidence: evidence))
        #expect(
            try await database.imageKey(ofContent: Self.key, appID: Fixture.app) == (isForgotten ? nil : "img_v3_1"))
        #expect(try await database.imageKey(ofContent: other, appID: Fixture.app) == "img_v3_2")
    }

    /// Who an audience was is sealed with its run, whoever writes.
    @Test(arguments: [
        ("audienceSnapshotInsert", "INSERT INTO audienceSnapshot SELECT id, planSHA256, x'7b7d' FROM run"),
        ("audienceSnapshotUpdate", "UPDATE audienceSnapshot SET leftOut = x'7b7d'"),
        ("audienceSnapshotDelete", "DELETE FROM audienceSnapshot"),
        ("runUnreachable", "UPDATE run SET unreachable = 1"),
    ])
    func aSealedAudienceStays(_ trigger: String, _ sql: String) async throws {
        let scene = try await Scene.sending()
        if trigger != "audienceSnapshotInsert" {
            try scene.execute(
                """
                BEGIN; DROP TRIGGER audienceSnapshotInsert;
                INSERT INTO audienceSnapshot SELECT id, planSHA256, x'7b7d' FROM run; COMMIT
                """)
        }
        #expect(throws: DatabaseError.self) { try scene.execute(sql) }
        #expect(try ConstraintTests.isWhatStops(trigger, oneOf: [sql], in: scene))
    }

    @Test func onlyRunsThatBeganCountAsThePreviousAudience() async throws {
        let scene = try await Scene.sending()
        let database = scene.database
        #expect(try await database.previousAudience(of: "notice")?.run == scene.run)
        #expect(try await database.previousAudience(of: "notice")?.people == 3)
        #expect(try await database.previousAudience(of: "another") == nil)
        _ = try await database.freeze(
            Fixture.plan([["ou_x"]], content: "test", isTest: true), id: Fixture.runID(2), appID: Fixture.app,
            by: Fixture.ann, at: Fixture.moment(1))
        try await database.begin(Fixture.runID(2), by: Fixture.ann, at: Fixture.moment(2))
        #expect(try await database.previousAudience(of: "notice")?.run == scene.run)
    }
}
