import JobModel
import Reporting

/// Asks before something is sent or taken back.
struct Confirmation {
    let console: Console
    let isYes: Bool
    let headCountAbove: Int
    var language = Language.english

    /// Asks to send a plan; above a number of people the head-count must be typed.
    ///
    /// Departments that are addressed themselves are as many people as Feishu counts in them. Where it does not say so of every
    /// one, they may be anybody, and the number of departments must be typed.
    ///
    /// - Parameters:
    ///   - plan: What would be sent.
    ///   - headCount: How many people it goes to; `nil` is unknown.
    /// - Throws: `CommandFailure` with exit code 3 when the answer is no or nobody can be asked.
    func send(_ plan: RunPlan, headCount: Int?) throws(CommandFailure) {
        guard !isYes else { return }
        let count = plan.batches.reduce(0) { $0 + $1.recipientCount }
        let unit = Language.english.say(ConfirmationPhrase(plan.unit), count: count)
        if plan.unit != .chats, let headCount, headCount > headCountAbove {
            try require(
                question: plan.unit == .people
                    ? language.say(ConfirmationPhrase.sendManyPeople, ["count": Figure.grouped(headCount)])
                    : language.say(
                        ConfirmationPhrase.sendManyInDepartments, count: count,
                        ["departments": Figure.grouped(count), "count": Figure.grouped(headCount)]),
                accepts: { $0.replacing(",", with: "") == String(headCount) }, what: "sending to \(count) \(unit)")
        } else if plan.unit == .departments, headCount == nil {
            try require(
                question: language.say(ConfirmationPhrase.sendUncounted, count: count),
                accepts: { $0 == String(count) }, what: "sending to \(count) \(unit)")
        } else {
            try require(
                question: say(.send, count, plan.unit), accepts: isAffirmative,
                what: "sending to \(count) \(unit)")
        }
    }

    /// Asks to take batches back.
    ///
    /// - Throws: `CommandFailure` with exit code 3 when the answer is no or nobody can be asked.
    func recall() throws(CommandFailure) {
        guard !isYes else { return }
        try require(question: language.say(ConfirmationPhrase.recall), accepts: isAffirmative, what: "a recall")
    }

    /// Asks to end an unfinished run.
    ///
    /// - Throws: `CommandFailure` with exit code 3 when the answer is no or nobody can be asked.
    func cancel(_ run: RunSummary) throws(CommandFailure) {
        guard !isYes else { return }
        let unsent = run.batches.filter { $0.state == .pending || $0.state == .claimed }
        let recipients = unsent.reduce(0) { $0 + $1.recipients }
        try require(
            question: language.say(
                run.channel == .batch ? ConfirmationPhrase.cancelBatches : .cancelMessages, count: unsent.count,
                [
                    "title": TerminalText.escaped(run.title), "people": Figure.grouped(recipients),
                    "unit": language.say(ConfirmationPhrase(run.unit), count: recipients),
                ]),
            accepts: isAffirmative, what: "cancelling a run")
    }

    /// Asks to approve a run.
    ///
    /// - Throws: `CommandFailure` with exit code 3 when the answer is no or nobody can be asked.
    func approve(_ run: RunSummary) throws(CommandFailure) {
        guard !isYes else { return }
        try require(
            question: say(.approve, run.people.pending, run.unit), accepts: isAffirmative,
            what: "an approval")
    }

    /// Asks for exact words, which `--yes` does not stand for; `given` are those of the command line.
    ///
    /// - Throws: `CommandFailure` with exit code 3 when they are others or nobody can be asked.
    func typed(_ words: String, given: String?) throws(CommandFailure) {
        guard let answer = given ?? console.ask(language.say(ConfirmationPhrase.typeWords, ["words": words])) else {
            throw CommandFailure(
                exit: .needsDecision, type: "confirmation",
                message: "this needs typed words, and there is no terminal to ask on; --yes does not stand for them",
                hint: "Look first, then add --confirm \"\(words)\".")
        }
        guard answer == words else {
            throw CommandFailure(
                exit: .needsDecision, type: "confirmation", message: "not confirmed; nothing was done",
                hint: "The words are: \(words)")
        }
    }

    private func require(
        question: String, accepts: (String) -> Bool, what: String
    ) throws(CommandFailure) {
        guard let answer = console.ask(question) else {
            throw CommandFailure(
                exit: .needsDecision, type: "confirmation",
                message: "\(what) needs a confirmation, and there is no terminal to ask on",
                hint: "Look first (larkcast plan, larkcast status), then add --yes.")
        }
        guard accepts(answer) else {
            throw CommandFailure(
                exit: .needsDecision, type: "confirmation", message: "not confirmed; nothing was done", hint: nil)
        }
    }

    private func say(_ phrase: ConfirmationPhrase, _ count: Int, _ unit: AudienceUnit) -> String {
        language.say(phrase, count: count, ["unit": language.say(ConfirmationPhrase(unit), count: count)])
    }

    private func isAffirmative(_ answer: String) -> Bool {
        ["y", "yes"].contains(answer.lowercased())
    }
}
