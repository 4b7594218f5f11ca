import FeishuAPI
import JobEngine
import JobModel
import JobStore

/// The daemon at work: the same rounds go on while runs are sent.
extension ServeRounds: TickLookout {
    /// What went wrong since everything was looked at last.
    struct Setbacks {
        /// Troubles with the work itself.
        var work: [Troubles.Trouble] = []
        /// Runs that are not at their end, with what holds them up.
        var runs: [Troubles.Trouble] = []
        /// Whether a profile or a secret is missing.
        var isMisconfigured = false
        /// Whether there was a look in this shift whose setbacks these are.
        var isOfALook = false

        /// Whether something is to be tried again.
        var isUndone: Bool {
            (work + runs).contains { $0.keepsSomethingFromBeingDone } || isMisconfigured
        }
    }

    /// Does what is due, and what comes due until that is sent.
    mutating func work() async throws {
        guard try isFree() else { return }
        isAtWork = true
        defer { isAtWork = false }
        hasCommits = false
        setbacks = Setbacks()
        let look = readManifests()
        do {
            let ticker = ticker
            try await ticker.tick(look, &self, stop: loop.stop)
            loop.log.tell(troubles.replace(.store, with: []))
            tellWhatIsOver()
            let nextAt = try await self.ticker.nextWake(jobs)
            wakefulness.looked(nextAt: nextAt, isUndone: setbacks.isUndone, at: now)
        } catch let error as StoreError where error.code == .lockHeld {
            wakefulness.wasHeld(at: now)
        } catch let error as StoreError {
            try setBack(by: error)
        } catch is CancellationError where loop.stop.isStopping {
            return
        } catch {
            let failure = CommandFailure(describing: error)
            loop.log.tell(troubles.replace(.work, with: [.init(about: nil, failure: failure)]))
            wakefulness.wasSetBack(at: now)
        }
    }

    mutating func nextRest() -> @Sendable () async -> Void {
        let rest = wakefulness.rest(at: now)
        return { [bell = loop.bell, sleep = loop.dependencies.sleep] in
            await bell.rest { try await sleep(.milliseconds(rest)) }
        }
    }

    mutating func lookAround() async throws -> TickSight {
        if let reason = try await reasonToLook() {
            tell(reason)
            hasCommits = false
            return .everything(readManifests())
        }
        defer { hasCommits = false }
        return hasCommits ? .commits : .nothing
    }

    mutating func hear(_ news: TickNews) async throws {
        loop.log.tell(troubles.replace(.store, with: []))
        if news.isLook {
            // What an earlier look has decided may still fail: then nothing is over yet.
            if setbacks.isOfALook, !news.isStarting {
                tellWhatIsOver()
                wakefulness.ended(isUndone: setbacks.isUndone)
                setbacks = Setbacks(isMisconfigured: setbacks.isMisconfigured)
            }
            setbacks.isOfALook = true
        }
        if let next = news.nextAt { wakefulness.expect(at: next) }
        let work = news.report.problems.compactMap(Self.trouble)
        let runs = try await TickLog(log: loop.log, store: loop.store).tell(news.report)
        setbacks.work += work
        setbacks.runs += runs
        loop.log.tell(troubles.add(work, to: .work))
        loop.log.tell(troubles.add(runs, to: .runs))
        if (work + runs).contains(where: \.keepsSomethingFromBeingDone) { wakefulness.noteUndone() }
        if !news.report.isEmpty { loop.looked() }
        if news.isLook { showStatus() }
    }

    private mutating func readManifests() -> TickLook {
        let look = source.look()
        loop.log.tell(troubles.replace(.manifests, with: look.troubles))
        jobs = look.folder?.jobs ?? []
        setbacks.isMisconfigured = !look.misconfigured.isEmpty
        wakefulness.began(at: now)
        return TickLook(folder: look.folder, engines: source.engines)
    }

    /// Whatever did not go wrong again since the last look is over.
    private mutating func tellWhatIsOver() {
        loop.log.tell(troubles.replace(.work, with: setbacks.work))
        loop.log.tell(troubles.replace(.runs, with: setbacks.runs))
    }

    /// What is wrong with the work; what was skipped is told as such, and will not be tried again.
    private static func trouble(_ problem: TickReport.Problem) -> Troubles.Trouble? {
        if let error = problem.error as? StoreError, error.code == .repeats { return nil }
        if case .calendar = problem.error as? TickProblem { return nil }
        // Feishu is away for everybody: a thousand jobs that are due say it once.
        let about = problem.error is FeishuError ? nil : problem.about
        return Troubles.Trouble(about: about, failure: CommandFailure(describing: problem.error))
    }
}
