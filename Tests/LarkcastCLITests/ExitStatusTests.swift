import JobModel
import Testing

@testable import LarkcastCLI

/// What a finished run deserves: 0 only when everyone was reached and every batch can be followed.
struct ExitStatusTests {
    static func sheet(_ change: (inout BalanceSheet) -> Void) -> BalanceSheet {
        var sheet = BalanceSheet()
        sheet.accepted = 10
        change(&sheet)
        return sheet
    }

    @Test(arguments: [
        (sheet { $0.accepted += 1 }, LarkcastCLI.ExitStatus.done), (sheet { $0.excluded = 1 }, .done),
        (sheet { $0.duplicate = 1 }, .done), (sheet { $0.invalid = 1 }, .finishedWithLosses),
        (sheet { $0.rejected = 1 }, .finishedWithLosses), (sheet { $0.abandoned = 1 }, .finishedWithLosses),
        (sheet { $0.cancelled = 1 }, .finishedWithLosses), (sheet { $0.inDoubt = 1 }, .needsDecision),
    ])
    func dependsOnWhereThePeopleAre(_ people: BalanceSheet, _ status: LarkcastCLI.ExitStatus) {
        var run = Samples.run([.accepted])
        run.people = people
        #expect(LarkcastCLI.ExitStatus(outcomeOf: run) == status)
    }

    @Test func aDoubtOutweighsALoss() {
        var run = Samples.run([.inDoubt])
        run.people.rejected = 5
        run.people.inDoubt = 1
        #expect(LarkcastCLI.ExitStatus(outcomeOf: run) == .needsDecision)
    }

    @Test func aBatchThatCannotBeFollowedIsALoss() {
        var run = Samples.run([.accepted, .acceptedWithoutID])
        run.people.accepted = 20
        #expect(LarkcastCLI.ExitStatus(outcomeOf: run) == .finishedWithLosses)
    }

    @Test func theNumbersAreTheContracts() {
        #expect(LarkcastCLI.ExitStatus.allCases.map(\.rawValue) == [0, 1, 3, 64, 65, 69, 74, 75, 77, 78])
    }
}
