import JobModel
import Testing

@testable import JobStore

/// The messages of a day, counted before Feishu has to.
@Suite struct DailyRecipientsTests {
    private static let day: Int64 = 86_400_000

    private static func freeze(
        _ database: JobDatabase, _ number: UInt64, people: Int, limit: Int, at now: Moment
    ) async throws {
        _ = try await database.freeze(
            Fixture.plan(job: "job-\(number)", [(0..<people).map { "ou_\(number)_\($0)" }], content: "\(number)"),
            id: Fixture.runID(number), appID: Fixture.app, dailyLimit: limit, by: Fixture.ann, at: now)
    }

    @Test func refusesAPlanThatWouldGoBeyondTheDay() async throws {
        let scene = try await Scene.sending([["ou_a", "ou_b"], ["ou_c"]])
        let database = scene.database
        #expect(try await database.dailyRecipients(of: Fixture.app, at: Fixture.moment()) == 3, "planned ones count")
        try await scene.accept("first")
        #expect(try await database.dailyRecipients(of: Fixture.app, at: Fixture.moment()) == 3, "and count once")

        let error = await #expect(throws: StoreError.self) {
            try await Self.freeze(database, 2, people: 8, limit: 10, at: Fixture.moment())
        }
        #expect(error?.code == .dailyQuota)
        #expect(error?.message.contains("8 recipients and the 3") == true)
        #expect(try scene.count("run") == 1, "nothing is kept of it")
        try await Self.freeze(database, 2, people: 7, limit: 10, at: Fixture.moment())
    }

    @Test func forgetsWhatIsADayOldAndNeverHappened() async throws {
        let scene = try await Scene.sending(
            [["ou_a", "ou_b"], ["ou_c"], ["ou_d"], ["ou_e"]], notAfterSeconds: 300_000)
        try await scene.accept("early")
        try await scene.accept("late", at: Fixture.moment(Self.day / 2))
        try await scene.send(AttemptResult(outcome: .rejected), at: Fixture.moment(Self.day / 2))
        let count = { (now: Int64) in
            try await scene.database.dailyRecipients(of: Fixture.app, at: Fixture.moment(now))
        }
        #expect(try await count(Self.day - 1) == 4, "two, one, and one that is still to come")
        #expect(try await count(Self.day) == 2)
        try await scene.database.cancelPending(scene.run, reason: "no", by: Fixture.ann, at: Fixture.moment(Self.day))
        #expect(try await count(Self.day) == 1)
        #expect(try await count(Self.day * 2) == 0)
        #expect(try await scene.database.dailyRecipients(of: "cli_other", at: Fixture.moment()) == 0)
    }

    @Test func aDoubtCounts() async throws {
        let scene = try await Scene.sending([["ou_a", "ou_b"], ["ou_c"]])
        try await scene.send(AttemptResult(outcome: .inDoubt))
        try await scene.database.cancelPending(scene.run, reason: "no", by: Fixture.ann, at: Fixture.moment())
        #expect(try await scene.database.dailyRecipients(of: Fixture.app, at: Fixture.moment()) == 2)
    }
}
