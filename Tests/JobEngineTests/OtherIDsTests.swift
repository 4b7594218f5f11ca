import FeishuAPI
import Foundation
import JobEngine
import JobModel
import Testing

@testable import JobStore

/// The same message to the same people, who are named by another kind of id: only Feishu's contacts can tell.
struct OtherIDsTests {
    private static let day: Int64 = 24 * 3600 * 1000

    private static func plan(
        _ kind: IDKind, _ people: Range<Int>, job: String = "again", text: String = "Hello to everyone"
    ) throws -> RunPlan {
        var audience = Audience()
        switch kind {
        case .userID: audience.users.userIDs = people.map { "e\($0)" }
        case .unionID: audience.users.unionIDs = people.map { "on_\($0)" }
        default: audience.users.openIDs = people.map { "ou_\($0)" }
        }
        return try BatchPlanner.plan(
            manifest: Manifest(job: job, audience: audience, message: .text(text)), manifestBytes: Data("{}".utf8))
    }

    /// A world in which people 0..<20 got the message, named by `kind`, and contacts that know 200.
    private static func world(
        _ kind: IDKind = .userID, _ change: (inout ScriptedDirectory.Company) -> Void = { _ in }
    ) async throws -> (EngineWorld, ScriptedDirectory, Engine) {
        let world = try EngineWorld()
        #expect(try await world.run(try plan(kind, 0..<20, job: "first")) == .complete)
        var company = ScriptedDirectory.Company()
        company.people = 200
        change(&company)
        let directory = ScriptedDirectory(company)
        let engine = Engine(
            store: world.store, messaging: world.feishu, contacts: directory, configuration: world.configuration,
            dependencies: world.clock.dependencies, observe: { _ in })
        return (world, directory, engine)
    }

    @Test(arguments: [
        (IDKind.userID, IDKind.openID), (.openID, .userID), (.unionID, .openID), (.openID, .unionID),
        (.userID, .unionID),
    ])
    func allOfThemAreRefused(_ before: IDKind, _ now: IDKind) async throws {
        let (world, _, engine) = try await Self.world(before)
        let first = try await world.summary(job: "first").id
        let plan = try Self.plan(now, 0..<20)
        let error = await #expect(throws: StoreError.self) { try await engine.repetition(of: plan) }
        #expect(error?.code == .repeats && error?.runs == [first])
        #expect(error?.hint.contains("--allow-repeat \(first)") == true)
        let wanted = try await engine.repetition(of: plan, allowing: first)
        #expect(wanted.repeated == first && wanted.alarm(of: 20) == nil && wanted.remarks.isEmpty)
    }

    @Test(arguments: [(10..<40, 10), (5..<6, 1), (19..<20, 1)])
    func someOfThemAreCounted(_ people: Range<Int>, _ same: Int) async throws {
        let (world, directory, engine) = try await Self.world()
        let repetition = try await engine.repetition(of: try Self.plan(.openID, people))
        let run = try await world.summary(job: "first").id.rawValue
        #expect(repetition.remarks == [.alreadySent(same, unit: .people, runs: [run])])
        #expect(repetition.repeated == nil)
        let asked = directory.calls.joined(separator: ",").split(separator: ",").count
        #expect(asked == min(20, people.count), "the shorter list is looked up")
    }

    /// A list that was sent again with one person more would reach everybody else a second time.
    @Test(arguments: [
        (50, 100, false), (51, 1000, true), (50, 51, true), (10, 19, true), (10, 20, false), (9, 10, false),
    ])
    func manyWhoHaveItAreAnAlarm(_ people: Int, _ all: Int, _ isAlarm: Bool) async throws {
        let world = try EngineWorld()
        _ = try await world.run(try Self.plan(.openID, 0..<people, job: "first"))
        let plan = try Self.plan(.openID, 0..<all)
        let repetition = try await world.engine.repetition(of: plan)
        let run = try await world.summary(job: "first").id.rawValue
        #expect(repetition.remarks == [.alreadySent(people, unit: .people, runs: [run])])
        var planned = PlannedRun(plan: plan)
        planned.repetition = repetition
        #expect(planned.alarms == (isAlarm ? [.alreadySent(people, of: all, unit: .people, run: run)] : []))
    }

    /// Each of two lists has fewer people than need a word; together they are nearly everybody.
    @Test func thoseOfSeveralRunsAreCountedTogether() async throws {
        let (world, _, engine) = try await Self.world()
        #expect(try await world.run(try Self.plan(.userID, 20..<60, job: "second")) == .complete)
        #expect(try await world.run(try Self.plan(.openID, 55..<65, job: "third")) == .complete)
        let run = try await world.summary(job: "third").id.rawValue
        let repetition = try await engine.repetition(of: try Self.plan(.openID, 0..<150))
        #expect(repetition.remarks.count == 3)
        #expect(repetition.alarm(of: 150)?.alarm == .alreadySent(65, of: 150, unit: .people, run: run))
        #expect(repetition.alarm(of: 150)?.run.rawValue == run)
    }

