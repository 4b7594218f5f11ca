import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Testing

/// A plan for those who have not got its message yet.
struct SkipSentTests {
    private static func draft(people: Int, job: String = "hello") throws -> JobDraft {
        var audience = Audience()
        audience.users.openIDs = (0..<people).map(EngineWorld.person)
        var manifest = Manifest(job: job, audience: audience, message: .text("Hello to everyone"))
        manifest.delivery.batchSize = 10
        return try JobDraft(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    /// A world in which ten of thirty have the message, ten are in doubt and ten were cancelled.
    private static func world() async throws -> EngineWorld {
        let world = try EngineWorld([.accept(), .answer(.inDoubt(.unknown))])
        _ = try await world.run(try EngineWorld.plan(people: 30))
        let run = try await world.summary()
        #expect(run.people.accepted == 10 && run.people.inDoubt == 10)
        try await world.store.cancelPending(run.id, reason: "over", by: EngineWorld.actor, at: world.clock.now())
        return world
    }

    @Test func whoeverIsInDoubtHasItAndTheRestIsNoDrift() async throws {
        let world = try await Self.world()
        let planned = try await world.engine.plan(try Self.draft(people: 30), skipsSent: true)
        #expect(planned.recipients == 10 && planned.plan.excluded == 20 && planned.plan.balance.addsUp)
        #expect(planned.alarms.isEmpty && planned.skipped?.alarm(of: 10) == nil && planned.skipped?.remarks == [])
        let end = try await world.engine.run(
            planned.plan, beside: planned.skipped?.known, by: EngineWorld.actor, stop: StopSignal())
        #expect(end == .complete && Set(world.feishu.reached).count == world.feishu.reached.count)
        #expect(try await world.store.previousAudience(of: "hello")?.people == 30, "its whole audience")
        await #expect(throws: NobodyLeft.self) {
            try await world.engine.plan(try Self.draft(people: 30), skipsSent: true)
        }
    }

    /// A run that is made between the look and the freezing may reach the very same people.
    @Test func whoeverIsOvertakenReachesNobody() async throws {
        let world = try await Self.world()
        let planned = try await world.engine.plan(try Self.draft(people: 30), skipsSent: true)
        _ = try await world.run(try EngineWorld.plan(people: 25, job: "other"))
        let reached = world.feishu.reached.count
        let error = await #expect(throws: StoreError.self) {
            try await world.engine.run(
                planned.plan, beside: planned.skipped?.known, by: EngineWorld.actor, stop: StopSignal())
        }
        #expect(error?.code == .overtaken && world.feishu.reached.count == reached)
    }
}
