import Foundation
import GRDB
import JobModel
import Testing

@testable import JobStore

/// A backup is put back: what left after it was made must not leave again.
@Suite struct AdoptionTests {
    /// Copies the store in the middle of a run, lets the original go on, and puts the copy in its place.
    private static func restored(
        _ folder: String, before: @Sendable (Scene) async throws -> Void = { _ in },
        after: @Sendable (Scene) async throws -> Void
    ) async throws {
        do {
            let post = try await Post.takeOver(folder)
            let scene = try await post.begin()
            try await before(scene)
            _ = try await post.database.backup(to: folder + "/backup", by: Fixture.ann, at: Fixture.moment())
            try await after(scene)
        }
        try Fixture.copy(folder + "/backup", folder + "/store.sqlite")
    }

    @Test func whatTheLedgerKnowsIsEnteredBeforeAnythingLeaves() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { scene in
                try await scene.accept("first")
            } after: { scene in
                try await scene.accept("second")
                try await scene.send(AttemptResult(outcome: .throttled))
                try await scene.accept("third")
                _ = try await scene.dispatch()
            }
            #expect(await code { _ = try await Post.takeOver(folder) } == .notAdopted)
            let report = try await Post.adopt(folder)
            #expect(report.hasLedger)
            #expect(report.recorded.map(\.ordinal) == [2, 3, 3])
            #expect(report.inDoubt.map(\.ordinal) == [4])
            #expect(report.unknown.isEmpty && report.unnamedAttempts == 0)
            let post = try await Post.takeOver(folder, at: 2000)
            let summary = try await post.scene().summary()
            #expect(summary.batches.map(\.state) == [.accepted, .accepted, .accepted, .inDoubt, .pending])
            #expect(summary.batches.compactMap(\.batchMessageID) == ["bm-first", "bm-second", "bm-third"])
            #expect(summary.state == .paused)
            #expect(summary.people.addsUp)
            try await post.database.resumeSending(summary.id, by: Fixture.ann, at: Fixture.moment(2000))
            #expect(try await post.scene().claim(at: Fixture.moment(2000)).ordinal == 5)
        }
    }

    /// The copy was made while one batch was connecting and another on the wire; both left.
    @Test func whatWasUnderWayInTheCopyIsNotSentAgain() async throws {
        try await Fixture.withFolder { folder in
            do {
                let post = try await Post.takeOver(folder)
                let scene = try await post.begin()
                let first = try await scene.dispatch()
                let second = try await scene.claim()
                let third = try await scene.claim()
                _ = try await post.database.backup(to: folder + "/backup", by: Fixture.ann, at: Fixture.moment())
                for batch in [second, third] { try post.database.markDispatching(batch.ticket, at: Fixture.moment()) }
                for (batch, id) in [(first, "bm-first"), (second, "bm-second")] {
                    try await post.database.record(
                        batch.ticket, AttemptResult(outcome: .accepted, batchMessageID: id), at: Fixture.moment())
                }
            }
            // Put back without its mark, by hand: the ledger alone has to notice.
            try Fixture.copy(folder + "/backup", folder + "/store.sqlite")
            try Self.edit(folder, "UPDATE storeHome SET suspicion = NULL, inode = NULL")
            let error = await #expect(throws: StoreError.self) { _ = try await Post.takeOver(folder) }
            #expect(error?.message.contains("older than the ledger") == true)
            let report = try await Post.adopt(folder)
            #expect(report.recorded.map(\.ordinal) == [1, 2])
            #expect(report.inDoubt.map(\.ordinal) == [3])
            let states = try await Post.takeOver(folder, at: 2000).scene().states()
            #expect(states == [.accepted, .accepted, .inDoubt, .pending, .pending])
        }
    }

    @Test func runsTheCopyHasNeverHeardOfAreNamed() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { scene in
                let later = try await Post(
                    database: scene.database, lock: RunnerLock.take(at: folder + "/other.lock"), epoch: scene.epoch,
                    report: RescueReport()
                ).begin(job: "later", number: 2, batches: 2)
                try await later.accept("later")
                try await later.send(AttemptResult(outcome: .rejected))
            }
            let database = try JobDatabase.open(at: folder + "/store.sqlite")
            do {
                let lock = try database.acquireRunnerLock(as: Post.home)
                let look = try await database.examine(lock, as: Post.home, at: Fixture.moment())
                #expect(look.unknown == (1...2).map { BatchReference(run: Fixture.runID(2), ordinal: $0) })
            }
            let report = try await Post.adopt(folder)
            #expect(report.unknown == (1...2).map { BatchReference(run: Fixture.runID(2), ordinal: $0) })
            #expect(report.unwitnessed.isEmpty, "the ledger tells everything")
            // The number of the attempt that is missing here is free again, and nothing is doubted for it.
            let post = try await Post.takeOver(folder, at: 2000)
            try await post.database.resumeSending(post.scene().run, by: Fixture.ann, at: Fixture.moment(2000))
            try await post.scene().accept("again", at: Fixture.moment(2000))
        }
    }

    /// The ledger began anew since the copy; the one before it still joins without a gap, an older one does not.
    @Test func aLedgerThatBeganAnewIsReadFromTheOneBefore() async throws {
        for rotations in 1...2 {
            try await Fixture.withFolder { folder in
                try await Self.restored(folder) { scene in
                    try await scene.accept("first")
                    try await scene.database.rotateLedger(beyond: 0)
                    try await scene.accept("second")
                    if rotations == 2 { try await scene.database.rotateLedger(beyond: 0) }
                }
                let report = try await Post.adopt(folder)
                #expect(report.recorded.map(\.ordinal) == (rotations == 1 ? [1, 2] : [2]))
                #expect(report.unnamedAttempts == (rotations == 1 ? 0 : 1))
            }
        }
    }

    @Test func aCopyWithoutALedgerSaysSo() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { try await $0.accept("first") }
            try FileManager.default.removeItem(atPath: folder + "/store.sqlite.ledger")
            let report = try await Post.adopt(folder)
            #expect(!report.hasLedger)
            #expect(report.recorded.isEmpty)
            #expect(try await Post.takeOver(folder, at: 2000).scene().states().first == .pending)
        }
    }

    /// The run was lost with everything after the backup; its bytes must not go out again all the same.
    @Test func whatALostRunSentIsARepetition() async throws {
        try await Fixture.withFolder { folder in
            let lost = Fixture.runID(2)
            let people = Fixture.people(batches: 2, of: 2)
            try await Self.restored(folder) { scene in
                let lock = try RunnerLock.take(at: folder + "/other.lock")
                let later = try await Post(
                    database: scene.database, lock: lock, epoch: scene.epoch, report: RescueReport()
                ).begin(job: "later", number: 2, batches: 2)
                try await later.accept("later")
                try await later.send(AttemptResult(outcome: .rejected))
            }
            _ = try await Post.adopt(folder)
            let store = try JobDatabase.open(at: folder + "/store.sqlite")
            func freeze(
                _ number: UInt64, _ people: [[String]], allowing allowed: RunID? = nil, days: Int64 = 1
            ) async -> StoreError? {
                do throws(StoreError) {
                    let plan = Fixture.plan(job: "again-\(number)", people, content: "later")
                    _ = try await store.freeze(
                        plan, id: Fixture.runID(number), appID: Fixture.app, allowRepeatOf: allowed, by: Fixture.ann,
                        at: Fixture.moment(days * 24 * 3_600_000))
                    return nil
                } catch {
                    return error
                }
            }
            let refused = await freeze(3, people)
            #expect(refused?.code == .repeats)
            #expect(refused?.runs == [lost])
            #expect(refused?.message.contains("in run \(lost), which this store knows from its ledger alone") == true)
            #expect(refused?.hint.contains("--allow-repeat \(lost)") == true)
            #expect(await freeze(3, [people[0]])?.code == .repeats, "one batch of it is enough")
            // Leaving out those who have it is no way around: nobody can tell to whom it went.
            let all = Fixture.plan(job: "rest", people, content: "later")
            let unknown = await #expect(throws: StoreError.self) {
                try await store.refuseLostRuns(of: all, allowing: nil, at: Fixture.moment(1))
            }
            #expect(unknown?.code == .repeats && unknown?.runs == [lost])
            try await store.refuseLostRuns(of: all, allowing: lost, at: Fixture.moment(1))
            #expect(await freeze(3, [people[1]]) == nil, "what was rejected reached nobody")
            #expect(await freeze(4, people, allowing: Fixture.runID(1))?.code == .repeats)
            #expect(try await store.repeatable(lost.rawValue) == lost)
            #expect(try await store.repeatable(String(lost.rawValue.dropLast())) == lost)
            #expect(await code { _ = try await store.repeatable("zzz") } == .notFound)
            #expect(await freeze(4, people, allowing: lost) == nil)
            let repeatOf = try await store.read { db in
                try String.fetchOne(db, sql: "SELECT repeatOf FROM run ORDER BY rowid DESC LIMIT 1")
            }
            #expect(repeatOf == nil, "there is no row to refer to")
            let entry = try await store.auditEntries(of: Fixture.runID(4)).entries.first
            #expect(entry?.detail.contains(#""repeat_of":"\#(lost)""#) == true)
            // From now on it is the new run that would be repeated.
            let second = await freeze(5, people, allowing: lost)
            #expect(second?.runs == [Fixture.runID(4), lost])
        }
    }

    /// By the wall clock, or by the monotonic one when that was set forward since.
    @Test func aLostRunCountsForSevenDays() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { scene in
                let lock = try RunnerLock.take(at: folder + "/other.lock")
                try await Post(database: scene.database, lock: lock, epoch: scene.epoch, report: RescueReport())
                    .begin(job: "later", number: 2, batches: 2).accept("later")
            }
            _ = try await Post.adopt(folder)
            let store = try JobDatabase.open(at: folder + "/store.sqlite")
            let plan = Fixture.plan(job: "again", Fixture.people(batches: 2, of: 2), content: "later")
            let day: Int64 = 24 * 3_600_000
            for (now, expected) in [
                (Fixture.moment(7 * day - 1), StoreError.Code.repeats), (Fixture.moment(7 * day), nil),
                (Fixture.moment(-30 * day, boot: "boot-b"), .repeats),
                (
                    Moment(
                        wallMilliseconds: Fixture.moment(90 * day).wallMilliseconds,
                        monotonicMilliseconds: Fixture.moment(day).monotonicMilliseconds, bootID: "boot-a"), .repeats
                ),
            ] {
                let found = await code {
                    try await store.refuseRepetition(of: plan, appID: Fixture.app, allowing: nil, at: now)
                }
                #expect(found == expected, "\(now)")
            }
        }
    }

    /// What is pending in the copy may have left: only typed words let it go.
    @Test func withoutALedgerARunGoesOnOnlyAfterTypedWords() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { try await $0.accept("first") }
            try FileManager.default.removeItem(atPath: folder + "/store.sqlite.ledger")
            let report = try await Post.adopt(folder)
            let run = Fixture.runID(1)
            #expect(report.unwitnessed == [run])
            let post = try await Post.takeOver(folder, at: 2000)
            let now = Fixture.moment(2000)
            let marked = try #require(try await post.database.unwitnessed(run))
            #expect(marked.words == "RESEND \(run) TO 10 PEOPLE")
            let error = await #expect(throws: StoreError.self) {
                try await post.database.resumeSending(run, by: Fixture.ann, at: now)
            }
            #expect(error?.code == .unwitnessed)
            #expect(error?.hint.contains("larkcast resume \(run) --confirm \"\(marked.words)\"") == true)
            // Whoever goes around that meets the schema.
            try post.scene().execute("UPDATE run SET state = 'sending' WHERE id = '\(run)'")
            #expect(await code { _ = try await post.scene().claim(at: now) } == .constraint)
            try post.scene().execute("UPDATE run SET state = 'paused' WHERE id = '\(run)'")
            // Words about something else than what is pending now are none.
            var other = marked
            other.recipients = 8
            #expect(
                await code { try await post.database.allowResending(other, by: Fixture.ann, at: now) } == .wrongState)
            try await post.database.allowResending(marked, by: Fixture.ann, at: now)
            try await post.database.resumeSending(run, by: Fixture.ann, at: now)
            #expect(try await post.scene().claim(at: now).ordinal == 1)
            let entry = try await post.database.auditEntries(of: run).entries.last { $0.action == "allow_resend" }
            #expect(entry?.who == Fixture.ann && entry?.detail.contains(marked.words) == true)
        }
    }

    /// A second adoption, which finds nothing more, does not make the first one's question go away.
    @Test func adoptingAgainKeepsTheMark() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { try await $0.accept("first") }
            try FileManager.default.removeItem(atPath: folder + "/store.sqlite.ledger")
            _ = try await Post.adopt(folder)
            try Self.edit(folder, "UPDATE storeHome SET inode = inode + 1")
            guard case .ledger(let contents) = try LedgerFile.look(at: folder + "/store.sqlite.ledger") else {
                return #expect(Bool(false))
            }
            try LedgerFile.goOn(contents, at: folder + "/store.sqlite.ledger").append(.tenure(epoch: 99))
            #expect(try await Post.adopt(folder).unwitnessed == [Fixture.runID(1)])
        }
    }

    @Test func adoptingIsAuditedAndRaisesTheTenure() async throws {
        try await Fixture.withFolder { folder in
            try await Self.restored(folder) { try await $0.accept("first") }
            let before = try Post.ledger(folder).epoch
            _ = try await Post.adopt(folder)
            let post = try await Post.takeOver(folder, at: 2000)
            #expect(post.epoch.rawValue > before + 1)
            let trail = try await post.database.auditEntries()
            #expect(trail.isVerified)
            let entry = try #require(trail.entries.last { $0.action == "adopt" })
            #expect(entry.who == Fixture.ann)
            #expect(entry.detail.contains("backup copy"))
        }
    }

    private static func edit(_ folder: String, _ sql: String) throws {
        let queue = try DatabaseQueue(path: folder + "/store.sqlite")
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
    }
}
