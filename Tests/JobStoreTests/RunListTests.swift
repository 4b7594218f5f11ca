import JobModel
import Testing

@testable import JobStore

/// Pages of runs and of the audit.
struct RunListTests {
    /// A store with this many runs of one batch each, a second apart; every third job is cancelled.
    private static func store(_ count: Int) async throws -> JobDatabase {
        let store = try JobDatabase.inMemory()
        for number in 1...count {
            let now = Fixture.moment(Int64(number) * 1000)
            let plan = Fixture.plan(job: "job-\(number % 5)-\(number)", content: "\(number)")
            let run = Fixture.runID(UInt64(number))
            _ = try await store.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: now)
            if number % 3 == 0 { try await store.cancelPending(run, reason: "x", by: Fixture.ann, at: now) }
        }
        return store
    }

    @Test func pagesFollowEachOtherWithoutGapOrRepetition() async throws {
        let store = try await Self.store(23)
        var seen: [RunID] = []
        var after: RunID?
        for _ in 0..<5 {
            let page = try await store.runList(RunListRequest(after: after, limit: 5))
            seen += page.runs.map(\.id)
            #expect(page.hasMore == (seen.count < 23))
            #expect(page.runs.allSatisfy { $0.batches.isEmpty && $0.people.targeted == 3 })
            after = page.runs.last?.id
        }
        #expect(seen == (1...23).reversed().map { Fixture.runID(UInt64($0)) })
    }

    /// Two runs of one millisecond are two runs: a page must not end between them and forget one.
    @Test func runsOfTheSameMomentAreAllThere() async throws {
        let store = try JobDatabase.inMemory()
        for number in 1...6 {
            let plan = Fixture.plan(job: "job-\(number)", content: "\(number)")
            _ = try await store.freeze(
                plan, id: Fixture.runID(UInt64(number)), appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        }
        let first = try await store.runList(RunListRequest(limit: 4))
        let second = try await store.runList(RunListRequest(after: first.runs.last?.id, limit: 4))
        #expect(Set((first.runs + second.runs).map(\.id)).count == 6)
    }

    @Test func filtersHoldTogether() async throws {
        let store = try await Self.store(12)
        let cancelled = try await store.runList(RunListRequest(states: [.cancelled]))
        #expect(cancelled.runs.map(\.state) == Array(repeating: .cancelled, count: 4) && !cancelled.hasMore)
        #expect(try await store.runList(RunListRequest(states: [])).runs.isEmpty)
        #expect(try await store.runList(RunListRequest(job: "job-2-7")).runs.map(\.id) == [Fixture.runID(7)])
        #expect(try await store.runList(RunListRequest(states: [.planned], job: "job-3-3")).runs.isEmpty)
        #expect(try await store.runList(RunListRequest(job: "' OR 1 --")).runs.isEmpty)
        #expect(await code { _ = try await store.runList(RunListRequest(after: Fixture.runID(99))) } == .notFound)
        #expect(try await store.unfinishedCounts() == [.planned: 8])
    }

    @Test func aRunIsReadWithSomeOfItsBatches() async throws {
        let store = try JobDatabase.inMemory()
        let run = Fixture.runID(1)
        let plan = Fixture.plan(Fixture.people(batches: 30, of: 2))
        _ = try await store.freeze(plan, id: run, appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        let (part, count) = try await store.summary(of: run, ordinals: 11...20)
        #expect(count == 30 && part.batches.map(\.ordinal) == Array(11...20) && part.people.targeted == 60)
        #expect(try await store.summary(of: run, ordinals: 31...40).run.batches.isEmpty)
        #expect(try await store.brief(of: run).batches.isEmpty)
        #expect(try await store.summary(of: run).batches.count == 30)
    }

    @Test func theAuditIsReadFromItsEnd() async throws {
        let store = try await Self.store(9)
        let all = try await store.auditEntries().entries
        let first = try await store.auditPage(limit: 5)
        #expect(first.isNewest && first.hasMore)
        #expect(first.entries.map(\.entry) == all.suffix(5).reversed())
        let second = try await store.auditPage(before: first.entries.last?.number, limit: 100)
        #expect(!second.isNewest && !second.hasMore)
        #expect((first.entries + second.entries).map(\.entry) == all.reversed())
        #expect(try await store.auditPage(before: 1).entries.isEmpty)
        #expect(try await store.auditPage(before: -5).entries.isEmpty)
    }

    @Test func whatSomethingWasDoneThroughIsKept() async throws {
        let store = try await Self.store(1)
        let actor = AuditActor(name: "Li Na", via: "dashboard")
        try await store.pause(Fixture.runID(1), reason: "r", by: actor, at: Fixture.moment())
        let trail = try await store.auditEntries()
        #expect(trail.entries.last?.detail == #"{"reason":"r","via":"dashboard"}"#)
        #expect(trail.entries.last?.who.name == "Li Na" && trail.isVerified)
    }
}
