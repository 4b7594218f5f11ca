import JobModel
import Testing

@Suite struct BatchStateTests {
    /// Every transition that exists; all 87 others do not.
    static let transitions: Set<[BatchState]> = [
        [.pending, .claimed], [.pending, .cancelled], [.pending, .inDoubt],
        [.claimed, .dispatching], [.claimed, .pending],
        [.dispatching, .accepted], [.dispatching, .acceptedWithoutID], [.dispatching, .rejected],
        [.dispatching, .pending],
        [.dispatching, .inDoubt],
        [.inDoubt, .resolvedSent], [.inDoubt, .pending], [.inDoubt, .abandoned],
    ]

    @Test(arguments: BatchState.allCases, BatchState.allCases)
    func onlyTheWrittenTransitionsExist(from: BatchState, to: BatchState) {
        #expect(from.successors.contains(to) == Self.transitions.contains([from, to]))
    }

    @Test(arguments: BatchState.allCases)
    func terminalStatesHaveNoWayOut(_ state: BatchState) {
        let terminal: Set<BatchState> = [
            .accepted, .acceptedWithoutID, .rejected, .resolvedSent, .abandoned, .cancelled,
        ]
        #expect(state.isTerminal == terminal.contains(state))
    }

    @Test(arguments: BatchState.allCases)
    func whatMayHaveArrivedIsNeverForgotten(_ state: BatchState) {
        let possible: Set<BatchState> = [
            .dispatching, .accepted, .acceptedWithoutID, .inDoubt, .resolvedSent, .abandoned,
        ]
        #expect(state.mayHaveBeenDelivered == possible.contains(state))
    }

    @Test func aBatchThatMayHaveArrivedIsTriedAgainOnlyByProofOrByAPerson() {
        let back = BatchState.allCases.filter { $0.mayHaveBeenDelivered && $0.successors.contains(.pending) }
        #expect(Set(back) == [.dispatching, .inDoubt])
        #expect(AttemptOutcome.inDoubt.batchState != .pending)
    }

    @Test func storedNamesStay() {
        #expect(
            BatchState.allCases.map(\.rawValue) == [
                "pending", "claimed", "dispatching", "accepted", "accepted_without_id", "rejected", "in_doubt",
                "resolved_sent", "abandoned", "cancelled",
            ]
        )
    }

    @Test func everyStateCanBeReachedFromPending() {
        var reached: Set<BatchState> = [.pending]
        while true {
            let further = reached.union(reached.flatMap(\.successors))
            if further == reached { break }
            reached = further
        }
        #expect(reached == Set(BatchState.allCases))
    }
}

@Suite struct AttemptOutcomeTests {
    @Test(
        arguments: [
            (.notSent, .pending), (.throttled, .pending), (.tokenRefused, .pending), (.accepted, .accepted),
            (.acceptedWithoutID, .acceptedWithoutID), (.rejected, .rejected), (.inDoubt, .inDoubt),
            (.repeatable, .pending),
        ] as [(AttemptOutcome, BatchState)])
    func leadsToOneState(outcome: AttemptOutcome, state: BatchState) {
        #expect(outcome.batchState == state)
    }

    @Test(arguments: AttemptOutcome.allCases)
    func leadsWhereABatchOnTheWireMayGo(_ outcome: AttemptOutcome) {
        // What was proven not sent never left `claimed`; everything else comes back from `dispatching`.
        let origin: BatchState = outcome == .notSent ? .claimed : .dispatching
        #expect(origin.successors.contains(outcome.batchState))
    }

    @Test func storedNamesStay() {
        #expect(
            AttemptOutcome.allCases.map(\.rawValue) == [
                "not_sent", "throttled", "token_refused", "accepted", "accepted_without_id", "rejected", "in_doubt",
                "repeatable",
            ]
        )
    }
}
