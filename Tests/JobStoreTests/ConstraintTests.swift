import GRDB
import JobModel
import Testing

@testable import JobStore

/// What no statement may do, whoever writes it: raw SQL stands for every mistake this program could make.
@Suite struct ConstraintTests {
    /// Batches 1 to 9: accepted, in doubt, dispatching, claimed, pending, rejected, without id, abandoned, pending.
    static func scene() async throws -> Scene {
        let scene = try await Scene.sending(Fixture.people(batches: 9, of: 2), maxInDoubt: 8)
        let invalid = [InvalidID(kind: .openID, id: "ou_0_0")]
        try await scene.send(AttemptResult(outcome: .accepted, batchMessageID: "bm-first", invalidIDs: invalid))
        try await scene.send(AttemptResult(outcome: .inDoubt))
        _ = try await scene.dispatch()
        _ = try await scene.claim()
        try await scene.send(AttemptResult(outcome: .throttled, retryAfterMilliseconds: 1))
        try await scene.send(AttemptResult(outcome: .rejected))
        try await scene.send(AttemptResult(outcome: .acceptedWithoutID))
        try await scene.send(AttemptResult(outcome: .inDoubt))
        try await scene.database.resolve(
            scene.run, ordinal: 8, as: .abandoned, attempt: 1, reason: "x", by: Fixture.ann, at: Fixture.moment())
        try await scene.database.recordProgress(scene.run, ordinal: 1, ProgressSample(valid: 2), at: Fixture.moment())
        try await scene.database.note([
            JobRecord(
                job: "hello", path: "jobs/hello.json", manifestSHA256: String(repeating: "a", count: 64),
                firstSeenAt: 10,
                examinedAt: 10)
        ])
        try scene.execute("INSERT INTO recallStep (batchId, at, step) VALUES (1, 1, 'request')")
        try scene.execute(
            """
            INSERT INTO lostIntent (runId, ordinal, attempt, bodySHA256, at, knownAt, knownMono, bootId, lastRun)
            SELECT id, 1, 1, planSHA256, 1, 1, 1, 'b', 1 FROM run
            """)
        try scene.execute(
            """
            INSERT INTO notification (auditId, runId, kind, channel, state, dueAt)
            SELECT id, runId, 'start', 'webhook', 'delivered', 1 FROM audit WHERE action = 'start'
            """)
        return scene
    }

