import FeishuAPI
import JobEngine
import JobModel
import JobStore

/// What one process works with: the store as it opened it, and an engine over the real client and a simulated wire.
struct Desk: Sendable {
    let process: SimulatedProcess
    let store: JobDatabase
    let office: Office
    let actor: AuditActor

    init(process: SimulatedProcess, store: JobDatabase, office: Office) {
        self.process = process
        self.store = store
        self.office = office
        actor = AuditActor(name: process.name, userID: 1000)
    }

    var stop: StopSignal { process.stop }

    func engine() throws -> Engine {
        let office = office
        let process = process
        let sleep: @Sendable (Duration) async throws -> Void = { duration in
            let (seconds, attoseconds) = duration.components
            try await process.sleep(milliseconds: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        }
        let client = FeishuClient(
            configuration: try FeishuConfiguration(appID: "cli_sim", appSecret: Secret("not-a-secret")),
            dependencies: FeishuDependencies(
                transport: office.wire(of: process),
                monotonicMilliseconds: { office.now.monotonicMilliseconds }, sleep: sleep,
                jitter: { $0.lowerBound + ($0.upperBound - $0.lowerBound) * office.jitter() }, executor: process))
        var configuration = EngineConfiguration()
        configuration.sendLimits = office.weather.limits
        return Engine(
            store: store, messaging: client, configuration: configuration,
            dependencies: EngineDependencies(
                now: { office.now }, sleep: sleep, randomUnit: { office.jitter() }, randomBits: { office.bits() },
                identity: process.identity),
            observe: { event in office.notice(event, by: process) })
    }
}
