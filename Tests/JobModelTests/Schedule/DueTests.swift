import JobModel
import Testing

/// What is done about occurrences (reliability.md's scheduling rules): on time starts, late is missed, never two.
@Suite struct DueTests {
    /// Monday to Sunday at nine UTC; the clock of the tests stands on Wednesday, 4 March 2026.
    private func due(
        now: String, since: Due.Since, unfinished: RunState? = nil, decided: Set<String> = [],
        catchUp: Schedule.CatchUp = .none, mayCatchUp: Bool = true, cron: String = "0 9 * * *"
    ) throws -> Due {
        Due(
            timetable: try Timetables.make(cron, "UTC", catchUp: catchUp), since: since, now: Timetables.instant(now),
            unfinished: unfinished, decided: decided, mayCatchUp: mayCatchUp)
    }

    private func verdicts(_ due: Due) throws -> [String] {
        try due.decisions().map { "\($0.occurrence.scheduled.date.day): \($0.verdict)" }
    }

    private static let monday = Due.Since.examined(Timetables.instant("2026-03-02T09:00:00Z"))
    private static let today = Due.Since.examined(Timetables.instant("2026-03-04T08:59:00Z"))

    @Test(arguments: [
        ("2026-03-04T08:59:59Z", []), ("2026-03-04T09:00:00Z", ["4: start(isCatchingUp: false)"]),
        ("2026-03-04T09:15:00Z", ["4: start(isCatchingUp: false)"]),
        ("2026-03-04T09:15:01Z", ["4: missed(JobModel.MissedReason.late(seconds: 901))"]),
    ])
    func theDeadlineDecides(now: String, verdicts: [String]) throws {
        #expect(try self.verdicts(due(now: now, since: Self.today)) == verdicts)
    }

    @Test(arguments: [
        // Asleep since Monday: two missed, whatever the hour.
        ("2026-03-04T11:00:00Z", Schedule.CatchUp.none, true, ["3: missed", "4: missed"]),
        ("2026-03-04T11:00:00Z", .latest, true, ["3: missed", "4: start(isCatchingUp: true"]),
        ("2026-03-04T11:00:00Z", .latest, false, ["3: missed", "4: missed"]),
        // Today's is in time, so nothing is caught up.
        ("2026-03-04T09:05:00Z", .latest, true, ["3: missed", "4: start(isCatchingUp: false"]),
        ("2026-03-04T09:05:00Z", .none, true, ["3: missed", "4: start(isCatchingUp: false"]),
    ])
    func catchingUpIsAtMostTheLatest(
        now: String, catchUp: Schedule.CatchUp, mayCatchUp: Bool, verdicts: [String]
    ) throws {
        let found = try self.verdicts(
            due(now: now, since: Self.monday, catchUp: catchUp, mayCatchUp: mayCatchUp))
        #expect(found.count == verdicts.count)
        #expect(zip(found, verdicts).allSatisfy { $0.hasPrefix($1) }, "\(found)")
    }

    @Test(arguments: [RunState.planned, .awaitingApproval, .sending, .paused, .halted])
    func anUnfinishedRunSkipsTheNext(_ state: RunState) throws {
        let onTime = try due(now: "2026-03-04T09:01:00Z", since: Self.today, unfinished: state).decisions()
        #expect(onTime.map(\.verdict) == [.skipped(.previousRun(state))])
        let late = try due(now: "2026-03-04T11:00:00Z", since: Self.monday, unfinished: state, catchUp: .latest)
            .decisions()
        #expect(late.last?.verdict == .skipped(.previousRun(state)))
        #expect(late.first?.verdict == .missed(.late(seconds: 26 * 3600)))
    }

