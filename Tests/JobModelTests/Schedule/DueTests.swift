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

    @Test(arguments: [(100, false), (101, true)])
    func aHundredMissedAreAClockThatIsWrong(missed: Int, isRefused: Bool) throws {
        let now = Timetables.instant("2026-03-04T11:00:00Z")
        let due = Due(
            timetable: try Timetables.make("0 9 * * *", "UTC", catchUp: .latest),
            since: .examined(now - Int64(missed) * 86_400_000), now: now)
        if isRefused {
            let refusal = #expect(throws: DueRefusal.self) { try due.decisions() }
            #expect(refusal?.text.contains("check this machine's clock") == true)
        } else {
            #expect(try due.decisions().count { $0.verdict == .start(isCatchingUp: true) } == 1)
        }
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
