import JobEngine
import JobModel
import JobStore

/// A decision that stands, although something that follows from it was not done.
struct DoneInPart: Error {
    /// What kept it from being done.
    let cause: any Error
}

/// What an operator decides about a run, the same from a terminal and from a browser.
struct RunDecisions {
    let store: JobDatabase
    let dependencies: EngineDependencies

    /// Stops a run; one that is paused stays so.
    ///
    /// - Returns: whether anything was done.
    /// - Throws: `StoreError` when it is too late for that.
    @discardableResult
    func pause(_ run: RunID, reason: String?, by actor: AuditActor) async throws -> Bool {
        guard try await store.brief(of: run).state != .paused else { return false }
        try await store.pause(
            run, reason: reason ?? RunReason.pausedBy(actor.name).text, by: actor, at: dependencies.now())
        return true
    }

    /// Ends an unfinished run for good; one that is cancelled stays so.
    ///
    /// - Throws: `CommandFailure` with exit code 3 when the run is over; ``DoneInPart`` when it is cancelled and the rest failed.
    func cancel(_ run: RunID, reason: String?, by actor: AuditActor) async throws {
        let found = try await store.brief(of: run)
        if found.state != .cancelled {
            try Self.refuseWhatIsOver(found)
            try await store.cancelPending(
                run, reason: reason ?? RunReason.cancelledBy(actor.name).text, by: actor, at: dependencies.now())
        }
        // A batch that a dead process had on the wire would else stay so: nobody takes up a cancelled run.
        try await afterwards { try await store.accountForTheDead(as: dependencies.identity, at: dependencies.now()) }
    }

    /// Refuses to cancel what is over.
    static func refuseWhatIsOver(_ run: RunSummary) throws(CommandFailure) {
        guard !run.state.isUnfinished else { return }
        throw CommandFailure(
            exit: .needsDecision, type: "wrong_state",
            message: "run \(run.id) is \(run.state.rawValue); nothing is left to cancel",
            hint: "larkcast recall \(run.id) takes back what was sent")
    }

    /// Lets a paused or halted run go on, and leaves the sending to whoever sends: a daemon, or the next tick.
    ///
    /// Batches in doubt stay in doubt. One that nobody has seen is told first.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - seen: The batches in doubt that were shown, by ordinal.
    ///   - actor: Who decided.
    /// - Throws: `StoreError`; ``EngineError/needsDecision(_:)`` with a doubt nobody has seen; ``DoneInPart`` when it goes on and the
    ///   app's stop was not lifted.
    func letGoOn(_ run: RunID, seen: Set<Int>, by actor: AuditActor) async throws {
        try await store.refuseUnderKillSwitch()
        let summary = try await store.summary(of: run)
        guard seen.isSuperset(of: summary.doubts) else { throw EngineError.needsDecision(summary) }
        try await store.resumeSending(run, by: actor, at: dependencies.now())
        try await afterwards {
            try await store.liftAppStop(
                of: try await store.appID(of: run), for: run, by: actor, at: dependencies.now())
        }
    }

    private func afterwards(_ work: () async throws -> Void) async throws(DoneInPart) {
        do { try await work() } catch { throw DoneInPart(cause: error) }
    }
}
