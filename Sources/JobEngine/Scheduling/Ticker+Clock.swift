import JobModel
import JobStore

extension Ticker {
    /// Looks at the clock, and asks Feishu for its own where an earlier answer speaks against ours, or ours has jumped: a
    /// single answer with a wrong date must not keep everything from being sent for long, nor a host that was held.
    func checkedClock(at now: Moment, _ stop: StopSignal) async throws -> ClockCheck {
        let last = try await store.lastLookAtTheClock()
        let sighting = try await latestSighting()
        let clock = ClockCheck(
            now: now, newestRecorded: last?.wallMilliseconds, lastTick: last, server: sighting?.date(at: now))
        return clock.isForTheServerToTell ? await asked(clock, stop) : clock
    }

    /// Hears what Feishu's clock shows now; where nobody answers, the check as it was.
    func asked(_ clock: ClockCheck, _ stop: StopSignal) async -> ClockCheck {
        guard let engine = engines.first else { return clock }
        do { try await stop.breakingOff { try await engine.messaging.probe() } } catch { return clock }
        // The answer is younger than the look, so only a moment after it can tell what it shows.
        var clock = clock
        if let fresh = dependencies.serverSighting() { clock.server = fresh.date(at: dependencies.now()) }
        return clock
    }

    /// Why nothing may begin by this clock, judged by what Feishu has answered to this process; `nil` when nothing speaks
    /// against it.
    func refusalByTheServersClock() -> TickProblem? {
        let finding = skew()
        return finding?.isRefusal == true ? finding.map { .clock($0.text) } : nil
    }

    /// Tells of a skew that came to light during the tick, and keeps what Feishu's clock showed for the next one.
    func keepServerClock(_ report: inout TickReport, isTold: Bool) async throws {
        guard let seen = dependencies.serverSighting() else { return }
        if !isTold, !report.tellsOfTheClock, let finding = skew() {
            report.problems.append(.init(about: nil, error: TickProblem(finding)))
        }
        let now = dependencies.now()
        let known = try await store.serverSighting()?.date(at: now)?.said
        let shown = seen.date(at: now)?.said
        // The same to within seconds is no news; a look a minute must not cost a commit each.
        if let known, let shown, abs(known - shown) < 10_000 { return }
        try await store.note(seen)
    }

    private func skew() -> ClockFinding? {
        let now = dependencies.now()
        return ClockCheck(now: now, server: dependencies.serverSighting()?.date(at: now)).findings.first {
            if case .skew = $0 { true } else { false }
        }
    }

    private func latestSighting() async throws -> ServerSighting? {
        if let own = dependencies.serverSighting() { return own }
        return try await store.serverSighting()
    }
}

extension TickReport {
    /// Whether it names the clock as a problem.
    var tellsOfTheClock: Bool {
        problems.contains { problem in
            switch problem.error as? TickProblem {
            case .clock, .clockOff: true
            default: false
            }
        }
    }
}

extension TickProblem {
    /// What speaks against the clock, by whether anything is decided all the same.
    init(_ finding: ClockFinding) {
        if case .skew(_, isGreat: false) = finding {
            self = .clockOff(finding.text)
        } else {
            self = .clock(finding.text)
        }
    }
}

extension ClockCheck {
    /// Whether nothing is decided, and the server's clock could change that.
    fileprivate var isForTheServerToTell: Bool {
        findings.contains { finding in
            switch finding {
            case .skew(_, let isGreat): isGreat
            case .jumpedForward(_, let isConfirmed): !isConfirmed
            case .beforeBuild, .farFuture, .backwards: false
            }
        }
    }
}
