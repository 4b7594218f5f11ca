import GRDB
import JobModel
import Testing

@testable import JobStore

/// What no statement may do to direct messages, whoever writes it.
@Suite struct DirectConstraintTests {
    /// Messages 1 to 5: accepted, unanswered, on the wire for the second time, on the wire, pending; then a run of batches.
    static func scene() async throws -> Scene {
        let scene = try await DirectScene.sending(
            try DirectScene.plan(["ou_1", "ou_2", "ou_3", "ou_4", "ou_5"], maxInDoubt: 9))
        try await scene.send(.message("first"))
        var resting = AttemptResult.unanswered
        resting.retryAfterMilliseconds = 100
        try await scene.send(resting)
        try await scene.send(.unanswered)
        _ = try await scene.dispatch()
        _ = try await scene.dispatch()
        return scene
    }

    static let violations = [
        "UPDATE run SET channel = 'batch'",
        "UPDATE run SET pinsInChats = 1",
        "UPDATE batch SET state = 'cancelled' WHERE ordinal = 2",
        "UPDATE batch SET state = 'in_doubt' WHERE ordinal = 5",
        "UPDATE batch SET mayHaveLeft = 0 WHERE ordinal = 2",
        "UPDATE batch SET mayHaveLeft = 1 WHERE ordinal = 5",
        "INSERT INTO attempt (batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono, bootId) "
            + "SELECT id, attemptCount, 'cli_test', 'batch_send', 1, bodySHA256, 1, 1, 'b' FROM batch WHERE ordinal = 1",
        "UPDATE attempt SET outcome = 'repeatable', finishedAt = 1, finishedMono = 1, finishedBootId = 'b', windowNumber = 99; "
            + "UPDATE batch SET state = 'pending', epoch = NULL WHERE ordinal = 4",
    ]

    @Test func refusesEveryViolation() async throws {
        let scene = try await Self.scene()
        let before = try await scene.summary()
        #expect(before.batches.map(\.state) == [.accepted, .pending, .dispatching, .dispatching, .pending])
        for sql in Self.violations {
            let error = #expect(throws: DatabaseError.self, "\(sql)") { try scene.execute(sql) }
            #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(sql): \(error?.message ?? "")")
        }
        #expect(try await scene.summary() == before)
    }

    @Test(arguments: ["runChannel", "batchMayHaveLeft", "batchOutlived"])
    func eachTriggerIsWhatStopsSomething(_ trigger: String) async throws {
        let scene = try await Self.scene()
        #expect(try ConstraintTests.isWhatStops(trigger, oneOf: Self.violations, in: scene))
    }

    @Test func aMessageIsPinnedOnceWhereSomebodyAsksForIt() async throws {
        let scene = try await DirectScene.sending(try DirectScene.plan(["oc_1"], chats: true))
        try await scene.send(.message("first"))
        let pin = "UPDATE batch SET pinned = 1"
        #expect(throws: DatabaseError.self) { try scene.execute(pin) }
        #expect(try ConstraintTests.isWhatStops("batchPinned", oneOf: [pin], in: scene))
        let pinned = try await DirectScene.sending(try DirectScene.plan(["oc_1"], chats: true, pins: true))
        #expect(throws: DatabaseError.self, "not before it was sent") { try pinned.execute(pin) }
        try await pinned.send(.message("second"))
        try pinned.execute(pin)
        #expect(throws: DatabaseError.self) { try pinned.execute("UPDATE batch SET pinned = 0") }
    }

    /// What is written when a run is frozen, against a channel it is not of.
    @Test(arguments: [
        ("batchChannel", "direct", "open_id", 2, "x'616263'", "om_1234", "messages"),
        ("batchChannel", "direct", "department_id", 1, "x'616263'", "om_1234", "messages"),
        ("batchChannel", "batch", "chat_id", 1, "NULL", "bm-1234", "batch_send"),
        ("batchOwnBytes", "direct", "open_id", 1, "NULL", "om_1234", "messages"),
        ("batchOwnBytes", "batch", "open_id", 1, "x'616263'", "bm-1234", "batch_send"),
        ("batchMessageChannel", "direct", "open_id", 1, "x'616263'", "bm-1234", "messages"),
        ("batchMessageChannel", "batch", "open_id", 1, "NULL", "om_1234", "batch_send"),
        ("attemptChannel", "direct", "open_id", 1, "x'616263'", "om_1234", "batch_send"),
        ("attemptRepeatable", "batch", "open_id", 1, "NULL", "repeatable", "batch_send"),
    ])
    func aRowOfTheOtherChannelIsRefused(
        trigger: String, channel: String, kind: String, count: Int, own: String, messageID: String, api: String
    ) throws {
        let write = { (isGuarded: Bool) throws in
            let scene = Scene(database: try JobDatabase.inMemory(), run: Fixture.runID(1), epoch: Epoch(rawValue: 1))
            if !isGuarded { try scene.execute("DROP TRIGGER \(trigger)") }
            let hash = String(repeating: "a", count: 64)
            let outcome = messageID == "repeatable" ? "repeatable" : "accepted"
            let end =
                messageID == "repeatable"
                ? "" : "UPDATE batch SET state = 'accepted', epoch = NULL, batchMessageId = '\(messageID)';"
            try scene.execute(
                """
                INSERT INTO run (id, job, title, appId, planSHA256, contentSHA256, audienceSHA256, unit, targeted, excluded,
                    duplicate, batchCount, recipientCount, batchSize, inFlight, maxInDoubt, notAfterSeconds,
                    trackingSeconds, state, createdAt, channel)
                VALUES ('\(Fixture.runID(1))', 'j', 't', 'a', '\(hash)', '\(hash)', '\(hash)', 'people', \(count), 0, 0, 1,
                    \(count), 200, 4, 1, 60, 60, 'planned', 1, '\(channel)');
                INSERT INTO batch (id, runId, ordinal, label, idKind, recipientCount, bodySHA256, state)
                VALUES (1, '\(Fixture.runID(1))', 1, 'x', '\(kind)', \(count), '\(hash)', 'pending');
                INSERT INTO batchContent (batchId, recipients, ownBytes) VALUES (1, x'5B22615D', \(own));
                UPDATE run SET startedAt = 1, notAfter = 60001, state = 'sending';
                UPDATE runner SET epoch = 1;
                UPDATE batch SET state = 'claimed', epoch = 1, attemptCount = 1;
                INSERT INTO attempt (batchId, number, appId, api, epoch, bodySHA256, claimedAt, claimedMono, bootId)
                VALUES (1, 1, 'a', '\(api)', 1, '\(hash)', 1, 1, 'b');
                UPDATE attempt SET dispatchedAt = 1;
                UPDATE batch SET state = 'dispatching';
                UPDATE attempt SET finishedAt = 1, finishedMono = 1, finishedBootId = 'b', windowNumber = 1, outcome = '\(outcome)';
                \(end)
                """)
        }
        let error = #expect(throws: DatabaseError.self) { try write(true) }
        #expect(error?.resultCode == .SQLITE_CONSTRAINT, "\(error?.message ?? "")")
        try write(false)
    }
}
