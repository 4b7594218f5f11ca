import JobModel
import Testing

@testable import JobStore

/// A yes is for one plan, in time, by somebody else; and what waits can be ended.
@Suite struct ApprovalTests {
    private static let boss = AuditActor(name: "boss")

    private static func waiting() async throws -> JobDatabase {
        let database = try JobDatabase.inMemory()
        _ = try await database.freeze(
            Fixture.plan(notAfterSeconds: 3600), id: Fixture.runID(1), appID: Fixture.app,
            consent: .needed(because: []),
            by: Fixture.ann, at: Fixture.moment())
        return database
    }

    private static func approve(
        _ database: JobDatabase, _ circumstances: ApprovalCircumstances = ApprovalCircumstances(), at now: Moment
    ) async throws {
        let hash = try await database.summary(of: Fixture.runID(1)).planSHA256
        try await database.approve(Fixture.runID(1), planSHA256: hash, circumstances, by: boss, at: now)
    }

    @Test func aYesThatComesTooLateEndsTheRun() async throws {
        let database = try await Self.waiting()
        #expect(
            try await database.runsAwaitingApproval().map(\.expiresAt) == [Fixture.moment(3_600_000).wallMilliseconds])
        let error = await #expect(throws: StoreError.self) {
            try await Self.approve(database, at: Fixture.moment(3_600_000))
        }
        #expect(error?.code == .wrongState && error?.message.contains("came too late") == true)
        let run = try await database.summary(of: Fixture.runID(1))
        #expect(run.state == .expired && run.people.cancelled == 3 && run.people.addsUp)
        #expect(run.stateReason?.contains("came too late") == true)
        #expect(try await database.auditEntries().entries.last?.action == "expire")
        #expect(try await database.runsAwaitingApproval().isEmpty)
    }

    @Test func aYesInTimeLetsItGo() async throws {
        let database = try await Self.waiting()
        try await Self.approve(database, at: Fixture.moment(3_599_999))
        #expect(try await database.summary(of: Fixture.runID(1)).state == .sending)
        let entry = try await database.auditEntries().entries.last
        #expect(entry?.action == "approve" && entry?.detail.contains("told_apart_by") == false)
        let isEnded = try await database.endWaiting(
            Fixture.runID(1), as: .cancelled, because: "x", at: Fixture.moment(3_600_000))
        #expect(!isEnded, "the yes was quicker")
        #expect(try await database.summary(of: Fixture.runID(1)).state == .sending)
    }

    @Test func theAuditSaysWhatTheYesIsWorth() async throws {
        let database = try await Self.waiting()
        var circumstances = ApprovalCircumstances()
        circumstances.isToldApartByNameAlone = true
        circumstances.isInQuietHours = true
        try await Self.approve(database, circumstances, at: Fixture.moment())
        let detail = try await database.auditEntries().entries.last?.detail
        #expect(detail?.contains(#""told_apart_by":"name alone""#) == true)
        #expect(detail?.contains(#""in_quiet_hours":true"#) == true)
    }
}
