import Foundation
import JobModel
import JobStore
import Testing

@testable import JobEngine

/// Whose word a plan needs before it is sent.
struct PlannedRunTests {
    private static func planned(
        departments: Bool, previous: Int?, isNewest: Bool = true, words: [String] = []
    ) throws -> PlannedRun {
        var manifest = Manifest(job: "hello", audience: Audience(), message: .text("Hello"))
        if departments {
            manifest.audience.departments = ["od-1"]
            manifest.audience.resolve = .departments
        } else {
            manifest.audience.users.openIDs = (0..<10).map(EngineWorld.person)
        }
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        let before = previous.map {
            PreviousAudience(run: RunID(rawValue: "0123456789ab"), people: $0, at: 1, isNewest: isNewest)
        }
        var planned = PlannedRun(plan: plan, previous: before)
        planned.saidBefore = words
        return planned
    }

    /// `above` counts people, and nobody can count those of a department that is addressed itself.
    @Test(arguments: [(false, false), (true, true)])
    func aDepartmentIsNeverFewEnough(_ departments: Bool, _ isNeeded: Bool) throws {
        var approval = Approval()
        approval.required = true
        approval.above = 50
        let consent = try Self.planned(departments: departments, previous: nil).consent(by: approval)
        #expect((consent != .notNeeded) == isNeeded)
        #expect(try Self.planned(departments: departments, previous: nil).consent(by: Approval()) == .notNeeded)
    }

    @Test func peopleWhoBecomeADepartmentAreAnAlarm() throws {
        let planned = try Self.planned(departments: true, previous: 92)
        #expect(planned.alarms == [.uncountable(before: 92)])
        #expect(planned.consent(by: Approval()) != .notNeeded)
        #expect(planned.consent(by: Approval(), acceptsDrift: true) == .notNeeded)
        #expect(try Self.planned(departments: false, previous: 10).alarms.isEmpty)
    }

    /// What was the run before goes to departments too, and nobody is told of one that was not.
    @Test func departmentsAfterDepartmentsAreNone() throws {
        #expect(try Self.planned(departments: true, previous: 92, isNewest: false).alarms.isEmpty)
        #expect(try Self.planned(departments: false, previous: 92, isNewest: false).alarms.count == 1, "still a drift")
    }

    /// A message that reaches hardly anybody is looked at first; a few people whom it does not reach are only named.
    @Test(arguments: [(nil, false), (0, false), (5, false), (6, true), (10, true)])
    func manyWhomNothingReachesAreAnAlarm(_ people: Int?, _ isAlarm: Bool) throws {
        var planned = try Self.planned(departments: false, previous: nil)
        planned.unavailability = people.map { Unavailability(people: $0, recipients: 10) }
        #expect(planned.alarms.isEmpty == !isAlarm)
        #expect((planned.consent(by: Approval()) != .notNeeded) == isAlarm)
        #expect(planned.consent(by: Approval(), acceptsDrift: true) == .notNeeded)
    }

    /// Before all else: people who are left out may be among the recipients.
    @Test func anExclusionThatIsShortIsAnAlarm() throws {
        var planned = try Self.planned(departments: false, previous: 92)
        planned.gaps = [
            HeadCountAlarm(ofExcluded: ContactShortfall(department: "A\u{202E}1", counted: 65, listed: 0))
        ]
        #expect(planned.alarms.first == .exclusionShort(department: "A\\u{202e}1", counted: 65, listed: 0))
        #expect(planned.consent(by: Approval()) == .needed(because: planned.alarms))
        #expect(planned.consent(by: Approval(), acceptsDrift: true) == .notNeeded)
    }

    private static let gaps: [HeadCountAlarm] = [
        .missing(department: "B", counted: 69, listed: 0), .unreached(85, of: 100),
        .exclusionShort(department: "A", counted: 65, listed: 0),
    ]

    @Test func allAlarmsAreNamedTheGravestFirst() throws {
        var planned = try Self.planned(departments: false, previous: 92)
        planned.gaps = Self.gaps
        planned.unavailability = Unavailability(people: 10, recipients: 10)
        let run = RunID(rawValue: "0123456789ab")
        planned.repetition = Repetition(known: [run])
        let again = Dictionary(uniqueKeysWithValues: (0..<10).map { ("ou_\($0)", run) })
        planned.repetition.note(RepeatOverlap(runOfRecipient: again, runs: [run]), unit: .people)
        let drift = try #require(planned.drift)
        #expect(
            planned.alarms == [
                Self.gaps[2], .alreadySent(10, of: 10, unit: .people, run: run.rawValue), .changed(drift), Self.gaps[0],
                Self.gaps[1],
                .unavailable(10, of: 10),
            ])
        #expect(planned.consent(by: Approval()) == .needed(because: planned.alarms))
        var approval = Approval()
        approval.required = true
        #expect(
            planned.consent(by: approval, acceptsDrift: true) == .needed(because: planned.alarms),
            "whoever is asked anyway sees what was accepted")
    }

    /// Only what the newest run was told word for word is known; a figure more, and it is not.
    @Test(arguments: 0..<3)
    func whatWasLetThroughIsNoAlarmAgain(_ index: Int) throws {
        let gap = Self.gaps[index]
        let words = [PlanRemark.accepted(gap).text, PlanRemark.asBefore(gap).text, "x; \(gap.sentence); y"]
        for word in words {
            var planned = try Self.planned(departments: false, previous: 10, words: ["x", word])
            planned.gaps = Self.gaps
            #expect(planned.alarms.count == 2 && !planned.alarms.contains(gap), "\(word)")
            #expect(planned.knownGaps == [.asBefore(gap)])
            planned.gaps = [
                .missing(department: "B", counted: 69, listed: 1), .unreached(86, of: 100),
                .exclusionShort(department: "A", counted: 66, listed: 0),
            ]
            #expect(planned.alarms.count == 3 && planned.knownGaps.isEmpty)
        }
        let drift = try #require(HeadCountDrift(before: 92, now: 10))
        let changed = try Self.planned(
            departments: false, previous: 92, words: [PlanRemark.accepted(.changed(drift)).text])
        #expect(changed.alarms == [.changed(drift)], "a jump is looked at every time")
    }

    /// A weekly notice to departments has no run to people before it, and would need a word every week.
    @Test func whatWasLetThroughOfDepartmentsIsNoAlarmAgain() throws {
        let gap = HeadCountAlarm.overlapUnchecked(2)
        for (words, isAlarm) in [([], true), ([PlanRemark.accepted(gap).text], false)] {
            var planned = try Self.planned(departments: true, previous: nil, words: words)
            planned.gaps = [gap]
            #expect(planned.alarms == (isAlarm ? [gap] : []))
            #expect((planned.consent(by: Approval()) != .notNeeded) == isAlarm)
        }
    }

    @Test func aTickTellsWhatIsToBeKnownOfARun() async throws {
        var world = try TickWorld()
        try world.add(on: .cron(try CronFields("0 9 * * *")))
        let plan = try EngineWorld.plan(people: 3)
        world.folder.jobs[0].planning = { _ in PlannedRun(plan: plan, warnings: [.sendsNow]) }
        let report = try await world.tick(at: "2026-12-02T09:00")
        #expect(report.started.count == 1)
        #expect(report.warnings.map(\.text) == [PlanRemark.sendsNow.text])
        let frozen = try await world.store.auditEntries().entries.first { $0.action == "freeze" }
        #expect(frozen?.detail.contains(PlanRemark.sendsNow.text) == true)
    }
}
