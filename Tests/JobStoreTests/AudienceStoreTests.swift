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
        #expect(try await database.uploadKey(ofContent: content, appID: Fixture.app) == nil)
        for key in ["img_v3_1", "img_v3_2"] {
            try await database.keepUploadKey(key, ofContent: content, appID: Fixture.app, at: Fixture.moment())
            #expect(try await database.uploadKey(ofContent: content, appID: Fixture.app) == key)
        }
        #expect(try await database.uploadKey(ofContent: content, appID: "cli_other") == nil)
    }

    struct Refusal: Sendable {
        var code: Int
        var subCode: Int?
        var message = ""
        var outcome = AttemptOutcome.rejected
        var isForgotten: Bool
    }

    /// Feishu no longer takes a key: the file has to be uploaded again, and no other.
    @Test(arguments: [
        Refusal(code: 11227, isForgotten: true), Refusal(code: 10003, isForgotten: false),
        Refusal(code: 11246, subCode: 200_570, isForgotten: true),
        Refusal(code: 230_017, isForgotten: true), Refusal(code: 230_055, isForgotten: true),
        Refusal(code: 230_017, outcome: .throttled, isForgotten: false),
        Refusal(code: 230_001, message: "invalid request parameter, ext=invalid file_key", isForgotten: true),
        Refusal(code: 230_001, message: "ext=invalid Image_Key", isForgotten: true),
        Refusal(code: 230_001, message: "ext=invalid receive_id", isForgotten: false),
    ])
    func aRefusedKeyIsForgotten(_ refusal: Refusal) async throws {
        // The key in a batch stands before the recipients, in a direct message behind them, inside a text.
        let frames = [
            (#"{"msg_type":"image","content":{"image_key":"img_v3_1"},"open_ids":"#, "}"),
            (#"{"open_ids":"#, #","content":"{\"file_key\":\"img_v3_1\"}","msg_type":"file"}"#),
        ]
        for (head, tail) in frames {
            let database = try JobDatabase.inMemory()
            let run = Fixture.runID(1)
            let plan = Fixture.plan([["ou_a"]], head: Data(head.utf8), tail: Data(tail.utf8))
            _ = try await database.freeze(
                plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
            try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
            let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
            let scene = Scene(database: database, run: run, epoch: epoch)
            let others = ["img_v3_2", "img_v3_", "img_v3_11"]
            try await database.keepUploadKey("img_v3_1", ofContent: Self.key, appID: Fixture.app, at: Fixture.moment())
            try await database.keepUploadKey("img_v3_1", ofContent: Self.key, appID: "cli_other", at: Fixture.moment())
            for (index, key) in others.enumerated() {
                try await database.keepUploadKey(
                    key, ofContent: Self.content(index), appID: Fixture.app, at: Fixture.moment())
            }
            var evidence = AttemptEvidence()
            evidence.feishuCode = refusal.code
            evidence.feishuSubCode = refusal.subCode
            evidence.message = refusal.message
            try await scene.send(AttemptResult(outcome: refusal.outcome, evidence: evidence))
            let left = try await database.uploadKey(ofContent: Self.key, appID: Fixture.app)
            #expect(left == (refusal.isForgotten ? nil : "img_v3_1"), "\(tail)")
            #expect(try await database.uploadKey(ofContent: Self.key, appID: "cli_other") == "img_v3_1")
            for (index, key) in others.enumerated() {
                #expect(try await database.uploadKey(ofContent: Self.content(index), appID: Fixture.app) == key)
            }
        }
    }

    /// Whatever is left of a run has the key that Feishu has refused; a key that its author wrote nobody can upload again.
    @Test(arguments: [
        (11227, #"{"message":{"image":"a.png"}}"#, false),
        (11227, #"{"message":{"image":{"image_key":"img_1"}}}"#, true),
        (10003, #"{"message":{"image":"a.png"}}"#, true),
    ])
    func aRunWithARefusedKeyStays(_ code: Int, _ manifest: String, _ goesOn: Bool) async throws {
        let database = try JobDatabase.inMemory()
        let run = Fixture.runID(1)
        let plan = Fixture.plan(manifest: Data(manifest.utf8))
        _ = try await database.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(run, by: Fixture.ann, at: Fixture.moment())
        let epoch = try await database.beginEpoch(as: Fixture.runner, at: Fixture.moment())
        let scene = Scene(database: database, run: run, epoch: epoch)
        var evidence = AttemptEvidence()
        evidence.feishuCode = code
        try await scene.send(AttemptResult(outcome: .rejected, evidence: evidence, stopsRun: "refused"))
        do {
            try await database.resumeSending(run, by: Fixture.ann, at: Fixture.moment())
            #expect(goesOn)
        } catch {
            #expect(!goesOn && error.code == .keyRefused && error.runs == [run])
            #expect(error.hint.contains("larkcast cancel \(run)") && error.hint.contains("--skip-sent"))
            #expect(try await scene.summary().state == .paused)
        }
    }

    private static func content(_ number: Int) -> String { String(repeating: "b", count: 63) + String(number) }

    @Test func aRunIsKnownByWhatItWasFrozenFor() async throws {
        let scene = try await Scene.sending()
        let content = Fixture.plan().contentSHA256
        #expect(try await scene.database.isFrozen(scene.run, forContent: content))
        #expect(try await !scene.database.isFrozen(scene.run, forContent: Self.key))
        #expect(try await !scene.database.isFrozen(Fixture.runID(9), forContent: content))
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
        #expect(try await database.previousAudience(of: "notice")?.isNewest == true, "a test is no run of the job")
    }

    @Test func aRunToDepartmentsMakesThePreviousAudienceAnOlderOne() async throws {
        let scene = try await Scene.sending()
        let database = scene.database
        try await database.cancelPending(scene.run, reason: "x", by: Fixture.ann, at: Fixture.moment(3))
        _ = try await database.freeze(
            Fixture.plan([["od-x"]], content: "other"), id: Fixture.runID(3), appID: Fixture.app,
            warnings: ["to departments"], by: Fixture.ann, at: Fixture.moment(4))
        try scene.execute(
            "DROP TRIGGER runIdentity; UPDATE run SET unit = 'departments' WHERE id = '\(Fixture.runID(3).rawValue)'")
        #expect(try await database.previousAudience(of: "notice")?.isNewest == true, "it has not begun")
        try await database.begin(Fixture.runID(3), by: Fixture.ann, at: Fixture.moment(5))
        let previous = try await database.previousAudience(of: "notice")
        #expect(previous?.run == scene.run && previous?.isNewest == false)
        #expect(try await database.wordsOfNewestRun(of: "notice") == ["to departments"])
    }

    /// What was said before a run began is what was let through, once it has begun.
    @Test func whatWasSaidOfTheNewestRunIsKnown() async throws {
        let database = try JobDatabase.inMemory()
        let alarms: [HeadCountAlarm] = [.unreached(85, of: 100), .unavailable(3, of: 4)]
        let plan = Fixture.plan(job: "notice")
        _ = try await database.freeze(
            plan, id: Fixture.runID(1), appID: Fixture.app, consent: .needed(because: alarms),
            warnings: ["mind the gap"], by: Fixture.ann, at: Fixture.moment(0))
        #expect(try await database.wordsOfNewestRun(of: plan.job).isEmpty, "nobody has said yes")
        try await database.approve(
            Fixture.runID(1), planSHA256: plan.planSHA256, by: Fixture.ann, at: Fixture.moment(1))
        let words = ["mind the gap", HeadCountAlarm.sentence(of: alarms)]
        #expect(try await database.wordsOfNewestRun(of: plan.job) == words)
        #expect(try await database.wordsOfNewestRun(of: "another").isEmpty)
    }
}
