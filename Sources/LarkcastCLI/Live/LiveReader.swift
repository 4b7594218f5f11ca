import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// Reads a run from the store as it moves, and remembers how fast it went.
struct LiveReader {
    /// A way through Feishu's limits.
    private struct Window {
        var api: String
        var limits: RateLimits
    }

    private let store: JobDatabase
    private let run: RunID
    private let settings: Settings
    private let language: Language
    private let zone: TimeZone
    private let now: @Sendable () -> Moment
    private var pace = Pace()
    /// What the pace counts.
    private var isTakenBack = false

    init(
        _ run: RunID, in store: JobDatabase, _ settings: Settings, in language: Language = .english,
        zone: TimeZone = .gmt, now: @escaping @Sendable () -> Moment
    ) {
        self.store = store
        self.run = run
        self.settings = settings
        self.language = language
        self.zone = zone
        self.now = now
    }

    /// Looks once.
    ///
    /// - Throws: `StoreError` when the store cannot be read, or does not have the run yet.
    mutating func look() async throws(StoreError) -> LiveRun {
        let now = now()
        let motion = try await store.motion(of: run, at: now)
        let summary = motion.run
        var live = LiveRun(
            id: run, title: summary.title, state: summary.state, sent: Share(motion.accounted, of: motion.total))
        live.channel = summary.channel
        live.inDoubt = motion.batches[.inDoubt] ?? 0
        live.progress = summary.progress
        live.lookedAt = Share(summary.looked.known, of: summary.looked.taken)
        live.recall = summary.recall
        live.takenBack = Share(summary.recallShare.recalled, of: summary.recallShare.reached)
        live.isGone = summary.looked.taken > 0 && motion.takenBack == summary.looked.taken
        live.wave = Self.wave(summary.waves)
        live.pause = pause(motion, at: now.wallMilliseconds)
        let window = window(of: summary)
        live.limits = window.map { Self.limits($0, motion.app, callsPerMonth: settings.callsPerMonth) }
        live.pace = note(motion, window?.limits, at: now.monotonicMilliseconds)
        return live
    }

    /// Counts what is going on now, and says how fast it goes.
    private mutating func note(_ motion: RunMotion, _ limits: RateLimits?, at now: Int64) -> Pace.Estimate? {
        if isTakenBack != (motion.run.recall == .requested) {
            isTakenBack.toggle()
            pace = Pace()
        }
        if isTakenBack {
            // Feishu takes back by itself: how often it may be asked is no limit of that.
            pace.note(motion.run.progress.recalled ?? 0, at: now)
            return pace.estimate(of: motion.run.reached ?? 0)
        }
        guard motion.run.state == .sending else { return nil }
        pace.note(motion.accounted, at: now)
        return pace.estimate(of: motion.openThrough ?? motion.total, limits: limits)
    }

    /// The limits that the run meets at this moment; `nil` when nothing is called for it.
    private func window(of run: RunSummary) -> Window? {
        var calls = CallLimits()
        calls.setPolls(perMinute: settings.pollsPerMinute)
        func window(_ call: PacedCall) -> Window { Window(api: call.rawValue, limits: calls[call]) }
        if run.recall == .requested { return window(run.channel == .batch ? .recall : .messageRecall) }
        switch run.state {
        case .planned, .sending, .paused, .halted:
            var limits = RateLimits()
            limits.perSecond = settings.perSecond
            limits.perMinute = settings.perMinute
            return Window(api: run.channel.api, limits: limits)
        case .sent: return window(run.channel == .batch ? .pollProgress : .messageReaders)
        case .awaitingApproval, .settled, .cancelled, .missed, .skipped, .expired: return nil
        }
    }

    private static func limits(
        _ window: Window, _ app: OperatingFigures.AppFigures, callsPerMonth: Int?
    ) -> LiveRun.Limits {
        let calls = app.calls.first { $0.api == window.api }
        return LiveRun.Limits(
            second: Share(calls?.lastSecond ?? 0, of: window.limits.perSecond),
            minute: Share(calls?.lastMinute ?? 0, of: window.limits.perMinute),
            month: Share(app.callsThisMonth, of: callsPerMonth))
    }

    private static func wave(_ waves: [WaveSummary]) -> LiveRun.Wave? {
        guard waves.count > 1 else { return nil }
        let out = waves.last { ![.waiting, .scheduled].contains($0.state) }
        return LiveRun.Wave(
            number: out?.number ?? 0, count: waves.count, nextAt: waves.first { $0.state == .scheduled }?.opensAt)
    }

    /// Whatever holds it longest comes first.
    private func pause(_ motion: RunMotion, at now: Int64) -> LiveRun.Pause? {
        let run = motion.run
        guard run.state == .sending || run.state == .planned else {
            let isOver = run.state == .sent || run.state == .settled
            return isOver ? nil : run.stateReason.map { LiveRun.Pause(reason: $0) }
        }
        if let killSwitch = motion.killSwitch { return LiveRun.Pause(reason: language.sentence(killSwitch, in: zone)) }
        if let stop = motion.appStop { return LiveRun.Pause(reason: stop.reason, milliseconds: stop.until - now) }
        return motion.rest.map { LiveRun.Pause(reason: $0.reason, milliseconds: $0.milliseconds) }
    }
}
