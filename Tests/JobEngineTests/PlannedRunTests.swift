import Foundation
import JobEngine
import JobModel
import JobStore
import Testing

/// Whose word a plan needs before it is sent.
struct PlannedRunTests {
    private static func planned(departments: Bool, previous: Int?) throws -> PlannedRun {
        var manifest = Manifest(job: "hello", audience: Audience(), message: .text("Hello"))
        if departments {
            manifest.audience.departments = ["od-1"]
            manifest.audience.resolve = .departments
        } else {
            manifest.audience.users.openIDs = (0..<10).map(EngineWorld.person)
        }
        let plan = try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        let before = previous.map { PreviousAudience(run: RunID(rawValue: "0123456789ab"), people: $0, at: 1) }
        return PlannedRun(plan: plan, previous: before)
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
        #expect(planned.alarm?.sentence.contains("the run before went to 92 people") == true)
        #expect(planned.consent(by: Approval()) != .notNeeded)
        #expect(planned.consent(by: Approval(), acceptsDrift: true) == .notNeeded)
        #expect(try Self.planned(departments: false, previous: 10).alarm == nil)
    }

    /// A message that reaches hardly anybody is looked at first; a few people whom it does not reach are only named.
    @Test(arguments: [(nil, false), (0, false), (5, false), (6, true), (10, true)])
    func manyWhomNothingReachesAreAnAlarm(_ people: Int?, _ isAlarm: Bool) throws {
        var planned = try Self.planned(departments: false, previous: nil)
        planned.unavailability = people.map { Unavailability(people: $0, recipients: 10) }
        #expect((planned.alarm != nil) == isAlarm)
        #expect((planned.consent(by: Approval()) != .notNeeded) == isAlarm)
        #expect(planned.consent(by: Approval(), acceptsDrift: true) == .notNeeded)
    }

    /// Before all else: people who are left out may be among the recipients.
    @Test func anExclusionThatIsShortIsAnAlarm() throws {
        var planned = try Self.planned(departments: false, previous: 92)
        planned.exclusionShortfall = ContactShortfall(department: "A\u{202E}1", counted: 65, listed: 0)
        #expect(planned.alarm == .exclusionShort(department: "A\\u{202e}1", counted: 65, listed: 0))
        #expect(planned.consent(by: Approval()) == .needed(because: planned.alarm))
        #expect(planned.consent(by: Approval(), acceptsDrift: true) == .notNeeded)
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
