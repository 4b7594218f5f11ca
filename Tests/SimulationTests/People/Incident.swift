import JobEngine
import JobStore

/// What may happen besides sending; the raw values are counted and printed.
enum Incident: String, CaseIterable {
    case run, tick, resume, pause, cancel, recall, poll, follow, resolve
    case recallBatch = "recall of a batch"
    case kill = "kill -9"
    case terminate = "SIGTERM"
    case suspend = "SIGSTOP"
    case clockJump = "clock set"
    case reboot
    case rebootWithWrongClock = "reboot with a wrong clock"
    case lostLock = "lock file removed"
    case revokedToken = "token revoked"

    /// How often, against the others.
    var weight: Int {
        switch self {
        case .tick, .resume, .resolve, .kill: 4
        case .run, .pause, .recallBatch, .clockJump, .suspend, .terminate: 2
        case .cancel, .recall, .poll, .follow, .reboot, .rebootWithWrongClock, .lostLock,
            .revokedToken:
            1
        }
    }

    static let weighted: [Incident] = allCases.flatMap { Array(repeating: $0, count: $0.weight) }
}

extension Office {
    /// Whether somebody's `resume` is under way, so that a pause may be overtaken.
    var isResuming: Bool { living.contains { $0.name.hasSuffix("resume") || $0.name.hasSuffix("tidy up") } }

    /// Lays out when what will happen; what it will be is drawn when it does.
    func planIncidents() {
        for (index, campaign) in campaigns.enumerated() {
            timeline.after(index == 0 ? 0 : people.in(0...weather.horizon), for: nil) { [self] in
                start("run", Command.run(campaign))
            }
        }
        for _ in 0..<weather.incidents {
            timeline.after(people.in(0...weather.horizon), for: nil) { [self] in
                happen(people.pick(Incident.weighted))
            }
        }
    }

    private func happen(_ incident: Incident) {
        tally.incidents[incident.rawValue, default: 0] += 1
        let campaign = people.pick(campaigns)
        switch incident {
        case .run: start("run", Command.run(campaign))
        case .tick: start("tick", Command.pickUp(campaign))
        case .resume: start("resume", Command.resume(campaign))
        case .pause: start("pause", Command.pause(campaign))
        case .cancel: start("cancel", Command.cancel(campaign))
        case .recall: start("recall", Command.recall(campaign))
        case .recallBatch: start("recall", Command.recall(campaign, ordinal: 1 + people.below(campaign.people.count)))
        case .poll: start("poll", Command.poll(campaign))
        case .follow: start("follow", Command.follow(campaign))
        case .resolve: start("resolve", Command.resolve(campaign, thinking: people.in(0...5000)))
        case .kill: if let victim = victim() { kill(victim) }
        case .terminate: if let victim = victim() { terminate(victim) }
        case .suspend: if let victim = victim() { suspend(victim) }
        case .clockJump: setClock()
        case .reboot: reboot()
        case .rebootWithWrongClock:
            reboot()
            setClock()
        case .lostLock: loseLock()
        case .revokedToken: feishu.revokeToken()
        }
    }

    private func victim() -> SimulatedProcess? {
        living.isEmpty ? nil : people.pick(living)
    }

    private func terminate(_ process: SimulatedProcess) {
        trace("\(process.name) is asked to stop")
        process.stop.raise()
    }

    private func suspend(_ process: SimulatedProcess) {
        trace("\(process.name) is suspended")
        process.suspend()
        timeline.after(people.in(0...40_000), for: nil) { [self] in
            trace("\(process.name) wakes")
            process.wake()
        }
    }

    private func setClock() {
        let jump = people.pick([-86_400_000, -3_600_000, 3_600_000, 86_400_000])
        trace("somebody sets the clock by \(jump / 1000) s")
        clock.set(by: Int64(jump))
    }

    private func reboot() {
        trace("the host boots")
        for process in living { kill(process) }
        clock.boot(at: timeline.now)
        restart(within: 3000)
    }

    private func loseLock() {
        trace("somebody removes the lock file")
        store.lock.lose()
        restart(within: 1000)
    }

    private func restart(within milliseconds: Int64) {
        timeline.after(people.in(0...milliseconds), for: nil) { [self] in
            start("tick", Command.pickUp(people.pick(campaigns)))
        }
    }
}
