import JobModel
import Testing

@Suite struct RunStateTests {
    static let transitions: Set<[RunState]> = [
        [.planned, .awaitingApproval], [.planned, .sending], [.planned, .paused], [.planned, .cancelled],
        [.planned, .expired],
        [.awaitingApproval, .sending], [.awaitingApproval, .cancelled], [.awaitingApproval, .expired],
        [.sending, .sent], [.sending, .paused], [.sending, .halted], [.sending, .cancelled], [.sending, .expired],
        [.paused, .sending], [.paused, .halted], [.paused, .cancelled], [.paused, .expired],
        [.halted, .sending], [.halted, .sent], [.halted, .paused], [.halted, .cancelled], [.halted, .expired],
        [.sent, .settled],
    ]

    @Test(arguments: RunState.allCases, RunState.allCases)
    func onlyTheWrittenTransitionsExist(from: RunState, to: RunState) {
        #expect(from.successors.contains(to) == Self.transitions.contains([from, to]))
    }

    @Test(arguments: RunState.allCases)
    func unfinishedMeansThatBatchesMayStillGo(_ state: RunState) {
        let unfinished: Set<RunState> = [.planned, .awaitingApproval, .sending, .paused, .halted]
        #expect(state.isUnfinished == unfinished.contains(state))
    }

    @Test(arguments: RunState.allCases)
    func aFinishedRunNeverSendsAgain(_ state: RunState) {
        guard !state.isUnfinished else { return #expect(!state.successors.isEmpty) }
        #expect(state.successors.allSatisfy { !$0.isUnfinished })
    }

    @Test func storedNamesStay() {
        #expect(
            RunState.allCases.map(\.rawValue) == [
                "planned", "awaiting_approval", "sending", "paused", "halted", "sent", "settled", "cancelled", "missed",
                "skipped", "expired",
            ]
        )
    }
}

@Suite struct RecallStateTests {
    static let transitions: Set<[RecallState]> = [
        [.none, .requested], [.requested, .requested], [.requested, .recalled], [.requested, .partial],
        [.requested, .refused], [.recalled, .requested], [.partial, .requested], [.refused, .requested],
    ]

    @Test(arguments: RecallState.allCases, RecallState.allCases)
    func onlyTheWrittenTransitionsExist(from: RecallState, to: RecallState) {
        #expect(from.successors.contains(to) == Self.transitions.contains([from, to]))
    }

    @Test func storedNamesStay() {
        #expect(RecallState.allCases.map(\.rawValue) == ["none", "requested", "recalled", "partial", "refused"])
        #expect(
            BatchRecallState.allCases.map(\.rawValue) == ["requested", "confirmed", "partial", "too_old", "refused"]
        )
    }
}

@Suite struct BalanceSheetTests {
    @Test func anEmptySheetAddsUp() {
        #expect(BalanceSheet().addsUp)
    }

    @Test func everyPlaceCountsOnce() {
        let places: [WritableKeyPath<BalanceSheet, Int>] = [
            \.accepted, \.invalid, \.rejected, \.excluded, \.duplicate, \.inDoubt, \.abandoned, \.cancelled, \.pending,
        ]
        for place in places {
            var sheet = BalanceSheet()
            sheet[keyPath: place] = 3
            #expect(!sheet.addsUp)
            sheet.targeted = 3
            #expect(sheet.addsUp)
            sheet.targeted = 4
            #expect(!sheet.addsUp)
        }
    }
}
