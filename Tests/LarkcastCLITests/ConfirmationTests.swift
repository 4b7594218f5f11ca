import Testing

@testable import LarkcastCLI

/// Nothing goes out and nothing is taken back without somebody's word.
struct ConfirmationTests {
    @Test func yesAsksNobody() throws {
        let fake = FakeConsole(answers: ["n"], isTerminal: true)
        let confirmation = Confirmation(console: fake.console, isYes: true, headCountAbove: 0)
        try confirmation.send(try Samples.plan(people: 5000), headCount: 5000)
        try confirmation.recall()
        #expect(fake.answersLeft == 1)
        #expect(fake.errors.isEmpty)
    }

    @Test(arguments: [1, 5000])
    func withoutATerminalItEndsAndNamesTheFlag(_ people: Int) throws {
        let fake = FakeConsole(answers: ["y"], isTerminal: false)
        let confirmation = Confirmation(console: fake.console, isYes: false, headCountAbove: 500)
        let plan = try Samples.plan(people: people)
        let failure = #expect(throws: CommandFailure.self) { try confirmation.send(plan, headCount: people) }
        #expect(failure?.exit == .needsDecision)
        #expect(failure?.type == "confirmation")
        #expect(failure?.hint?.contains("--yes") == true)
        #expect(failure?.message.contains(people == 1 ? "1 person" : "5000 people") == true)
        #expect(fake.answersLeft == 1, "a question nobody sees is not asked")

        let recall = #expect(throws: CommandFailure.self) { try confirmation.recall() }
        #expect(recall?.exit == .needsDecision)
        #expect(recall?.hint?.contains("--yes") == true)
    }

    @Test func oneIsOnePerson() throws {
        let fake = FakeConsole(answers: ["y"], isTerminal: true)
        try Confirmation(console: fake.console, isYes: false, headCountAbove: 500).send(
            try Samples.plan(people: 1), headCount: 1)
        #expect(fake.errors.contains("Send to 1 person? [y/N]"))
    }

    @Test(arguments: ["5000", "5,000"])
    func theHeadCountTypedIsTheWord(_ answer: String) throws {
        let fake = FakeConsole(answers: [answer], isTerminal: true)
        try Confirmation(console: fake.console, isYes: false, headCountAbove: 500).send(
            try Samples.plan(people: 5000), headCount: 5000)
        #expect(fake.errors.contains("5,000 people"))
    }

    @Test(arguments: ["", "y", "yes", "500", "50000", "5001", "5000 people", "-5000", "5000.0", "０", nil] as [String?])
    func anythingElseIsNo(_ answer: String?) throws {
        let fake = FakeConsole(answers: [answer], isTerminal: true)
        let plan = try Samples.plan(people: 5000)
        let failure = #expect(throws: CommandFailure.self) {
            try Confirmation(console: fake.console, isYes: false, headCountAbove: 500).send(plan, headCount: 5000)
        }
        #expect(failure?.exit == .needsDecision)
    }

    @Test(arguments: ["y", "Y", "yes", "YES", "Yes"])
    func aFewPeopleNeedOnlyAYes(_ answer: String) throws {
        let fake = FakeConsole(answers: [answer, answer], isTerminal: true)
        let confirmation = Confirmation(console: fake.console, isYes: false, headCountAbove: 500)
        try confirmation.send(try Samples.plan(people: 500), headCount: 500)
        try confirmation.recall()
        #expect(fake.errors == "Send to 500 people? [y/N] Take it back? [y/N] ")
    }

    @Test(arguments: ["", "n", "no", "500", "yes please", "ye", "j"])
    func whatIsNoYesIsNo(_ answer: String) throws {
        let fake = FakeConsole(answers: [answer, answer], isTerminal: true)
        let confirmation = Confirmation(console: fake.console, isYes: false, headCountAbove: 500)
        let plan = try Samples.plan(people: 500)
        let sending = #expect(throws: CommandFailure.self) { try confirmation.send(plan, headCount: 500) }
        #expect(sending?.message == "not confirmed; nothing was done")
        #expect(sending?.exit == .needsDecision)
        #expect(throws: CommandFailure.self) { try confirmation.recall() }
    }

    @Test func thresholdAndUnitAreThoseOfThePlan() throws {
        let over = FakeConsole(answers: ["y"], isTerminal: true)
        let plan = try Samples.plan(people: 3)
        #expect(throws: CommandFailure.self) {
            try Confirmation(console: over.console, isYes: false, headCountAbove: 2).send(plan, headCount: 3)
        }
    }

    /// Departments are as many people as Feishu counts in them; where it does not say so of each, nobody knows how many.
    @Test(
        arguments: [
            (830, "830", true), (830, "y", false), (830, "2", false), (500, "y", true), (nil, "2", true),
            (nil, "y", false),
        ] as [(Int?, String, Bool)])
    func departmentsAreThePeopleInThem(_ people: Int?, _ answer: String, _ isSent: Bool) throws {
        let fake = FakeConsole(answers: [answer], isTerminal: true)
        let confirmation = Confirmation(console: fake.console, isYes: false, headCountAbove: 500)
        let plan = try Samples.departments(["od-1", "od-2"])
        let failure: CommandFailure?
        do throws(CommandFailure) {
            try confirmation.send(plan, headCount: people)
            failure = nil
        } catch { failure = error }
        #expect((failure == nil) == isSent)
        let question =
            switch people {
            case 830: "This goes to 2 departments with 830 people. Type the number of people to send: "
            case nil:
                "This goes to everybody in 2 departments, and how many people that is nobody knows. Type the number of "
                    + "departments to send: "
            default: "Send to 2 departments? [y/N] "
            }
        #expect(fake.errors == question)
    }
}