    static let violations = [
        // Bringing a batch onto the wire.
        "UPDATE batch SET state = 'dispatching' WHERE ordinal = 5",
        "UPDATE batch SET state = 'dispatching' WHERE ordinal = 4",
        "UPDATE batch SET state = 'claimed', epoch = 1 WHERE ordinal = 5",
        "UPDATE batch SET state = 'claimed', epoch = 2, attemptCount = attemptCount + 1 WHERE ordinal = 5",
        "UPDATE batch SET state = 'claimed', epoch = 1, attemptCount = attemptCount + 2 WHERE ordinal = 5",
        "UPDATE batch SET state = 'claimed', epoch = NULL, attemptCount = attemptCount + 1 WHERE ordinal = 5",
        "UPDATE batch SET state = 'claimed', epoch = 1, attemptCount = attemptCount + 1 WHERE ordinal = 2",
        "UPDATE batch SET state = 'pending', epoch = NULL WHERE ordinal = 3",
        "UPDATE batch SET state = 'pending', epoch = NULL WHERE ordinal = 4",
        "UPDATE batch SET state = 'pending' WHERE ordinal = 2",
        "UPDATE batch SET state = 'resolved_sent' WHERE ordinal = 2",
        "UPDATE batch SET state = 'abandoned' WHERE ordinal = 2",
        "UPDATE batch SET state = 'accepted', epoch = NULL, batchMessageId = 'bm-new1' WHERE ordinal = 3",
        "UPDATE batch SET state = 'in_doubt', epoch = NULL WHERE ordinal = 3",
        "UPDATE batch SET epoch = 2 WHERE ordinal = 3",
        "UPDATE batch SET state = 'claimed' WHERE ordinal = 4",
        "UPDATE batch SET attemptCount = 7 WHERE ordinal = 5",
        "UPDATE batch SET state = 'sent' WHERE ordinal = 5",
        // The frozen part of a batch.
        "UPDATE batch SET ordinal = 9 WHERE ordinal = 5",
        "UPDATE batch SET label = 'x' WHERE ordinal = 5",
        "UPDATE batch SET idKind = 'user_id' WHERE ordinal = 5",
        "UPDATE batch SET recipientCount = 1 WHERE ordinal = 5",
        "UPDATE batch SET bodySHA256 = replace(bodySHA256, 'a', 'b') WHERE ordinal = 5",
        "UPDATE batchContent SET recipients = x'5B225D'",
        "DELETE FROM batchContent",
        "DELETE FROM batch WHERE ordinal = 5",
        "INSERT INTO batch (runId, ordinal, label, idKind, recipientCount, bodySHA256, state) "
            + "SELECT runId, 10, label, idKind, 1, bodySHA256, 'pending' FROM batch WHERE ordinal = 5",
        "INSERT OR REPLACE INTO batch SELECT * FROM batch WHERE ordinal = 1",
        // Message ids and figures.
        "UPDATE batch SET batchMessageId = NULL WHERE ordinal = 1",
        "UPDATE batch SET batchMessageId = 'bm-other' WHERE ordinal = 1",
        "UPDATE batch SET batchMessageId = 'bm-other' WHERE ordinal = 2",
        "UPDATE batch SET batchMessageId = 'bm-other' WHERE ordinal = 7",
        "UPDATE batch SET invalidCount = 2 WHERE ordinal = 1",
        "UPDATE batch SET invalidCount = 1 WHERE ordinal = 5",
        "UPDATE batch SET valid = -1 WHERE ordinal = 1",
        "UPDATE batch SET recall = 'requested' WHERE ordinal = 1",
        "UPDATE batch SET recall = 'gone', recallWanted = 1 WHERE ordinal = 1",
        "UPDATE batch SET recall = 'requested', recallWanted = 1 WHERE ordinal = 2",
        "UPDATE batch SET notBefore = 'soon' WHERE ordinal = 5",
        // Attempts.
        "DELETE FROM attempt",
        "UPDATE attempt SET outcome = 'not_sent' WHERE outcome = 'in_doubt'",
        "UPDATE attempt SET hint = 'x' WHERE finishedAt IS NOT NULL",
        "UPDATE attempt SET number = 2 WHERE finishedAt IS NULL",
        "UPDATE attempt SET claimedAt = 1 WHERE finishedAt IS NULL",
        "UPDATE attempt SET bodySHA256 = 'x' WHERE finishedAt IS NULL",
        "UPDATE attempt SET dispatchedAt = 1 WHERE dispatchedAt IS NOT NULL AND finishedAt IS NULL",
        "UPDATE attempt SET windowNumber = 99 WHERE finishedAt IS NULL",
        "UPDATE attempt SET finishedAt = 1, finishedMono = 1, finishedBootId = 'b', outcome = 'not_sent' WHERE dispatchedAt IS NOT NULL AND finishedAt IS NULL",
        "UPDATE attempt SET finishedAt = 1, finishedMono = 1, finishedBootId = 'b', outcome = 'accepted' WHERE dispatchedAt IS NULL AND finishedAt IS NULL",
        "UPDATE attempt SET finishedAt = 1 WHERE finishedAt IS NULL",
        "INSERT INTO attempt (batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono, bootId) "
            + "SELECT id, 1, 'cli_test', 'batch_send', 1, bodySHA256, 1, 1, 'b' FROM batch WHERE ordinal = 9",
        "INSERT INTO attempt (batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono, bootId) "
            + "SELECT id, 2, 'cli_test', 'batch_send', 1, bodySHA256, 1, 1, 'b' FROM batch WHERE ordinal = 4",
        // Runs.
        "DELETE FROM run",
        "UPDATE run SET state = 'sent', sentAt = 1",
        "UPDATE run SET state = 'planned'",
        "UPDATE run SET state = 'settled'",
        "UPDATE run SET state = 'gone'",
        "UPDATE run SET sentAt = 1",
        "UPDATE run SET targeted = 1",
        "UPDATE run SET planSHA256 = contentSHA256",
        "UPDATE run SET maxInDoubt = 9",
        "UPDATE run SET notAfter = notAfter + 1",
        "UPDATE run SET recall = 'recalled'",
        "UPDATE runContent SET bodyHead = x'00'",
        "UPDATE runContent SET sources = '{}'",
        "DELETE FROM runContent",
        "INSERT OR REPLACE INTO run SELECT * FROM run",
        // What is only added to.
        "INSERT INTO resolution (batchId, attemptNumber, verdict, reason, who, at) "
            + "SELECT id, 1, 'not_sent', 'x', 'y', 1 FROM batch WHERE ordinal = 3",
        "INSERT INTO resolution (batchId, attemptNumber, verdict, reason, who, at) "
            + "SELECT id, 2, 'not_sent', 'x', 'y', 1 FROM batch WHERE ordinal = 2",
        "INSERT INTO progress (batchId, sampledAt) VALUES (999, 1)",
        "INSERT INTO progress (batchId, sampledAt, read) VALUES (1, 1, -1)",
        "INSERT OR REPLACE INTO runContent SELECT * FROM runContent",
        "INSERT INTO batchContent (batchId, recipients) VALUES (999, x'5B315D')",
        "INSERT OR REPLACE INTO batchContent SELECT * FROM batchContent",
        "UPDATE invalidRecipient SET recipient = 'x'",
        "DELETE FROM invalidRecipient",
        "UPDATE resolution SET verdict = 'not_sent'",
        "DELETE FROM resolution",
        "UPDATE progress SET valid = 1",
        "DELETE FROM progress",
        "UPDATE recallStep SET at = 2",
        "DELETE FROM recallStep",
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit WHERE action <> 'start'",
        "UPDATE runner SET epoch = 0",
        "DELETE FROM runner",
        "UPDATE storeIdentity SET instanceId = lower(hex(randomblob(16)))",
        "DELETE FROM storeIdentity",
        "UPDATE job SET examinedAt = 1",
        "DELETE FROM job",
        "UPDATE storeProgress SET intents = intents",
        "UPDATE storeProgress SET intents = 0",
        "DELETE FROM storeProgress",
        "UPDATE lostIntent SET at = 0",
        "DELETE FROM lostIntent",
        "DELETE FROM storeHome",
        "UPDATE notification SET state = 'pending'",
        "DELETE FROM notification",
        "UPDATE notificationMark SET auditId = 0",
        "DELETE FROM notificationMark",
        "DELETE FROM storeCare",
        "INSERT INTO batchTransition VALUES ('accepted', 'pending')",
        "UPDATE batchTransition SET \"to\" = 'gone' WHERE \"from\" = 'claimed' AND \"to\" = 'pending'",
        "DELETE FROM batchTransition",
        "INSERT INTO runTransition VALUES ('sent', 'sending')",
        "UPDATE runTransition SET \"to\" = 'gone' WHERE \"from\" = 'sent'",
        "DELETE FROM runTransition",
        "INSERT INTO recallTransition VALUES ('none', 'recalled')",
        "UPDATE recallTransition SET \"to\" = 'gone' WHERE \"from\" = 'none'",
        "DELETE FROM recallTransition",
    ]

