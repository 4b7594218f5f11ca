import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Synchronization
import Testing

/// Hosts that were off, folders that are empty, manifests that are broken, calendars that end: nobody is left out unheard.
struct AbsenceTests {
    private static func daily(_ hour: Int = 9) throws -> Schedule.Trigger { .cron(try CronFields("0 \(hour) * * *")) }

    @Test(arguments: [Schedule.CatchUp.none, .latest])
    func aHostThatWasOffForDaysRecordsOneMissForAllAndGoesOn(_ catchUp: Schedule.CatchUp) async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 * * * *"))) {
            $0.allowFrequent = true
            $0.catchUp = catchUp
        }
        try await world.tick(at: "2026-12-02T08:10")
        let report = try await world.tick(at: "2026-12-07T10:30")
        #expect(report.problems.isEmpty)
        #expect(report.started.map(\.occurrence) == (catchUp == .latest ? ["2026-12-07T10:00[UTC]"] : []))
        #expect(report.missed.map(\.occurrence) == ["2026-12-07T\(catchUp == .latest ? "09" : "10"):00[UTC]"])
        #expect(
            report.missed.first?.reason
                == "more than 100 occurrences after 2026-12-02T08:10 were missed; this record stands for all of them")
        let next = try await world.tick(at: "2026-12-07T11:00")
        #expect(next.started.map(\.occurrence) == ["2026-12-07T11:00[UTC]"] && next.missed.isEmpty)
    }

    /// While the newest one cannot be started, the others are not told of again and again.
    @Test func oneRecordStandsForAllWhateverBecomesOfTheStart() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 * * * *"))) { $0.allowFrequent = true }
        try await world.tick(at: "2026-12-02T08:10")
        let jobs = world.folder
        world.folder.jobs[0].planning = { _ in throw FeishuError(.tenantToken, .unreachable) }
        let report = try await world.tick(at: "2026-12-07T10:01")
        world.folder = jobs
        #expect(report.missed.map(\.occurrence) == ["2026-12-07T09:00[UTC]"] && report.started.isEmpty)
        let next = try await world.tick(at: "2026-12-07T10:02")
        #expect(next.missed.isEmpty && next.started.map(\.occurrence) == ["2026-12-07T10:00[UTC]"])
    }

    @Test func aClockInDoubtIsLookedAtBeforeVeryManyAreMissed() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 * * * *"))) { $0.allowFrequent = true }
        try await world.tick(at: "2026-12-02T08:10")
        var dependencies = world.clock.dependencies
        let clock = world.clock
        dependencies.serverSighting = {
            let now = clock.now()
            return ServerSighting(
                said: now.wallMilliseconds - 180_000, monotonicMilliseconds: now.monotonicMilliseconds,
                bootID: now.bootID)
        }
        try world.clock.jump(to: "2026-12-07T10:30")
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: dependencies, actor: EngineWorld.actor)
        let report = try await ticker.tick(world.folder, stop: StopSignal())
        #expect(report.problems.contains { if case .tooManyMissed = $0.error as? TickProblem { true } else { false } })
        #expect(try await world.runs().count == 1, "the one of 08:00, within its deadline")
    }

    /// Put back at its time, and the first try fails: it owes nothing from the days it was away.
    @Test func whatWasAwayOwesNothingEvenWhenItsFirstStartFails() async throws {
        var world = try TickWorld()
        try world.add("other", on: nil)
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T08:00")
        let jobs = world.folder
        world.folder.jobs.removeLast()
        #expect(try await world.tick(at: "2026-12-02T08:01").removed == ["hello"])
        world.folder = jobs
        world.folder.jobs[1].planning = { _ in throw FeishuError(.tenantToken, .unreachable) }
        #expect(try await world.tick(at: "2026-12-05T09:00").problems.count == 1)
        world.folder = jobs
        let report = try await world.tick(at: "2026-12-05T09:01")
        #expect(report.missed.isEmpty, "\(report.missed)")
        #expect(report.started.map(\.occurrence) == ["2026-12-05T09:00[UTC]"])
    }

    /// A disk that is not mounted: an empty folder is no wish to end everything.
    @Test func aFolderInWhichNothingIsLeftForgetsNothing() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T08:00")
        let jobs = world.folder
        world.folder = JobFolder(jobs: [])
        let report = try await world.tick(at: "2026-12-02T08:30")
        #expect(report.removed.isEmpty)
        #expect(report.problems.map { $0.error as? TickProblem } == [.emptyFolder(jobs: 1)])
        world.folder = jobs
        #expect(try await world.tick(at: "2026-12-02T10:00").missed.count == 1, "and what was lost meanwhile is told")
    }

    @Test func anEmptyFolderOfNothingKnownIsNoProblem() async throws {
        var world = try TickWorld()
        try world.add("other", on: nil)
        world.folder = JobFolder(jobs: [])
        #expect(try await world.tick(at: "2026-12-02T08:30").problems.isEmpty)
    }

    /// Whoever waits for the message must hear that it does not come, not when somebody mends the file.
    @Test func aManifestThatIsBrokenAtItsTimeIsMissedThen() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try world.add("late", on: try Self.daily()) { $0.catchUp = .latest }
        try await world.tick(at: "2026-12-02T08:00")
        let jobs = world.folder
        world.folder = JobFolder(
            jobs: [], broken: ["jobs/hello.json": "line 3: a comma is missing", "jobs/late.json": "x"])
        for minute in [0, 15] {
            #expect(try await world.tick(at: "2026-12-02T09:\(minute < 10 ? "0" : "")\(minute)").missed.isEmpty)
        }
        let report = try await world.tick(at: "2026-12-02T09:15", seconds: 1)
        #expect(report.missed.map(\.occurrence) == ["2026-12-02T09:00[UTC]"])
        #expect(report.missed.map(\.job) == ["hello"])
        #expect(
            report.missed.map(\.reason) == ["its manifest could not be used in time: line 3: a comma is missing"])
        #expect(try await world.tick(at: "2026-12-02T09:16").missed.isEmpty, "once")
        world.folder = jobs
        let mended = try await world.tick(at: "2026-12-03T09:01")
        #expect(mended.missed.map(\.job) == ["late"], "\(mended.missed)")
        #expect(mended.started.map(\.occurrence) == Array(repeating: "2026-12-03T09:00[UTC]", count: 2))
    }

    @Test func aBrokenManifestMendedInTimeIsNotMissed() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        try await world.tick(at: "2026-12-02T09:00")
        world.folder = JobFolder(jobs: [], broken: ["jobs/hello.json": "x"])
        #expect(try await world.tick(at: "2026-12-02T12:00").missed.isEmpty, "today's was sent")
    }

    @Test(arguments: [(2025, true), (2026, false)]) func aCalendarThatHasEndedIsAProblem(
        _ year: Int, _ isProblem: Bool
    ) async throws {
        var world = try TickWorld()
        // The second of December is a Wednesday; the calendar that covers it makes it a holiday.
        var calendar = BusinessCalendar(name: "x", years: [year])
        if let day = CivilDay("2026-12-02") { calendar.holidays[day] = "Founders' Day" }
        try world.add(on: try Self.daily()) { $0.calendar = CalendarRule(file: "days/x.json", onHoliday: .skip) }
        let timetable = try #require(world.folder.jobs[0].timetable)
        world.folder.jobs[0].timetable = Timetable(
            job: "hello", schedule: timetable.schedule, rules: timetable.rules, calendar: calendar)
        let report = try await world.tick(at: "2026-12-02T09:00")
        #expect(report.skipped.map(\.isIntended) == [!isProblem])
        let texts = report.problems.compactMap { ($0.error as? TickProblem)?.text }
        #expect(
            texts
                == (isProblem
                    ? [
                        "2026-12-02T09:00[UTC] does not fire: the calendar says nothing about 2026 (days/x.json)"
                    ] : []))
    }

    @Test func nothingIsMissedFromBeforeAJobWasFirstSeen() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("*/5 * * * *"))) { $0.allowFrequent = true }
        let report = try await world.tick(at: "2026-12-02T09:12")
        #expect(report.started.map(\.occurrence) == ["2026-12-02T09:10[UTC]"])
        #expect(report.missed.isEmpty)
    }

    @Test func whatIsDueNowIsKnownToWhoeverShowsTheTimesAhead() async throws {
        var world = try TickWorld()
        try world.add(on: try Self.daily())
        let timetable = try #require(world.folder.jobs[0].timetable)
        func dueNow() async throws -> String? {
            try await DueNow(world.store, world.clock.dependencies).occurrence(of: timetable)?.key
        }
        try world.clock.jump(to: "2026-12-02T09:10")
        #expect(try await dueNow() == "2026-12-02T09:00[UTC]")
        try await world.tick(at: "2026-12-02T09:11")
        #expect(try await dueNow() == nil, "it has been sent")
        try world.clock.jump(to: "2026-12-03T09:16")
        #expect(try await dueNow() == nil)
    }
}

