import GRDB
import JobModel
import Testing

@testable import JobStore

/// Polls, recalls and tokens have windows of their own, which all processes share.
@Suite struct QueryWindowTests {
    private static let limits = RateLimits(perSecond: 2, perMinute: 3, marginMilliseconds: 0)

    private static func admit(
        _ database: JobDatabase, _ call: PacedCall = .pollProgress, app: String = "app", at now: Moment,
        endsAt end: Moment? = nil
    ) async throws -> Int64? {
        switch try await database.admit(call, of: app, limits: limits, at: now) {
        case .admitted(let ticket):
            try await database.end(ticket, at: end ?? now)
            return nil
        case .wait(let milliseconds, _): return milliseconds
        }
    }

    @Test func twoProcessesShareEveryWindow() async throws {
        try await Fixture.withFolder { folder in
            let one = try JobDatabase.open(at: folder + "/store.sqlite")
            let two = try JobDatabase.open(at: folder + "/store.sqlite")
            #expect(try await Self.admit(one, at: Fixture.moment(0)) == nil)
            #expect(try await Self.admit(two, at: Fixture.moment(100)) == nil)
            #expect(try await Self.admit(one, at: Fixture.moment(200)) == 800)
            #expect(try await Self.admit(two, at: Fixture.moment(1000)) == nil)
            #expect(try await Self.admit(two, at: Fixture.moment(2500)) == 57_500)
            #expect(try await Self.admit(one, at: Fixture.moment(60_000)) == nil)
        }
    }

    @Test func aRecallHasRoomHoweverMuchIsPolled() async throws {
        let database = try JobDatabase.inMemory()
        for _ in 0..<2 { _ = try await Self.admit(database, at: Fixture.moment()) }
        #expect(try await Self.admit(database, at: Fixture.moment()) == 1000)
        for call in PacedCall.allCases where call != .pollProgress {
            #expect(try await Self.admit(database, call, at: Fixture.moment()) == nil, "\(call)")
        }
        #expect(try await Self.admit(database, app: "another", at: Fixture.moment()) == nil)
    }

    @Test func aCallCountsUntilAWholeWindowAfterItsEnd() async throws {
        let database = try JobDatabase.inMemory()
        var tickets: [CallTicket] = []
        for _ in 0..<2 {
            guard
                case .admitted(let ticket) = try await database.admit(
                    .recall, of: "app", limits: Self.limits, at: Fixture.moment())
            else { return #expect(Bool(false), "no room") }
            tickets.append(ticket)
        }
        #expect(try await Self.admit(database, .recall, at: Fixture.moment(5000)) == 1000, "they may arrive any moment")
        for ticket in tickets { try await database.end(ticket, at: Fixture.moment(5500)) }
        #expect(try await Self.admit(database, .recall, at: Fixture.moment(5600)) == 900)
        #expect(try await Self.admit(database, .recall, at: Fixture.moment(6500)) == nil)
    }

    @Test func whatADeadProcessLeftIsForgottenInTime() async throws {
        let database = try JobDatabase.inMemory()
        for _ in 0..<2 {
            _ = try await database.admit(.recall, of: "app", limits: Self.limits, at: Fixture.moment())
        }
        #expect(try await Self.admit(database, .recall, at: Fixture.moment(QueryWindow.forgotten - 1)) == 1000)
        #expect(try await Self.admit(database, .recall, at: Fixture.moment(QueryWindow.forgotten)) == nil)
        var reboot = Fixture.moment(0, boot: "boot-b")
        reboot.monotonicMilliseconds = 999
        _ = try await database.admit(.recall, of: "app", limits: Self.limits, at: Fixture.moment(QueryWindow.forgotten))
        #expect(try await Self.admit(database, .recall, at: reboot) == 1, "one under way, one from before")
        reboot.monotonicMilliseconds = QueryWindow.forgottenAfterReboot
        #expect(try await Self.admit(database, .recall, at: reboot) == nil)
    }

    @Test func aCallThatOutlivesItsRowIsCountedAllTheSame() async throws {
        let database = try JobDatabase.inMemory()
        guard
            case .admitted(let ticket) = try await database.admit(
                .recall, of: "app", limits: Self.limits, at: Fixture.moment())
        else { return #expect(Bool(false), "no room") }
        let late = Fixture.moment(QueryWindow.forgotten)
        #expect(try await Self.admit(database, .recall, at: late) == nil)
        try await database.end(ticket, at: late)
        #expect(try await Self.admit(database, .recall, at: late) == 1000)
    }

    @Test func restsByAPIForEveryProcess() async throws {
        let database = try JobDatabase.inMemory()
        try await database.rest(.pollProgress, of: "app", milliseconds: 5000, reason: "often", at: Fixture.moment())
        let decision = try await database.admit(.recallProgress, of: "app", limits: Self.limits, at: Fixture.moment(1))
        #expect(decision == .wait(milliseconds: 4999, .appPause("often")), "the same API")
        #expect(try await Self.admit(database, .recall, at: Fixture.moment(1)) == nil, "another API")
        #expect(try await database.appPause(of: "app", at: Fixture.moment(1)) == nil, "nor do sends rest")
    }

    @Test func pollsGiveWayWhileSendsRestAndRecallsDoNot() async throws {
        let database = try JobDatabase.inMemory()
        try await database.pauseApp("app", milliseconds: 9000, reason: "often", at: Fixture.moment())
        for call in PacedCall.allCases {
            let isPoll = call == .pollProgress || call == .pollReaders
            #expect(try await Self.admit(database, call, at: Fixture.moment(1)) == (isPoll ? 8999 : nil), "\(call)")
        }
    }

    @Test func rowsDoNotPileUp() async throws {
        let database = try JobDatabase.inMemory()
        let unlimited = RateLimits(perSecond: 100_000, perMinute: 100_000, marginMilliseconds: 0)
        for number in 0..<1100 {
            let now = Fixture.moment(Int64(number))
            if case .admitted(let ticket) = try await database.admit(
                .pollReaders, of: "app", limits: unlimited, at: now)
            {
                try await database.end(ticket, at: now)
            }
        }
        let rows = try await database.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM queryCall") }
        #expect(rows == 1000)
    }
}
