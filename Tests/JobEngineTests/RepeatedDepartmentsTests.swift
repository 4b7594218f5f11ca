import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Testing

/// The same message to departments: a department has two ids, holds others, and holds people.
struct RepeatedDepartmentsTests {
    private static func plan(
        _ departments: [String], people: Range<Int> = 0..<0, job: String = "again"
    ) throws -> RunPlan {
        var audience = Audience()
        audience.departments = departments
        audience.users.openIDs = people.map { "ou_\($0)" }
        if !departments.isEmpty { audience.resolve = .departments }
        return try BatchPlanner.plan(
            manifest: Manifest(job: job, audience: audience, message: .text("Hello to everyone")),
            manifestBytes: Data("{}".utf8))
    }

    /// A world in which a plan went out, and contacts that know the departments `a` with `b` and `c` in it, and `x`.
    private static func after(
        _ first: RunPlan, _ look: (ScriptedDirectory, Engine, _ first: RunID) async throws -> Void
    ) async throws {
        let world = try EngineWorld()
        #expect(try await world.run(first) == .complete)
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let engine = Engine(
            store: world.store, messaging: world.feishu, contacts: directory, configuration: world.configuration,
            dependencies: world.clock.dependencies, observe: { _ in })
        try await look(directory, engine, try await world.summary(job: "first").id)
        _ = consume world
    }

    @Test(arguments: [
        (["od-a"], ["ca"]), (["ca"], ["od-a"]), (["od-b", "od-x"], ["od-x", "cb"]),
    ])
    func theSameUnderOtherIDsAreRefused(_ before: [String], _ now: [String]) async throws {
        try await Self.after(try Self.plan(before, job: "first")) { _, engine, run in
            let plan = try Self.plan(now)
            let error = await #expect(throws: StoreError.self) { try await engine.repetition(of: plan) }
            #expect(error?.code == .repeats && error?.runs == [run])
            let wanted = try await engine.repetition(of: plan, allowing: run)
            #expect(wanted.repeated == run && wanted.alarm(of: 1) == nil)
        }
    }

    @Test(arguments: [
        (["cb"], ["od-a"], 1), (["od-a"], ["cb"], 1), (["od-b", "od-x"], ["cx"], 1), (["cx"], ["od-b", "od-x"], 1),
    ])
    func thoseThatShareSomeAreAnAlarm(_ before: [String], _ now: [String], _ shared: Int) async throws {
        try await Self.after(try Self.plan(before, job: "first")) { _, engine, run in
            let repetition = try await engine.repetition(of: try Self.plan(now))
            let alarm = try #require(repetition.alarm(of: 1))
            #expect(alarm.alarm == .departmentsSent(shared, of: now.count, run: run.rawValue) && alarm.run == run)
            let wanted = try await engine.repetition(of: try Self.plan(now), allowing: run)
            #expect(wanted.repeated == run && wanted.alarm(of: 1) == nil)
        }
    }

    @Test func othersGetItWithoutAWord() async throws {
        try await Self.after(try Self.plan(["od-b"], job: "first")) { _, engine, _ in
            let repetition = try await engine.repetition(of: try Self.plan(["cx"]))
            #expect(repetition.isNothing)
        }
    }

    /// Who is in a department no list of ids says.
    @Test func peopleAndDepartmentsAreAnAlarm() async throws {
        try await Self.after(try Self.plan(["od-a"], job: "first")) { directory, engine, run in
            let people = try await engine.repetition(of: try Self.plan([], people: 0..<3))
            #expect(people.alarm(of: 3)?.alarm == .sentBeside(.departments, run: run.rawValue))
            #expect(directory.calls.isEmpty)
        }
        try await Self.after(try Self.plan([], people: 0..<3, job: "first")) { _, engine, run in
            let departments = try await engine.repetition(of: try Self.plan(["od-a"]))
            #expect(departments.alarm(of: 1)?.alarm == .sentBeside(.people, run: run.rawValue))
        }
    }

    @Test(arguments: ["departments od-a,od-x", "od-gone"])
    func whatCannotBeAskedIsAnAlarm(_ fault: String) async throws {
        let before = fault == "od-gone" ? fault : "od-a"
        try await Self.after(try Self.plan([before], job: "first")) { directory, engine, run in
            if fault != "od-gone" {
                directory.on(fault) { (_) throws(FeishuError) in throw .code(99_991_672, .permission) }
            }
            let repetition = try await engine.repetition(of: try Self.plan(["od-x"]))
            #expect(
                repetition.alarm(of: 1)?.alarm == .sentBeside(.departments, run: run.rawValue), "\(directory.calls)")
        }
    }

    /// Whoever names the run made last has been told of the others; whoever names an older one has not.
    @Test func theRunMadeLastIsTheOneToName() async throws {
        let world = try EngineWorld()
        let directory = ScriptedDirectory(AudienceResolverTests.company)
        let engine = Engine(
            store: world.store, messaging: world.feishu, contacts: directory, configuration: world.configuration,
            dependencies: world.clock.dependencies, observe: { _ in })
        _ = try await world.run(try Self.plan([], people: 0..<3, job: "first"))
        _ = try await world.run(try Self.plan(["od-a"], job: "second"))
        let (first, second) = (try await world.summary(job: "first").id, try await world.summary(job: "second").id)
        let same = try Self.plan(["ca"])
        await #expect(throws: StoreError.self) { try await engine.repetition(of: same, allowing: first) }
        let wanted = try await engine.repetition(of: same, allowing: second)
        #expect(wanted.repeated == second && wanted.alarm(of: 1) == nil)
        let part = try await engine.repetition(of: try Self.plan(["cb"]), allowing: first)
        #expect(part.alarm(of: 1)?.run == second)
        _ = consume world
    }
}