    @Test func whatWasDecidedIsNotDecidedAgain() throws {
        let now = "2026-03-04T09:01:00Z"
        #expect(try verdicts(due(now: now, since: Self.today, decided: ["2026-03-04T09:00[UTC]"])).isEmpty)
        // A later one that was decided forbids catching up on an earlier one.
        let asleep = try due(
            now: "2026-03-04T11:00:00Z", since: Self.monday, decided: ["2026-03-04T09:00[UTC]"], catchUp: .latest)
        #expect(try verdicts(asleep) == ["3: missed(JobModel.MissedReason.late(seconds: 93600))"])
    }

    @Test func ofTwoInTimeOnlyTheLaterStarts() throws {
        let due = try due(now: "2026-03-04T09:12:00Z", since: Self.today, cron: "0,10 9 * * *")
        #expect(try due.decisions().map(\.verdict) == [.missed(.overtaken), .start(isCatchingUp: false)])
    }

    @Test func nothingIsOwedFromBeforeTheJobWasKnown() throws {
        let since = Due.Since.firstSeen(Timetables.instant("2026-03-04T09:05:00Z"))
        #expect(try verdicts(due(now: "2026-03-04T09:06:00Z", since: since, catchUp: .latest)).isEmpty)
    }

    @Test(arguments: [
        // First seen five minutes late: within the deadline, as its author wants.
        ("2026-03-04T09:05:00Z", "2026-03-04T09:06:00Z", [DueVerdict.start(isCatchingUp: false)]),
        // A moment of last year by a slip: told, never sent, whatever the manifest says about catching up.
        ("2026-03-04T10:00:00Z", "2026-03-04T10:01:00Z", [.missed(.beforeFirstSeen)]),
        // Known in time, machine asleep: the manifest's catch_up counts.
        ("2026-03-04T08:00:00Z", "2026-03-04T10:01:00Z", [.start(isCatchingUp: true)]),
        ("2026-03-04T08:00:00Z", "2026-03-04T08:59:59Z", []),
    ])
    func oneMomentIsAlwaysAnswered(seen: String, now: String, verdicts: [DueVerdict]) throws {
        let time = try #require(CivilTime("2026-03-04T09:00"))
        var due = Due(
            timetable: try Timetables.make(.at(time), "UTC", catchUp: .latest),
            since: .firstSeen(Timetables.instant(seen)), now: Timetables.instant(now))
        #expect(try due.decisions().map(\.verdict) == verdicts)
        due.decided = ["2026-03-04T09:00[UTC]"]
        #expect(try due.decisions().isEmpty)
    }

    /// A daily job, and a machine that was off for so many days.
    private func off(_ days: Int, now: String, catchUp: Schedule.CatchUp = .none, mayCatchUp: Bool = true) throws -> Due
    {
        let now = Timetables.instant(now)
        return Due(
            timetable: try Timetables.make("0 9 * * *", "UTC", catchUp: catchUp),
            since: .examined(now - Int64(days) * 86_400_000), now: now, mayCatchUp: mayCatchUp)
    }

    @Test func aHundredMissedAreRecordedOneByOne() throws {
        let found = try off(100, now: "2026-03-04T11:00:00Z", catchUp: .latest).decisions()
        #expect(found.count == 100)
        #expect(found.count { $0.verdict == .start(isCatchingUp: true) } == 1)
    }

    @Test(arguments: [
        ("2026-03-04T11:00:00Z", Schedule.CatchUp.none, ["4: many"]),
        ("2026-03-04T11:00:00Z", .latest, ["3: many", "4: start(isCatchingUp: true)"]),
        ("2026-03-04T09:05:00Z", .none, ["3: many", "4: start(isCatchingUp: false)"]),
        ("2026-03-04T09:05:00Z", .latest, ["3: many", "4: start(isCatchingUp: false)"]),
    ])
    func ofMoreOneStandsForAll(now: String, catchUp: Schedule.CatchUp, verdicts: [String]) throws {
        var due = try off(500, now: now, catchUp: catchUp)
        let found = try due.decisions().map { decision in
            var verdict = "\(decision.verdict)"
            if case .missed(.many(let time)) = decision.verdict {
                verdict = "many"
                #expect(time.hasPrefix("2024-10-20T"))
            }
            return "\(decision.occurrence.scheduled.date.day): \(verdict)"
        }
        #expect(found == verdicts)
        // Where that one is on record, so are they all.
        due.decided = Set(try due.decisions().filter { "\($0.verdict)".contains("many") }.map(\.occurrence.key))
        #expect(due.decided.count == 1)
        #expect(try self.verdicts(due) == Array(verdicts.dropFirst()))
    }

