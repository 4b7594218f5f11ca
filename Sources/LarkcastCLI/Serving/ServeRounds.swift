import JobEngine
import JobModel
import JobStore
import Logging
import Reporting

/// The daemon's rounds: what it remembers from one to the next.
struct ServeRounds {
    let loop: ServeLoop
    private let watch: StoreWatch
    private(set) var source: any ManifestSource
    private var folder: FolderWatch
    var wakefulness = Wakefulness()
    var troubles = Troubles() {
        didSet { loop.troubled(troubles.count) }
    }
    private var commitsOfOthers: Int?
    var jobs: [ScheduledJob] = []
    private var hasLooked = false
    /// Whether runs are being sent, and others have written to the store since that was asked last.
    var isAtWork = false
    var hasCommits = false
    /// What went wrong since everything was looked at last.
    var setbacks = Setbacks()

    /// Reads everything for the first time.
    ///
    /// - Throws: `CommandFailure` when no app is usable at all.
    init(_ loop: ServeLoop) throws {
        self.loop = loop
        watch = StoreWatch(loop.store)
        folder = FolderWatch(loop.directory)
        source = try loop.makeSource()
        let look = source.look()
        if source.engines.isEmpty, let first = look.misconfigured.first { throw first.failure }
        loop.log.info(
            "serving \(loop.directory)",
            [
                "store": .string(loop.store.path ?? "memory"),
                "jobs": .stringConvertible(look.folder?.jobs.count ?? 0),
            ])
    }

    /// Milliseconds until the next round.
    var rest: Int64 { wakefulness.rest(at: loop.dependencies.now()) }

    /// One round: looks whether there is anything to do, and does it.
    ///
    /// - Throws: what no waiting mends.
    mutating func next() async throws {
        guard let reason = try await reasonToLook() else { return tidyUp() }
        tell(reason)
        try await work()
        loop.looked()
        showStatus()
        hasLooked = true
    }

    /// Looks at what may change from outside; says what speaks for a look at everything.
    mutating func reasonToLook() async throws -> Wakefulness.Reason? {
        loop.supervisor.isAlive(at: now)
        if loop.bell.takeReload() { reload() }
        if folder.hasChanged() { wakefulness.noteChange() }
        guard try await isStoreInOrder() else { return nil }
        return wakefulness.reason(at: now)
    }

    func tell(_ reason: Wakefulness.Reason) {
        loop.log.logger.debug("looking at everything", metadata: ["why": .string(reason.rawValue)])
    }

    /// In the first round with nothing to do.
    private mutating func tidyUp() {
        if hasLooked { loop.giveBackMemory() }
        hasLooked = false
    }

    // MARK: Changes from outside

    /// Reads manifests and configuration anew; what cannot be used leaves everything as it was.
    private mutating func reload() {
        loop.supervisor.isReloading(atMicroseconds: loop.supervisorMicroseconds())
        defer { loop.supervisor.isReady() }
        do {
            let fresh = try loop.makeSource()
            let known = Set(source.look().misconfigured.map { $0.about ?? "" })
            if let worse = fresh.look().misconfigured.first(where: { !known.contains($0.about ?? "") }) {
                throw worse.failure
            }
            source = fresh
            wakefulness.startOver()
            loop.log.notice("manifests and configuration were read anew")
        } catch {
            var failure = CommandFailure(describing: error)
            failure.hint = "The configuration as it was stays in use; correct it, then reload again."
            loop.log.tell(Troubles.Change(began: [.init(about: "reload", failure: failure)]))
        }
    }

    /// Looks at the store; `false` when it cannot be looked at for now.
    private mutating func isStoreInOrder() async throws -> Bool {
        let look: StoreWatch.Look
        do throws(StoreError) {
            look = try await watch.look()
        } catch {
            try setBack(by: error)
            return false
        }
        guard look.isInPlace else {
            throw StoreError(
                .cannotOpen, "the store's file was removed or replaced while larkcast served from it",
                hint: "find out who did it, then start larkcast again: it looks at what stands there now")
        }
        guard look.commitsOfOthers != commitsOfOthers else { return true }
        defer { commitsOfOthers = look.commitsOfOthers }
        guard commitsOfOthers != nil else { return true }
        do {
            try await noteCommit()
            return true
        } catch let error as StoreError {
            try setBack(by: error)
            return false
        }
    }

    /// Somebody wrote to the store: a look is due only if that left something to do, not for every poll of theirs.
    private mutating func noteCommit() async throws {
        guard !isAtWork else {
            hasCommits = true
            return
        }
        let open = try await loop.store.openRuns()
        let next = try await ticker.nextWake(jobs)
        if wakefulness.isInTrouble || !open.isEmpty || next.map({ $0 <= now.wallMilliseconds }) ?? false {
            wakefulness.noteChange()
        } else if let next {
            wakefulness.expect(at: next)
        }
    }

    // MARK: What can be done

    var now: Moment { loop.dependencies.now() }

    var ticker: Ticker {
        Ticker(
            store: loop.store, engines: source.engines, dependencies: loop.supervisor.watching(loop.dependencies),
            actor: loop.actor, lanes: JobCatalog.lanes)
    }

    /// Whether nobody else is at work: thousands of manifests need not be read only to find that out.
    mutating func isFree() throws -> Bool {
        do throws(StoreError) {
            _ = try loop.store.acquireRunnerLock(as: loop.dependencies.identity)
            return true
        } catch {
            if error.code == .lockHeld { wakefulness.wasHeld(at: now) } else { try setBack(by: error) }
            return false
        }
    }

    /// The store cannot work for now.
    ///
    /// - Throws: the error itself when waiting does not mend it.
    mutating func setBack(by error: StoreError) throws {
        guard error.code.isMendedByWaiting else { throw error }
        let trouble = Troubles.Trouble(about: nil, failure: CommandFailure(describing: error))
        loop.log.tell(troubles.replace(.store, with: [trouble]))
        wakefulness.wasSetBack(at: now)
        showStatus()
    }

    func showStatus() {
        let next = wakefulness.deadline.map { "next at \(Timestamp.utc($0))" } ?? "nothing ahead"
        let trouble = troubles.first.map { "; \($0.failure.lines.first ?? $0.failure.message)" } ?? ""
        loop.supervisor.status("\(jobs.count) jobs, \(next)\(trouble)")
    }
}

extension StoreError.Code {
    /// Whether a daemon that waits can expect to go on: somebody frees space, mounts a disk, lets go of a lock, adopts.
    ///
    /// After a failed sync, damage or a change of schema only a new process can know what the disk holds.
    var isMendedByWaiting: Bool {
        switch self {
        case .notADatabase, .newerSchema, .olderSchema, .wrongApplication, .corrupt, .constraint, .inputOutput: false
        case .cannotOpen, .readOnly, .diskFull, .locked, .notAdopted, .unwitnessed, .lockHeld, .notFound, .ambiguous,
            .repeats, .overtaken, .keyRefused, .unfinished, .occurrenceTaken, .wrongState, .alreadyResolved,
            .badMessageID,
            .killSwitch,
            .superseded, .dailyQuota, .invalidPlan:
            true
        }
    }
}
