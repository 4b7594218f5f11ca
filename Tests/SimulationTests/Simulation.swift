import JobStore

/// One seed, from its first request until everything is at rest and accounted for.
struct Simulation {
    let seed: UInt64
    let violations: [String]
    let tally: Tally
    let trace: [String]
    /// The same for two histories that went alike.
    let fingerprint: [UInt64]

    /// Plays a seed, starting from an empty store; `tracing` keeps what happened in words, which takes longer.
    init(seed: UInt64, template: SharedMemoryStore, tracing: Bool = false) throws {
        let office = try Office(seed: seed, template: template, tracing: tracing)
        Self.play(in: office)
        fingerprint = office.fingerprint
        office.tally.steps = office.timeline.steps
        office.clearAway()
        self.seed = seed
        violations = office.witness.violations
        tally = office.tally
        trace = office.lines
    }

    private static func play(in office: Office) {
        office.planIncidents()
        guard rest(office, "the incidents") else { return }
        office.isCalm = true
        office.trace("from now on nothing goes wrong")
        for round in 1... {
            for campaign in office.campaigns {
                office.start("tidy up", Command.tidyUp(campaign))
                guard rest(office, "tidying up") else { return }
            }
            if isAtRest(office) { break }
            guard round < 24 else { return office.witness.violate("rest", "the runs come to no end") }
            // Longer than any pause Feishu asks for.
            office.timeline.after(1_000_000, for: nil) {}
        }
        let witness = office.witness
        office.start("audit") { desk in
            try await witness.takeStock(at: desk)
            return "done"
        }
        _ = rest(office, "the audit")
    }

    private static func rest(_ office: Office, _ occasion: String) -> Bool {
        let hasSettled = office.settle()
        guard office.witness.violations.isEmpty else { return false }
        if !hasSettled {
            office.witness.violate("rest", "\(occasion) goes on and on")
        } else if let stuck = office.living.first {
            office.witness.violate("rest", "\(stuck.name) waits for something that never comes")
        }
        return office.witness.violations.isEmpty
    }

    private static func isAtRest(_ office: Office) -> Bool {
        let open = """
            SELECT count(*) FROM run WHERE recall = 'requested'
                OR state IN ('planned', 'awaiting_approval', 'sending', 'paused', 'halted')
                OR EXISTS (SELECT 1 FROM batch WHERE runId = run.id AND state = 'in_doubt')
            """
        do {
            return try office.witness.view.integer(open) == 0
        } catch {
            office.witness.violate("store", "\(error)")
            return true
        }
    }
}
