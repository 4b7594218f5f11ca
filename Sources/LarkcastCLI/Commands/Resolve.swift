import ArgumentParser
import FeishuAPI
import JobEngine
import JobModel
import JobStore
import Reporting

/// Ends the doubt about one batch by an operator's word.
struct Resolve: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Decide about a batch in doubt: it was sent, it was not, or nobody will know.",
        discussion: """
            Without a verdict it shows the evidence and what each choice means. --not-sent lets the batch be sent once \
            more, by the next resume, or at once when the run is still sending; it wants typed words (or --confirm with \
            them), and --yes does not stand for them. Of a run that is over nothing is sent again, so it wants no words. \
            The exit code is that of the run as it then stands: a halted run still needs larkcast resume.

            Examples:
              larkcast resolve benefits-2026@latest 3
              larkcast resolve k7m2 3 --sent --message-id bm-dc13264520392913993dd051dba21dcf
              larkcast resolve k7m2 3 --abandon --reason "nothing in the console's log"
            """)

    @Argument(help: "A run id, a unique prefix, or JOB@latest.")
    var run: String

    @Argument(help: "The batch, by its number.")
    var batch: Int

    @Flag(name: .long, help: "It was sent.")
    var sent = false

    @Option(name: .long, help: "With --sent: the id Feishu gave it, such as found in the developer console.")
    var messageID: String?

    @Flag(name: .long, help: "It was not sent: it is sent once more.")
    var notSent = false

    @Flag(name: .long, help: "Nobody will ever know; never send it again.")
    var abandon = false

    @Option(name: .long, help: "Why; kept for ever.")
    var reason: String?

    @Option(name: .long, help: "With --not-sent: the words RESEND RUN/BATCH TO N PEOPLE.")
    var confirm: String?

    @Flag(name: .long, help: "Accepted for scripts; it does not stand for the words of --not-sent.")
    var yes = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard batch >= 1 else { throw ValidationError("Batches are numbered from 1.") }
        guard [sent, notSent, abandon].count(where: \.self) <= 1 else {
            throw ValidationError("Say one of --sent, --not-sent and --abandon.")
        }
        guard messageID == nil || sent else { throw ValidationError("--message-id belongs to --sent.") }
        guard confirm == nil || notSent else { throw ValidationError("--confirm belongs to --not-sent.") }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let settings = try invocation.settings()
        let store = try invocation.openStore(settings)
        let summary = try await store.run(run)
        let dossier = try await store.dossier(of: summary.id, ordinal: batch)
        let attempt = dossier.attempts.last?.number ?? 0
        try dossier.requireDoubt(about: attempt)
        let evidence = DoubtEvidence(
            run: summary, dossier: dossier, zone: invocation.zone,
            language: console.isJSON ? .english : invocation.language)
        guard let verdict else {
            console.isJSON ? console.out(evidence.json) : console.out(evidence.lines)
            return .needsDecision
        }
        // A run that is over stays so: its batch is cancelled and never sent, and nobody must allow that.
        if verdict == .notSent, summary.state.isUnfinished {
            if confirm == nil { for line in evidence.lines { console.warn(line) } }
            try Confirmation(console: console, isYes: yes, headCountAbove: 0, language: invocation.language)
                .typed(evidence.resendWords, given: confirm)
        }
        if case .sent(let id?) = verdict {
            try await FoundMessageID(id: id, dossier: dossier).check(invocation, settings, store)
        }
        let state = try await store.resolve(
            summary.id, ordinal: batch, as: verdict, attempt: attempt, reason: reason ?? "", by: invocation.actor,
            at: invocation.dependencies.now())
        // The last doubt of a run with nothing left to send: the books are closed.
        try await store.finishSendingIfComplete(summary.id, at: invocation.dependencies.now())
        let after = try await store.summary(of: summary.id)
        RunStanding(invocation: invocation).show(after)
        explain(state, after, console, invocation.language)
        let trouble = await invocation.tellAtTheEnd(settings, store: store, patience: .short)
        return trouble ?? ExitStatus(standing: after)
    }

    private var verdict: DoubtVerdict? {
        if sent { return .sent(batchMessageID: messageID) }
        if notSent { return .notSent }
        return abandon ? .abandoned : nil
    }

    private func explain(_ state: BatchState, _ run: RunSummary, _ console: Console, _ language: Language) {
        let values = ["batch": String(batch), "run": run.id.rawValue, "state": language.name(run.state)]
        switch state {
        case .resolvedSent where messageID == nil: console.note(language.say(DoubtPhrase.countsAsSent, values))
        case .pending: console.warn(language.say(DoubtPhrase.sentOnceMore, values))
        case .cancelled where run.state.isUnfinished: console.note(language.say(DoubtPhrase.takenBack, values))
        case .cancelled: console.note(language.say(DoubtPhrase.runIsOver, values))
        default: break
        }
        for ordinal in run.doubts.prefix(8) {
            console.warn(
                language.say(DoubtPhrase.doubtToo, values.merging(["batch": String(ordinal)]) { $1 }))
        }
        guard run.state == .halted || run.state == .paused else { return }
        let left = run.batches.count { $0.state == .pending }
        guard left > 0 else { return }
        console.note(
            language.say(DoubtPhrase.goesOnBatches, count: left, values.merging(["count": String(left)]) { $1 }))
    }
}