/// A look takes time, and firings come due while it is under way.
struct LongLookTests {
    private struct Listener: TickLookout {
        var nextAt: [Int64?] = []
        func nextRest() -> @Sendable () async -> Void { { for await _ in AsyncStream<Void>.makeStream().stream {} } }
        func lookAround() -> TickSight { .nothing }
        mutating func hear(_ news: TickNews) { if news.isLook { nextAt.append(news.nextAt) } }
    }

    @Test func whatComesDueDuringALookIsStillAhead() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")))
        try await world.tick(at: "2026-12-02T08:00")
        try world.clock.jump(to: "2026-12-02T08:59", seconds: 59)
        let clock = world.clock
        let due = clock.now().wallMilliseconds + 1000
        var dependencies = clock.dependencies
        // Two seconds pass after the look's own moment.
        let isFirst = Mutex(true)
        dependencies.serverSighting = {
            if isFirst.withLock({ first in
                defer { first = false }; return first
            }) {
                clock.advance(milliseconds: 2000)
            }
            return nil
        }
        let ticker = Ticker(
            store: world.store, engines: [world.world.engine], dependencies: dependencies, actor: EngineWorld.actor)
        var listener = Listener()
        try await ticker.tick(
            TickLook(folder: world.folder, engines: [world.world.engine]), &listener, stop: StopSignal())
        #expect(listener.nextAt == [due])
        #expect(try await ticker.tick(world.folder, stop: StopSignal()).started.count == 1)
    }
}
