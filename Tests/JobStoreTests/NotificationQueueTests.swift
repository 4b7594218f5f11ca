import GRDB
import JobModel
import Testing

@testable import JobStore

/// What is queued to be told: everything once, by the ways that are wanted, and nothing of the past.
struct NotificationQueueTests {
    private static let everything = NotificationWish(kinds: Set(NotificationKind.allCases), hasWebhook: true)

    private static func scene(owner: String? = "ou_boss") async throws -> JobDatabase {
        let database = try JobDatabase.inMemory()
        let plan = Fixture.plan(owner: owner)
        _ = try await database.freeze(
            plan, id: Fixture.runID(1), appID: Fixture.app, by: Fixture.ann, at: Fixture.moment())
        try await database.begin(Fixture.runID(1), by: Fixture.ann, at: Fixture.moment(1))
        return database
    }

    private static func kinds(_ queued: [QueuedNotification]) -> [String] {
        queued.map { "\($0.notification.kind.rawValue) \($0.channel.rawValue)" }
    }

    @Test func whatHappenedIsQueuedOnceForEachWay() async throws {
        let database = try await Self.scene()
        let first = try await database.notifications(Self.everything, at: Fixture.moment(2), limit: 10)
        #expect(Self.kinds(first) == ["start webhook", "start owner"])
        #expect(first.allSatisfy { $0.owner == "ou_boss" && $0.appID == Fixture.app && $0.attempts == 0 })
        #expect(first.first?.notification.at == Fixture.moment(1).wallMilliseconds)
        #expect(try await database.notifications(Self.everything, at: Fixture.moment(3), limit: 10) == first)
        try await database.pause(Fixture.runID(1), reason: "wrong \"picture\"", by: Fixture.ann, at: Fixture.moment(4))
        let second = try await database.notifications(Self.everything, at: Fixture.moment(5), limit: 10)
        #expect(Self.kinds(second) == ["start webhook", "start owner", "pause webhook", "pause owner"])
        #expect(second.last?.notification.reason == "wrong \"picture\"")
        #expect(Set(second.map(\.notification.id)).count == 2, "both ways have one id")
    }

    /// A second halt of the same run is as much news as the first.
    @Test func theSameAgainIsToldAgain() async throws {
        let database = try await Self.scene(owner: nil)
        for round in 0..<2 {
            try await database.pause(
                Fixture.runID(1), reason: "round \(round)", by: Fixture.ann, at: Fixture.moment(Int64(round)))
            try await database.resumeSending(Fixture.runID(1), by: Fixture.ann, at: Fixture.moment(Int64(round)))
        }
        let queued = try await database.notifications(Self.everything, at: Fixture.moment(9), limit: 10)
        #expect(Self.kinds(queued) == ["start webhook", "pause webhook", "pause webhook"])
        #expect(queued.map(\.notification.reason) == [nil, "round 0", "round 1"], "each with its own reason")
    }

    /// The doubt comes to light when the next runner sorts out what the dead one left.
    @Test func theHaltThatADeadProcessLeftIsTold() async throws {
        let scene = try await Scene.sending()
        _ = try await scene.dispatch()
        let epoch = try await scene.database.beginEpoch(as: Fixture.runner, at: Fixture.moment(1))
        #expect(try await scene.database.rescue(epoch, at: Fixture.moment(2)).halted == [scene.run])
        let queued = try await scene.database.notifications(Self.everything, at: Fixture.moment(3), limit: 10)
        #expect(Self.kinds(queued) == ["start webhook", "halt webhook"])
        #expect(queued.last?.notification.reason == "batch 1 is in doubt: an operator must decide")
    }

    @Test func whatNobodyWantedIsNotToldLater() async throws {
        let database = try await Self.scene(owner: nil)
        let nothing = NotificationWish(kinds: [.halt], hasWebhook: false)
        #expect(try await database.notifications(nothing, at: Fixture.moment(), limit: 10).isEmpty)
        #expect(try await database.notifications(Self.everything, at: Fixture.moment(), limit: 10).isEmpty)
    }

