import JobEngine
import JobStore

/// A process of the simulated host: all of its tasks run here, and stop for ever when it is killed.
///
/// Unchecked, because it never leaves its timeline's thread.
final class SimulatedProcess: TaskExecutor, @unchecked Sendable {
    enum Life {
        case running
        /// SIGSTOP: nothing moves, time passes.
        case suspended
        /// SIGKILL: nothing moves any more.
        case dead
        /// Over. A dead process's tasks are let run to their end once everything has been checked, with a network that is
        /// gone and no patience for any sleep, so that they leave nothing in memory.
        case buried
        /// It came to its own end.
        case ended
    }

    let number: Int32
    let name: String
    /// What SIGTERM raises.
    let stop = StopSignal()
    private let timeline: Timeline
    private(set) var life = Life.running
    /// What would have happened to it had it not been stopped.
    var held: [Timeline.Step] = []

    init(number: Int32, name: String, timeline: Timeline) {
        self.number = number
        self.name = name
        self.timeline = timeline
    }

    var identity: RunnerIdentity { RunnerIdentity(processID: number, host: "sim") }
    var isRunning: Bool { life == .running || life == .buried || life == .ended }
    var isAlive: Bool { life == .running || life == .suspended }
    var isBuried: Bool { life == .buried }

    func enqueue(_ job: consuming ExecutorJob) {
        timeline.enqueue(.job(UnownedJob(job)), for: self)
    }

    /// Nothing of it happens any more.
    func kill() {
        guard isAlive else { return }
        life = .dead
        timeline.withhold(self, timersToo: true)
    }

    func suspend() {
        guard life == .running else { return }
        life = .suspended
        timeline.withhold(self, timersToo: false)
    }

    func wake() {
        guard life == .suspended else { return }
        life = .running
        timeline.release(self)
    }

    func end() {
        if isAlive { life = .ended }
    }

    func bury() {
        life = .buried
        timeline.release(self)
    }

    /// Where a task that killed its own process stays.
    func waitForBurial() async {
        await withCheckedContinuation { continuation in held.append(.action { continuation.resume() }) }
    }

    func sleep(milliseconds: Int64) async throws {
        try refuseTheBuried()
        await withCheckedContinuation { continuation in
            timeline.after(milliseconds, for: self) { continuation.resume() }
        }
        try refuseTheBuried()
    }

    private func refuseTheBuried() throws {
        if isBuried { throw CancellationError() }
        try Task.checkCancellation()
    }
}
