import Foundation
import JobEngine
import JobModel
import JobStore
import TestSupport
import Testing

/// A store on disk, a clock, a scripted Feishu and an engine over them: what every engine test starts from.
struct EngineWorld {
    let directory: TemporaryDirectory
    let store: JobDatabase
    let clock: ManualClock
    let feishu: ScriptedFeishu
    var configuration = EngineConfiguration()

    /// What happens while a request is under way may touch the store, as another process would, and the clock.
    struct Meanwhile: Sendable {
        let path: String
        let clock: ManualClock

        /// The store as another process has it open.
        func store() throws -> JobDatabase { try JobDatabase.open(at: path) }
    }

    init(_ steps: [ScriptedFeishu.Step] = []) throws {
        try self.init(ScriptedFeishu(steps))
    }

    init(_ feishu: ScriptedFeishu, clock: ManualClock = ManualClock()) throws {
        directory = try TemporaryDirectory(isInMemory: true)
        store = try JobDatabase.open(at: directory.path("store.sqlite"))
        self.clock = clock
        self.feishu = feishu
    }

    /// A world where something happens between the claim and the hook, or between the hook and the answer.
    init(
        _ steps: [ScriptedFeishu.Step] = [],
        onSend: @escaping @Sendable (Int, Meanwhile) async throws -> Void = { _, _ in },
        onWire: @escaping @Sendable (Int, Meanwhile) async throws -> Void
    ) throws {
        directory = try TemporaryDirectory(isInMemory: true)
        let path = directory.path("store.sqlite")
        store = try JobDatabase.open(at: path)
        clock = ManualClock()
        let meanwhile = Meanwhile(path: path, clock: clock)
        feishu = ScriptedFeishu(
            steps,
            onSend: { number in
                do { try await onSend(number, meanwhile) } catch { Issue.record(error) }
            },
            onWire: { number in
                do { try await onWire(number, meanwhile) } catch { Issue.record(error) }
            })
    }

    var engine: Engine { engine { _ in } }

    /// An engine that tells what it does.
    func engine(_ observe: @escaping EngineObserver) -> Engine {
        Engine(
            store: store, messaging: feishu, configuration: configuration, dependencies: clock.dependencies,
            observe: observe)
    }

    static let actor = AuditActor(name: "tester", userID: 1000)

    /// A plan for `people` invented open ids in batches of ten.
    static func plan(
        people: Int, batchSize: Int = 10, inFlight: Int = 1, maxInDoubt: Int = 1, notAfterSeconds: Int? = nil,
        job: String = "hello", text: String = "Hello to everyone", waves: Waves? = nil
    ) throws -> RunPlan {
        var audience = Audience()
        audience.users.openIDs = (0..<people).map(person)
        var manifest = Manifest(job: job, audience: audience, message: .text(text))
        manifest.delivery.batchSize = batchSize
        manifest.delivery.inFlight = inFlight
        manifest.delivery.maxInDoubt = maxInDoubt
        manifest.delivery.waves = waves
        if let notAfterSeconds { manifest.delivery.notAfterSeconds = notAfterSeconds }
        return try BatchPlanner.plan(manifest: manifest, manifestBytes: Data("{}".utf8))
    }

    /// The open id of an invented person.
    static func person(_ number: Int) -> String { "ou_" + String(format: "%032d", number) }

    /// Runs a plan to the dispatcher's end.
    func run(_ plan: RunPlan, stop: StopSignal = StopSignal()) async throws -> DispatchEnd {
        try await engine.run(plan, by: Self.actor, stop: stop)
    }

    /// The newest run of the job.
    func summary(job: String = "hello") async throws -> RunSummary {
        try await store.run("\(job)@latest")
    }
}