    /// An operator's shell may lack the variable that the service has: what it does is told by whoever knows the address.
    @Test func whoKnowsNoAddressLeavesItToOthers() async throws {
        let database = try await Self.scene()
        let nowhere = NotificationWish(kinds: Self.everything.kinds, hasWebhook: false)
        for queued in try await database.notifications(Self.everything, at: Fixture.moment(2), limit: 9) {
            try await database.noteDelivered(queued)
        }
        try await database.pause(Fixture.runID(1), reason: "x", by: Fixture.ann, at: Fixture.moment(3))
        let here = try await database.notifications(nowhere, at: Fixture.moment(4), limit: 9)
        #expect(Self.kinds(here) == ["pause owner"])
        let there = try await database.notifications(Self.everything, at: Fixture.moment(5), limit: 9)
        #expect(Self.kinds(there) == ["pause webhook", "pause owner"])
    }

    /// An address that is gone for good: nobody has tried for a day, so nothing more is queued for it.
    @Test func anAddressThatIsGoneIsForgotten() async throws {
        let database = try await Self.scene(owner: nil)
        let nowhere = NotificationWish(kinds: Self.everything.kinds, hasWebhook: false)
        _ = try await database.notifications(Self.everything, at: Fixture.moment(2), limit: 9)
        #expect(try await database.notifications(nowhere, at: Fixture.moment(3), limit: 9).isEmpty)
        let later = Fixture.moment(86_400_002)
        let stale = try await database.notifications(nowhere, at: later, limit: 9)
        #expect(Self.kinds(stale) == ["start webhook"])
        for queued in stale { try await database.giveUp(queued, problem: "not in time", at: later) }
        try await database.pause(Fixture.runID(1), reason: "x", by: Fixture.ann, at: later)
        #expect(try await database.notifications(nowhere, at: later, limit: 9).isEmpty)
        #expect(try await database.notifications(Self.everything, at: later, limit: 9).isEmpty)
    }

