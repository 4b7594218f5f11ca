extension SandboxCore {
    /// Moves both clocks on.
    ///
    /// Backwards, or by more than a thousand years, is refused.
    func advance(seconds: Double) throws(SandboxError) {
        guard seconds >= 0, seconds <= 3.2e10 else {
            throw .invalidControl("time can be advanced by 0 to 3.2e10 seconds, not \(seconds)")
        }
        try withState { state throws(SandboxError) in
            guard state.advanced + seconds <= 3.2e11 else { throw .invalidControl("time cannot be advanced that far") }
            state.advanced += seconds
        }
    }

    func snapshot() -> SandboxSnapshot {
        let (now, batches, tokens) = withState { (sandboxTime($0), $0.queue.batches, $0.tokens.issuedCount) }
        var people: Set<PersonKey> = []
        for batch in batches { people.formUnion(batch.people) }
        return SandboxSnapshot(
            sandboxSeconds: now,
            requests: journal.count,
            tokensIssued: tokens,
            distinctPeople: people.count,
            batches: batches.map { batch in
                let progress = batch.progress(at: now, policy: configuration.policy, curve: curve)
                return SandboxSnapshot.Batch(
                    messageID: batch.id,
                    app: batch.appID,
                    acceptedAt: batch.acceptedAt,
                    people: batch.people.count,
                    valid: progress.valid,
                    delivered: progress.delivered,
                    read: progress.read,
                    isRecalled: progress.isRecalled,
                    recalled: progress.recalled
                )
            }
        )
    }
}
