import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore

/// One seed's world: a host with processes, a store, a network, a Feishu, and people who do things.
///
/// Unchecked, because it never leaves its timeline's thread.
final class Office: @unchecked Sendable {
    let seed: UInt64
    let timeline: Timeline
    let weather: Weather
    let campaigns: [Campaign]
    let store: SharedMemoryStore
    let feishu = SimulatedFeishu()
    private(set) lazy var witness = Witness(office: self)
    var clock = HostClock()
    var tally = Tally()
    /// Nothing goes wrong any more.
    var isCalm = false
    /// Nobody looks any more: the dead are being cleared away.
    private(set) var isOver = false
    private(set) var processes: [SimulatedProcess] = []
    private(set) var lines: [String] = []
    /// What people draw from.
    var people: Chance
    private var network: Chance
    private var engines: Chance
    private let isTracing: Bool

    init(seed: UInt64, template: SharedMemoryStore, tracing: Bool) throws {
        self.seed = seed
        isTracing = tracing
        var world = Chance(seed: seed, stream: 1)
        weather = Weather(&world)
        campaigns = try (1...(world.percent(25) ? 2 : 1)).map { try Campaign(number: $0, &world) }
        timeline = Timeline(Chance(seed: seed, stream: 2))
        people = Chance(seed: seed, stream: 3)
        network = Chance(seed: seed, stream: 4)
        engines = Chance(seed: seed, stream: 5)
        store = try SharedMemoryStore(copying: template)
        tally.seeds = 1
        try witness.watch()
    }

    /// The same for two histories that went alike.
    var fingerprint: [UInt64] {
        [
            timeline.chance.fingerprint, people.fingerprint, network.fingerprint, engines.fingerprint,
            UInt64(timeline.steps), UInt64(timeline.now),
        ]
    }

    func trace(_ text: @autoclosure () -> String) {
        guard isTracing, !isOver else { return }
        lines.append("\(String(repeating: " ", count: max(0, 9 - "\(timeline.now)".count)))\(timeline.now)  \(text())")
    }

    var now: Moment { clock.moment(at: timeline.now) }

    // MARK: - Processes

    /// Starts a process that does one thing and ends.
    @discardableResult
    func start(_ name: String, _ work: @escaping @Sendable (Desk) async throws -> String) -> SimulatedProcess {
        let number = Int32(processes.count + 1)
        let process = SimulatedProcess(number: number, name: "p\(number) \(name)", timeline: timeline)
        processes.append(process)
        let timeline = timeline
        let database = store.open { commit in timeline.enqueue(.action(commit), for: process) }
        trace("\(process.name) starts")
        Task(executorPreference: process) { [self] in
            let desk = Desk(process: process, store: database, office: self)
            do {
                let end = try await work(desk)
                trace("\(process.name) ends: \(end)")
            } catch {
                trace("\(process.name) fails: \("\(error)".prefix(100))")
                if !process.isBuried { witness.judge(error, of: process) }
            }
            process.end()
        }
        return process
    }

    func wire(of process: SimulatedProcess) -> SimulatedWire {
        SimulatedWire(office: self, process: process)
    }

    func kill(_ process: SimulatedProcess) {
        guard process.isAlive else { return }
        trace("\(process.name) is killed")
        tally.kills += 1
        if store.lock.holder == process.number { store.lock.lose() }
        process.kill()
    }

    /// Kills the process in the middle of one of its tasks.
    func die(_ process: SimulatedProcess) async {
        guard process.isAlive else { return }
        kill(process)
        await process.waitForBurial()
    }

    var living: [SimulatedProcess] { processes.filter(\.isAlive) }

    /// Lets everything happen that is going to happen.
    ///
    /// - Returns: whether it came to rest within reason.
    func settle(steps limit: Int = 60_000) -> Bool {
        let end = timeline.steps + limit
        while witness.violations.isEmpty, timeline.steps < end {
            if !timeline.step() { return true }
        }
        return false
    }

    /// Lets the dead run to their ends, so that nothing of this world stays in memory, and closes the store.
    func clearAway() {
        isOver = true
        isCalm = true
        for process in processes { process.bury() }
        var steps = 0
        while steps < 100_000, timeline.step() { steps += 1 }
        store.close()
    }

    // MARK: - Draws

    func latency() -> Int64 { isCalm ? 0 : network.in(weather.latency) }
    func coin() -> Bool { network.percent(50) }
    func jitter() -> Double { engines.unit() }
    func bits() -> UInt64 { engines.bits() }

    func sendFault() -> SendFault? {
        guard !isCalm, network.percent(weather.sendFaults) else { return nil }
        let fault = network.pick(weather.kinds)
        tally.faults[fault.rawValue, default: 0] += 1
        return fault
    }

    func callFault() -> CallFault? {
        guard !isCalm, network.percent(weather.callFaults) else { return nil }
        let fault = network.pick(CallFault.allCases)
        tally.faults["other call: \(fault.rawValue)", default: 0] += 1
        return fault
    }
}