    @Test(arguments: [(100, false), (101, true)])
    func byAClockInDoubtMoreThanAHundredAreRefused(missed: Int, isRefused: Bool) throws {
        let due = try off(missed, now: "2026-03-04T11:00:00Z", mayCatchUp: false)
        if isRefused {
            let refusal = #expect(throws: DueRefusal.self) { try due.decisions() }
            #expect(refusal?.text.contains("check this machine's clock") == true)
        } else {
            #expect(try due.decisions().count == 100)
        }
    }

    /// Written on Monday for the Sunday before, which the calendar moves to the Friday before that.
    @Test func aMomentThatTheCalendarHasMovedBeforeTheJobWasKnownIsTold() throws {
        let time = try #require(CivilTime("2026-03-01T09:00"))
        let due = Due(
            timetable: try Timetables.make(
                .at(time), "UTC", calendar: BusinessCalendar(name: "x", years: [2026]), onHoliday: .before),
            since: .firstSeen(Timetables.instant("2026-02-28T08:00:00Z")),
            now: Timetables.instant("2026-02-28T09:00:00Z"))
        let found = try due.decisions()
        #expect(found.map(\.occurrence.key) == ["2026-02-27T09:00[UTC]"])
        #expect(found.map(\.verdict) == [.missed(.beforeFirstSeen)])
    }

    @Test func nothingIsOvertakenThatWasDueBeforeTheJobWasKnown() throws {
        let since = Due.Since.firstSeen(Timetables.instant("2026-03-04T08:57:00Z"))
        let due = try due(now: "2026-03-04T09:12:00Z", since: since, cron: "0,10 9 * * *")
        #expect(try due.decisions().map(\.verdict) == [.start(isCatchingUp: false)])
    }

    @Test func ofWhatTheCalendarCancelledBeforeTheJobWasKnownOnlyTheLastIsTold() throws {
        let due = Due(
            timetable: try Timetables.make("*/5 9 * * *", "UTC", calendar: BusinessCalendar(name: "x", years: [2025])),
            since: .firstSeen(Timetables.instant("2026-03-04T09:00:30Z")),
            now: Timetables.instant("2026-03-04T09:15:30Z"))
        let found = try due.decisions()
        #expect(found.map(\.occurrence.key) == ["2026-03-04T09:15[UTC]"])
        #expect(found.map(\.verdict) == [.skipped(.calendar(.calendarEnds(year: 2026)))])
        #expect(due.timetable.firings(1, after: due.now).isEmpty)
    }

    @Test func aClockThatWentBackFindsNothing() throws {
        #expect(try verdicts(due(now: "2026-03-01T12:00:00Z", since: Self.today)).isEmpty)
    }

    @Test func whatTheCalendarCancelsIsToldAsSkipped() throws {
        let due = Due(
            timetable: try Timetables.make(
                "0 9 * * *", "UTC", calendar: CalendarTests.springFestival, onHoliday: .skip, catchUp: .latest),
            since: .examined(Timetables.instant("2026-02-16T08:00:00Z")),
            now: Timetables.instant("2026-02-17T09:00:00Z"))
        let found = try due.decisions()
        #expect(found.count == 2)
        #expect(
            found.allSatisfy { if case .skipped(.calendar(.notWorkedOn)) = $0.verdict { true } else { false } })
    }
}
