import GRDB
import JobModel
import Testing

@testable import JobStore

/// What a clock that ran ahead has let go by can be taken back; nothing else can.
@Suite struct TooEarlyTests {
    private static func database(createdAt milliseconds: Int64) async throws -> JobDatabase {
        let database = try JobDatabase.inMemory()
        try await database.note([
            JobRecord(
                job: "notice", path: "jobs/notice.json", manifestSHA256: String(repeating: "a", count: 64),
                firstSeenAt: 10, examinedAt: Fixture.moment(milliseconds).wallMilliseconds)
        ])
        try await database.recordUnsent(
            Fixture.runID(1), job: "notice", title: "A notice", appID: Fixture.app, occurrence: "o", as: .missed,
            reason: "late", at: Fixture.moment(milliseconds))
        return database
    }

    @Test func theOccurrenceIsFreeAgainAndTheRecordStays() async throws {
        let database = try await Self.database(createdAt: 60_000)
        let now = Fixture.moment()
        let early = try await database.jobs(at: now).early
        #expect(early.map(\.occurrence) == ["o"])
        try await database.takeBack(early, examining: ["notice"], by: Fixture.ann, at: now)
        #expect(try await database.jobs(at: now).early.isEmpty)
        #expect(try await database.occurrences(of: "notice", among: ["o"]).isEmpty)
        #expect(try await database.jobs()["notice"]?.examinedAt == now.wallMilliseconds)
        try await database.recordUnsent(
            Fixture.runID(2), job: "notice", title: "A notice", appID: Fixture.app, occurrence: "o", as: .missed,
            reason: "late", at: Fixture.moment(120_000))
        #expect(try await database.summaries(limit: 9).count == 2)
        #expect(try await database.auditEntries().entries.map(\.action) == ["missed", "void", "missed"])
    }

    @Test func whatWasLetGoByInItsTimeIsNotTakenBack() async throws {
        let database = try await Self.database(createdAt: -60_000)
        let record = EarlyRecord(run: Fixture.runID(1), job: "notice", occurrence: "o")
        #expect(try await database.jobs(at: Fixture.moment()).early.isEmpty)
        let error = await #expect(throws: StoreError.self) {
            try await database.takeBack([record], examining: [], by: Fixture.ann, at: Fixture.moment())
        }
        #expect(error?.code == .constraint)
    }

    @Test(arguments: [
        ("runVoided", "UPDATE run SET voided = 1"), ("jobExamined", "UPDATE job SET examinedAt = examinedAt - 1"),
        (
            "runVoidedInsert",
            """
            INSERT INTO run (id, job, title, appId, occurrence, planSHA256, contentSHA256, audienceSHA256, unit, targeted,
                excluded, duplicate, batchCount, recipientCount, batchSize, inFlight, maxInDoubt, notAfterSeconds,
                trackingSeconds, state, createdAt, voided)
            SELECT '000000000099', job, title, appId, 'p', '', '', '', unit, 0, 0, 0, 0, 0, 200, 1, 1, 0, 0, state,
                createdAt, 1 FROM run
            """
        ),
    ])
    func nobodyElseMakesItVoid(_ trigger: String, _ sql: String) async throws {
        let database = try await Self.database(createdAt: 60_000)
        try await database.noteClock(Fixture.moment(60_000))
        let error = await #expect(throws: StoreError.self) { try await database.write { try $0.execute(sql: sql) } }
        #expect(error?.code == .constraint)
        try await database.write { db in
            try db.execute(sql: "DROP TRIGGER \(trigger)")
            try db.execute(sql: sql)
        }
    }

    @Test func onceVoidAlwaysVoid() async throws {
        let database = try await Self.database(createdAt: 60_000)
        try await database.takeBack(
            try await database.jobs(at: Fixture.moment()).early, examining: [], by: Fixture.ann, at: Fixture.moment())
        await #expect(throws: StoreError.self) {
            try await database.write { try $0.execute(sql: "UPDATE run SET voided = 0") }
        }
    }

    @Test func theNextFiringIsKeptWithTheJob() async throws {
        let database = try JobDatabase.inMemory()
        let next = NextFiring(
            occurrence: "o", startBy: 7, tzdata: "2025b", title: "A notice", appID: Fixture.app, owner: "ou_1")
        var record = JobRecord(
            job: "notice", path: "jobs/notice.json", manifestSHA256: String(repeating: "a", count: 64),
            firstSeenAt: 10, examinedAt: 10, next: next)
        try await database.note([record])
        #expect(try await database.jobs()["notice"] == record)
        record.next = nil
        try await database.note([record])
        #expect(try await database.jobs()["notice"] == record)
    }
}
