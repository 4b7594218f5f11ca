/// Everything that is going to happen, and the one thread on which it does.
///
/// Of all that could run now a draw picks what does; time passes only when nothing can. So a seed decides the order of
/// everything: the steps of every task, the commits, the network, the people.
///
/// Unchecked, because a timeline and all that hangs on it never leaves the thread that made it.
final class Timeline: @unchecked Sendable {
    /// One thing to do.
    enum Step {
        case job(UnownedJob)
        case action(@Sendable () -> Void)
    }

    private struct Ready {
        var step: Step
        var process: SimulatedProcess?
    }

    private struct Timer {
        var due: Int64
        var number: Int
        var process: SimulatedProcess?
        var action: @Sendable () -> Void
    }

    /// Milliseconds that have truly passed; no operator sets this clock.
    private(set) var now: Int64 = 0
    /// Steps taken so far.
    private(set) var steps = 0
    private(set) var chance: Chance
    private var ready: [Ready] = []
    private var timers: [Timer] = []
    private var timerCount = 0

    init(_ chance: Chance) {
        self.chance = chance
    }

    /// Hands in something that may happen at once; what belongs to a process that stands still waits with it.
    func enqueue(_ step: Step, for process: SimulatedProcess?) {
        if let process, !process.isRunning {
            process.held.append(step)
        } else {
            ready.append(Ready(step: step, process: process))
        }
    }

    /// Does something later; what belongs to a process dies with it.
    func after(_ milliseconds: Int64, for process: SimulatedProcess?, _ action: @escaping @Sendable () -> Void) {
        timerCount += 1
        timers.append(
            Timer(due: now + max(0, milliseconds), number: timerCount, process: process, action: action))
    }

    /// Takes one step, or lets time pass until there is one; `false` when nothing will ever happen again.
    func step() -> Bool {
        while ready.isEmpty, !timers.isEmpty { passTime() }
        guard !ready.isEmpty else { return false }
        let next = ready.remove(at: chance.below(ready.count))
        steps += 1
        switch next.step {
        case .action(let action): action()
        case .job(let job):
            guard let process = next.process else { return true }
            job.runSynchronously(on: process.asUnownedTaskExecutor())
        }
        return true
    }

    /// Takes from the process everything that would still happen to it.
    func withhold(_ process: SimulatedProcess, timersToo: Bool) {
        process.held += ready.filter { $0.process === process }.map(\.step)
        ready.removeAll { $0.process === process }
        guard timersToo else { return }
        process.held += timers.filter { $0.process === process }.map { .action($0.action) }
        timers.removeAll { $0.process === process }
    }

    /// Lets everything the process was denied happen now.
    func release(_ process: SimulatedProcess) {
        let held = process.held
        process.held = []
        for step in held { enqueue(step, for: process) }
    }

    private func passTime() {
        guard let due = timers.map(\.due).min() else { return }
        now = max(now, due)
        let fired = timers.filter { $0.due <= now }
        timers.removeAll { $0.due <= now }
        for timer in fired.sorted(by: { ($0.due, $0.number) < ($1.due, $1.number) }) {
            enqueue(.action(timer.action), for: timer.process)
        }
    }
}
