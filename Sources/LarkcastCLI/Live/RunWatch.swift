import JobEngine
import JobModel
import JobStore
import Reporting
import UnixSignals

/// Watches a run that somebody else sends, until nothing moves any more or whoever watches has seen enough.
struct RunWatch: Sendable {
    /// Why it ended.
    enum End: Sendable {
        /// Nothing more is to come.
        case settled
        /// Somebody said so.
        case stopped
    }

    /// Milliseconds between two looks whether anybody has written to the store.
    private static let frame = 125
    /// Milliseconds after which the run is read again, whether or not anybody has: a pace sinks by itself.
    private static let patience: Int64 = 1000
    /// As ``LiveDisplay`` leaves the store alone.
    private static let rest: Int64 = 50

    let invocation: Invocation
    let settings: Settings
    let store: JobDatabase
    let run: RunID
    /// Asks Feishu as well; `nil` for looking only.
    var engine: Engine?

    private var console: Console { invocation.console }
    private var dependencies: EngineDependencies { invocation.dependencies }

    /// Watches until the end.
    ///
    /// - Returns: why it ended; the terminal is as it was by then, with the last figures still there when somebody ended it.
    /// - Throws: `StoreError`, `FeishuError` when Feishu was to be asked and cannot be, `CommandFailure` when the store was replaced.
    func watch() async throws -> End {
        let stop = StopSignal()
        do {
            let end = try await withThrowingTaskGroup(of: End.self) { group in
                let signals = await UnixSignalsSequence(trapping: [.sigint, .sigterm, .sighup])
                group.addTask {
                    for await _ in signals { break }
                    stop.raise()
                    return .stopped
                }
                group.addTask { try await follow() }
                if let engine { group.addTask { try await ask(engine, stop) } }
                defer { group.cancelAll() }
                guard let end = try await group.next() else { throw CancellationError() }
                stop.raise()
                return end
            }
            console.endLive(keeping: end == .stopped)
            return end
        } catch {
            console.endLive(keeping: true)
            throw error
        }
    }

    /// Shows every change.
    private func follow() async throws -> End {
        let watch = StoreWatch(store)
        var reader = LiveReader(
            run, in: store, settings, in: invocation.language, zone: invocation.zone, now: dependencies.now)
        var commits: Int?
        var (due, soonest): (Int64, Int64) = (.min, .min)
        var line = ""
        while true {
            // `| head`, or a terminal that was closed: nobody would see the end.
            if console.surface.isOutputGone() { return .stopped }
            let look = try await watch.look()
            guard look.isInPlace else { throw Self.replaced }
            let began = dependencies.now()
            let isDue = look.commitsOfOthers != commits || began.monotonicMilliseconds >= due
            if isDue, began.monotonicMilliseconds >= soonest {
                commits = look.commitsOfOthers
                let run = try await reader.look()
                if console.showsLive { draw(run) } else { line = say(run, after: line) }
                if Self.isOver(run) { return .settled }
                let now = dependencies.now().monotonicMilliseconds
                due = now + Self.patience
                soonest =
                    now + max(console.showsLive ? 0 : Self.patience, (now - began.monotonicMilliseconds) * Self.rest)
            }
            try await dependencies.sleep(.milliseconds(Self.frame))
        }
    }

    private func draw(_ run: LiveRun) {
        let now = dependencies.now().wallMilliseconds
        console.show(live: { size in
            LiveLayout(
                invocation.language, columns: size.columns, rows: size.rows - 1, now: now, isWatching: true
            ).lines(run)
        })
    }

    /// A line for every change, for whoever keeps them; nothing beside a JSON document.
    private func say(_ run: LiveRun, after last: String) -> String {
        let line = LiveLine.text(run, invocation.language)
        guard line != last, !console.isJSON, !console.isQuiet else { return line }
        let time = Timestamp.local(dependencies.now().wallMilliseconds, in: invocation.zone)
        console.out(["\(time)  \(line)"])
        return line
    }

    /// Asks Feishu on the thinning schedule; ends with whoever watches.
    private func ask(_ engine: Engine, _ stop: StopSignal) async throws -> End {
        do {
            _ = try await engine.poll(run, stop: stop)
            while try await store.motion(of: run, at: dependencies.now()).run.state.isUnfinished {
                try await dependencies.sleep(.milliseconds(Self.patience))
            }
            _ = try await engine.follow(run, forSeconds: Tracking.longestSeconds, stop: stop)
        } catch is CancellationError where stop.isStopping {
            return .stopped
        }
        // Others may still take it back, or Feishu no longer answers for it.
        while true { try await dependencies.sleep(.milliseconds(Self.patience)) }
    }

    /// Whether nothing more is to come of it by itself.
    static func isOver(_ run: LiveRun) -> Bool {
        switch run.state {
        case .planned, .awaitingApproval, .sending, .paused, .halted: false
        // One batch that was taken back leaves the others to be read.
        case .sent: run.recall == .recalled && run.isGone
        case .settled, .cancelled, .missed, .skipped, .expired: run.recall != .requested
        }
    }

    private static let replaced = CommandFailure(
        exit: .storage, type: "store_replaced", message: "the store was moved or replaced while it was watched",
        hint: "Say it again; larkcast doctor looks at the store.")
}