    /// In a group are as many people as in a department.
    @Test func oneGroupThatHasItIsAnAlarm() async throws {
        let world = try EngineWorld()
        func plan(_ chats: Range<Int>, _ job: String) throws -> RunPlan {
            var audience = Audience()
            audience.chats = chats.map { "oc_\($0)" }
            var manifest = Manifest(job: job, audience: audience, message: .text("Hello"))
            manifest.channel = .direct
            return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
        }
        let run = world.engine.newRunID()
        try await world.engine.freeze(try plan(0..<3, "first"), as: run, by: EngineWorld.actor)
        let repetition = try await world.engine.repetition(of: try plan(2..<9, "second"))
        #expect(repetition.alarm(of: 7)?.alarm == .alreadySent(1, of: 7, unit: .chats, run: run.rawValue))
        #expect(try await world.engine.repetition(of: try plan(2..<9, "second"), allowing: run).alarm(of: 7) == nil)
        #expect(try await world.engine.repetition(of: try plan(3..<9, "second")).isNothing)
    }

    @Test func othersGetItWithoutAWord() async throws {
        let (world, _, engine) = try await Self.world()
        #expect(try await engine.repetition(of: try Self.plan(.openID, 20..<60)).isNothing)
        #expect(world.feishu.calls == 1)
    }

    @Test func whatCannotBeAskedNeedsAWord() async throws {
        let (world, directory, engine) = try await Self.world()
        let plan = try Self.plan(.openID, 5..<6)
        directory.on("people ou_5") { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
        let run = try await world.summary(job: "first").id.rawValue
        let repetition = try await engine.repetition(of: plan)
        #expect(repetition.alarm(of: 1)?.alarm == .sentBeside(.people, run: run))
        let remark = try #require(repetition.remarks.first)
        guard case .sentUnderOtherIDs(20, kind: .userID, run: run, answer: _?) = remark else {
            Issue.record("\(remark)")
            return
        }
    }

    @Test func userIDsThatAreNotToldAreTold() async throws {
        let (world, _, engine) = try await Self.world(.userID) { $0.hidesUserIDs = true }
        let repetition = try await engine.repetition(of: try Self.plan(.openID, 5..<6))
        #expect(repetition.remarks.first?.text.contains("contact:user.employee_id:readonly") == true)
        #expect(repetition.alarm(of: 1) != nil)
        #expect(world.feishu.calls == 1)
    }

    @Test func anotherMessageAnotherWeekAndATestAskNothing() async throws {
        let (world, directory, engine) = try await Self.world()
        let other = try Self.plan(.openID, 0..<20, text: "Something else")
        #expect(try await engine.repetition(of: other).isNothing)
        world.clock.advance(milliseconds: 7 * Self.day)
        #expect(try await engine.repetition(of: try Self.plan(.openID, 0..<20)).isNothing)
        #expect(directory.calls.isEmpty)
    }

    /// A weekly job whose list was exported anew with other ids is no repetition of itself.
    @Test(arguments: [("first", 20, false), ("first", nil, true), ("again", 20, true)])
    func earlierRunsOfAScheduleAreItsOwn(_ job: String, _ apart: Int?, _ isRefused: Bool) async throws {
        let world = try EngineWorld()
        let occurrence = "2026-12-01T09:00[Asia/Shanghai]"
        _ = try await world.engine.run(
            try Self.plan(.userID, 0..<20, job: "first"), occurrence: occurrence, by: EngineWorld.actor,
            stop: StopSignal())
        var company = ScriptedDirectory.Company()
        company.people = 200
        let engine = Engine(
            store: world.store, messaging: world.feishu, contacts: ScriptedDirectory(company),
            configuration: world.configuration, dependencies: world.clock.dependencies, observe: { _ in })
        let plan = try Self.plan(.openID, 0..<20, job: job)
        let firing = (occurrence: "2026-12-02T09:00[Asia/Shanghai]", ownRunsApart: apart)
        do {
            let repetition = try await engine.repetition(of: plan, firing: firing)
            #expect(repetition.isNothing && !isRefused)
        } catch let error as StoreError {
            #expect(error.code == .repeats && isRefused)
        }
    }
}

extension Repetition {
    /// Whether nobody is known to get the message again.
    var isNothing: Bool { repeated == nil && remarks.isEmpty && alarm(of: 1) == nil }
}