    /// What is stuck in one way must not keep the others out of the page.
    @Test func aPageIsOneWaysOwn() async throws {
        let database = try await Self.scene()
        for number in 2..<8 {
            try await database.recordUnsent(
                Fixture.runID(UInt64(number)), job: "job-\(number)", title: "x",
                appID: number < 5 ? Fixture.app : "cli_2",
                occurrence: "x", owner: number > 5 ? "ou_boss" : nil, as: .missed, reason: "x", at: Fixture.moment(2))
        }
        let queued = try await database.notifications(Self.everything, at: Fixture.moment(3), limit: 2)
        #expect(
            Dictionary(grouping: queued) { "\($0.channel.rawValue) \($0.appID)" }.mapValues(\.count)
                == ["webhook \(Fixture.app)": 2, "webhook cli_2": 2, "owner \(Fixture.app)": 1, "owner cli_2": 2])
    }

    @Test func onlyTheKindsThatAreWantedAreQueued() async throws {
        let database = try await Self.scene()
        try await database.pause(Fixture.runID(1), reason: "x", by: Fixture.ann, at: Fixture.moment())
        let wish = NotificationWish(kinds: [.pause], hasWebhook: true)
        let queued = try await database.notifications(wish, at: Fixture.moment(), limit: 10)
        #expect(Self.kinds(queued) == ["pause webhook", "pause owner"])
    }

    @Test func aMissedOccurrenceIsToldToItsOwner() async throws {
        let database = try JobDatabase.inMemory()
        try await database.recordUnsent(
            Fixture.runID(1), job: "notice", title: "A notice", appID: Fixture.app, occurrence: "2026-01-01T09:00[UTC]",
            tzdata: "2026a", owner: "ou_boss", as: .missed, reason: "too late", at: Fixture.moment())
        let queued = try await database.notifications(Self.everything, at: Fixture.moment(), limit: 10)
        #expect(Self.kinds(queued) == ["missed webhook", "missed owner"])
        #expect(queued.first?.notification.run.occurrence == "2026-01-01T09:00[UTC]")
        #expect(queued.first?.notification.reason == "too late")
        #expect(try await database.summary(of: Fixture.runID(1)).tzdata == "2026a")
    }

    @Test func oneOfTwoProcessesTries() async throws {
        let database = try await Self.scene(owner: nil)
        let queued = try #require(
            try await database.notifications(Self.everything, at: Fixture.moment(), limit: 10).first)
        let next = Fixture.moment(60_000).wallMilliseconds
        #expect(try await database.claim(queued, nextTryAt: next, at: Fixture.moment()))
        #expect(try await database.claim(queued, nextTryAt: next, at: Fixture.moment()) == false)
        // A death here costs one try: it comes back when its time has come.
        #expect(try await database.notifications(Self.everything, at: Fixture.moment(59_999), limit: 10).isEmpty)
        let again = try await database.notifications(Self.everything, at: Fixture.moment(60_000), limit: 10)
        #expect(again.map(\.attempts) == [1] && again.first?.notification == queued.notification)
        // So it does when the clock was set back by a day meanwhile.
        let back = Fixture.moment(-86_400_000)
        #expect(try await database.notifications(Self.everything, at: back, limit: 10).count == 1)
        try await database.noteDelivered(again[0])
        #expect(try await database.claim(again[0], nextTryAt: next, at: Fixture.moment()) == false)
        #expect(try await database.notifications(Self.everything, at: Fixture.moment(60_000), limit: 10).isEmpty)
    }

    @Test func givingUpIsInTheAudit() async throws {
        let database = try await Self.scene(owner: nil)
        let queued = try #require(
            try await database.notifications(Self.everything, at: Fixture.moment(), limit: 10).first)
        for _ in 0..<2 { try await database.giveUp(queued, problem: "HTTP 500", at: Fixture.moment()) }
        let entries = try await database.auditEntries(of: Fixture.runID(1)).entries
        let told = entries.filter { $0.action == "notification_given_up" }
        #expect(told.count == 1 && told.first?.detail.contains("HTTP 500") == true)
        #expect(try await database.notifications(Self.everything, at: Fixture.moment(), limit: 10).isEmpty)
        try await database.noteDelivered(queued)
        let state = try await database.read { try String.fetchOne($0, sql: "SELECT state FROM notification") }
        #expect(state == "given_up", "what has ended stays ended")
    }

    @Test func theSchemaKeepsTheMarkAndTheEnds() async throws {
        let database = try await Self.scene()
        _ = try await database.notifications(Self.everything, at: Fixture.moment(), limit: 10)
        for sql in [
            "UPDATE notificationMark SET auditId = 0", "DELETE FROM notificationMark", "DELETE FROM notification",
            """
            INSERT INTO notification (auditId, runId, kind, channel, dueAt)
            SELECT auditId, runId, kind, channel, 1 FROM notification
            """,
            "UPDATE notification SET kind = 'party'", "UPDATE run SET owner = 'on_boss'",
        ] {
            #expect(await code { try await database.write { try $0.execute(sql: sql) } } == .constraint, "\(sql)")
        }
    }

    @Test func theServersClockIsRemembered() async throws {
        let database = try JobDatabase.inMemory()
        #expect(try await database.serverSighting() == nil)
        for said in [1_000, 2_000] as [Int64] {
            let sighting = ServerSighting(said: said, monotonicMilliseconds: 7, bootID: "boot")
            try await database.note(sighting)
            #expect(try await database.serverSighting() == sighting)
        }
    }

    @Test func theAuditOfAStartNamesTheRulesOfItsTime() async throws {
        let database = try JobDatabase.inMemory()
        _ = try await database.freeze(
            Fixture.plan(), id: Fixture.runID(1), appID: Fixture.app, occurrence: "2026-01-01T09:00[UTC]",
            tzdata: "2026a", by: Fixture.ann, at: Fixture.moment())
        try await database.begin(Fixture.runID(1), by: Fixture.ann, at: Fixture.moment())
        let start = try await database.auditEntries().entries.last { $0.action == "start" }
        #expect(start?.detail == #"{"tzdata":"2026a"}"#)
        #expect(try await database.summary(of: Fixture.runID(1)).tzdata == "2026a")
    }
}
