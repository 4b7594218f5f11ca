import JobEngine
import JobModel
import JobStore

/// What people and cron do with larkcast, each in a process of its own.
enum Command {
    /// `larkcast run`: freezes the plan and sends it.
    static func run(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let end = try await desk.engine().run(campaign.plan, by: desk.actor, stop: desk.stop)
            try await checkComplete(end, campaign, desk)
            return "\(end.name)"
        }
    }

    /// `larkcast tick`: goes on with what nobody stopped.
    static func pickUp(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            let end = try await desk.engine().pickUp(run.id, by: desk.actor, stop: desk.stop)
            try await checkComplete(end, campaign, desk)
            return "\(end.name)"
        }
    }

    /// `larkcast resume`: goes on although something stopped it.
    static func resume(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            desk.office.witness.mayGoOn()
            let end = try await desk.engine().resume(run.id, by: desk.actor, stop: desk.stop)
            try await checkComplete(end, campaign, desk)
            return "\(end.name)"
        }
    }

    static func pause(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            try await desk.store.pause(run.id, reason: "enough", by: desk.actor, at: desk.office.now)
            desk.office.witness.wasPaused(run.id, whileResuming: desk.office.isResuming)
            return "paused"
        }
    }

    static func cancel(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            let count = try await desk.store.cancelPending(
                run.id, reason: "wrong text", by: desk.actor, at: desk.office.now)
            desk.office.witness.wasStopped(run.id)
            try await desk.store.accountForTheDead(as: desk.process.identity, at: desk.office.now)
            return "cancelled \(count) batches"
        }
    }

    /// `larkcast recall`, of the run or of one batch.
    static func recall(_ campaign: Campaign, ordinal: Int? = nil) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            let after = try await desk.engine().recall(run.id, ordinals: ordinal.map { [$0] }, by: desk.actor)
            if let ordinal {
                desk.office.witness.wasStopped(run.id, ordinal: ordinal)
            } else {
                desk.office.witness.wasStopped(run.id)
            }
            return "recall is \(after.recall.rawValue)"
        }
    }

    static func poll(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            _ = try await desk.engine().poll(run.id)
            return "polled"
        }
    }

    /// `larkcast run --wait settled`: follows for two minutes.
    static func follow(_ campaign: Campaign) -> @Sendable (Desk) async throws -> String {
        { desk in
            let run = try await latest(campaign, desk)
            return try await desk.engine().follow(run.id, forSeconds: 120, stop: desk.stop).state.rawValue
        }
    }

    static func latest(_ campaign: Campaign, _ desk: Desk) async throws -> RunSummary {
        try await desk.store.run("\(campaign.job)@latest")
    }

    /// I6: a command that calls the run complete leaves nobody unaccounted for.
    private static func checkComplete(_ end: DispatchEnd, _ campaign: Campaign, _ desk: Desk) async throws {
        guard end == .complete else { return }
        let run = try await latest(campaign, desk)
        if run.people.pending + run.people.inDoubt > 0 || run.state.isUnfinished {
            desk.office.witness.violate("I6", "\(run.id) is called complete and is \(run.state.rawValue)")
        }
    }
}

extension DispatchEnd {
    /// The case alone.
    var name: String { String("\(self)".prefix { $0 != "(" }) }
}