    /// Triggers whose violations above a second guard would also stop, or that have a test of their own below.
    static let doublyGuarded: Set<String> = [
        "runDelete", "batchDelete", "runContentInsert", "batchContentInsert", "batchStateMoves", "runInsert",
        "runComplete", "runDoubts", "runSentOnce", "batchAtHome", "killSwitchUpdate", "batchKillSwitch",
        "batchUnwitnessed", "attemptCounted",
    ]

    /// Triggers of sealed audiences; ``AudienceStoreTests`` has their violations.
    static let ofAudiences: Set<String> = [
        "audienceSnapshotInsert", "audienceSnapshotUpdate", "audienceSnapshotDelete", "runUnreachable",
    ]

    /// Triggers of runs that leave in waves; ``WaveConstraintTests`` has their violations.
    static let ofWaves: Set<String> = [
        "waveInsert", "waveIdentity", "waveOnce", "waveDelete", "runOpens", "batchWave", "runIsTest",
    ]

    /// Triggers of direct messages; ``DirectConstraintTests`` has their violations.
    static let ofDirect: Set<String> = [
        "runChannel", "batchOwnBytes", "batchChannel", "batchMessageChannel", "attemptChannel", "attemptRepeatable",
        "batchMayHaveLeft", "batchOutlived", "batchPinned",
    ]

    /// Triggers of what a clock that ran ahead has decided; ``TooEarlyTests`` has their violations.
    static let ofClocks: Set<String> = ["runVoided", "runVoidedInsert"]

    /// A table of violations proves something only if each of them fails because of the guard it is about.
    @Test func everyTriggerIsWhatStopsSomething() async throws {
        let scene = try await Self.scene()
        let names = try await scene.database.queue.read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        }
        #expect(names.count > 50)
        let elsewhere = Self.doublyGuarded.union(Self.ofWaves).union(Self.ofAudiences).union(Self.ofDirect).union(
            Self.ofClocks)
        for name in names where !elsewhere.contains(name) {
            #expect(try Self.isWhatStops(name, oneOf: Self.violations, in: scene), "\(name)")
        }
    }

    /// Whether one of the statements passes as soon as the trigger is gone.
    static func isWhatStops(_ trigger: String, oneOf violations: [String], in scene: Scene) throws -> Bool {
        try scene.execute("BEGIN; DROP TRIGGER \(trigger)")
        defer { try? scene.execute("ROLLBACK") }
        return violations.contains { sql in
            defer { try? scene.execute("ROLLBACK TO violation; RELEASE violation") }
            return (try? scene.execute("SAVEPOINT violation; \(sql)")) != nil
        }
    }

    @Test func aRunInDoubtIsNotSetSending() async throws {
        let scene = try await Scene.sending()
        try await scene.send(AttemptResult(outcome: .inDoubt))
        #expect(throws: DatabaseError.self) { try scene.execute("UPDATE run SET state = 'sending'") }
    }

    /// Whoever would claim or dispatch without looking at the store's home first is stopped here.
    @Test func aStoreThatIsNotAdoptedLetsNothingOut() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.claim()
        try scene.execute("UPDATE storeHome SET suspicion = 'a copy'")
        #expect(await code { try scene.database.markDispatching(batch.ticket, at: Fixture.moment()) } == .constraint)
        #expect(await code { _ = try await scene.claim() } == .constraint)
        try scene.execute("UPDATE storeHome SET suspicion = NULL")
        try scene.database.markDispatching(batch.ticket, at: Fixture.moment())
    }

    @Test func aRunNobodyCanVouchForLetsNothingOut() async throws {
        let scene = try await Scene.sending()
        let batch = try await scene.claim()
        try scene.execute("UPDATE run SET unwitnessed = 1")
        #expect(await code { try scene.database.markDispatching(batch.ticket, at: Fixture.moment()) } == .constraint)
        #expect(await code { _ = try await scene.claim() } == .constraint)
        try scene.execute("UPDATE run SET unwitnessed = 0")
        try scene.database.markDispatching(batch.ticket, at: Fixture.moment())
        #expect(try scene.integer("SELECT intents FROM storeProgress") == 1)
    }

    @Test func aRunIsSentOnce() async throws {
        let scene = try await Scene.sending([["ou_a"]])
        try await scene.accept("first")
        #expect(try await scene.database.finishSendingIfComplete(scene.run, at: Fixture.moment()))
        #expect(throws: DatabaseError.self) { try scene.execute("UPDATE run SET sentAt = 5") }
        #expect(throws: DatabaseError.self) { try scene.execute("UPDATE run SET state = 'sending'") }
    }

    @Test func refusesEveryViolation() async throws {
        let scene = try await Self.scene()
        let before = try await scene.summary()
        #expect(
            before.batches.map(\.state) == [
                .accepted, .inDoubt, .dispatching, .claimed, .pending, .rejected, .acceptedWithoutID,
                .abandoned, .pending,
            ])
        for sql in Self.violations {
            let error = #expect(throws: DatabaseError.self, "\(sql)") { try scene.execute(sql) }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(sql): \(error?.message ?? "")")
        }
        #expect(try await scene.summary() == before)
    }

    @Test func refusesEveryStepThatIsNotInTheModel() async throws {
        let scene = try await Self.scene()
        for batch in try await scene.summary().batches {
            for state in BatchState.allCases where !batch.state.successors.contains(state) {
                let sql = "UPDATE batch SET state = '\(state.rawValue)' WHERE ordinal = \(batch.ordinal)"
                #expect(throws: (any Error).self, "\(batch.state) to \(state)") { try scene.execute(sql) }
            }
        }
    }

    @Test(arguments: ["sending", "sent", "awaiting_approval", "cancelled"])
    func refusesRunsThatDoNotBeginAtTheBeginning(_ state: String) throws {
        let scene = Scene(database: try JobDatabase.inMemory(), run: Fixture.runID(1), epoch: Epoch(rawValue: 0))
        #expect(throws: (any Error).self) { try scene.execute(Self.insertRun(state)) }
    }

    @Test func startsNothingOfAnIncompletePlan() async throws {
        let database = try JobDatabase.inMemory()
        let scene = Scene(database: database, run: Fixture.runID(1), epoch: Epoch(rawValue: 0))
        try scene.execute(Self.insertRun("planned"))
        await #expect(throws: StoreError.self) {
            try await database.begin(scene.run, by: Fixture.ann, at: Fixture.moment())
        }
        #expect(try await scene.summary().state == .planned)
    }

    private static func insertRun(_ state: String) -> String {
        let hash = String(repeating: "a", count: 64)
        return """
            INSERT INTO run (id, job, title, appId, planSHA256, contentSHA256, audienceSHA256, unit, targeted, excluded,
                duplicate, batchCount, recipientCount, batchSize, inFlight, maxInDoubt, notAfterSeconds, trackingSeconds,
                state, createdAt)
            VALUES ('\(Fixture.runID(1))', 'j', 't', 'a', '\(hash)', '\(hash)', '\(hash)', 'people', 2, 0, 0, 1, 2, 200, 4,
                1, 60, 60, '\(state)', 1)
            """
    }
}
