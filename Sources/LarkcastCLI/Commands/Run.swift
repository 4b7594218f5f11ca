import ArgumentParser
import FeishuAPI
import Foundation
import JobEngine
import JobModel
import JobStore
import Reporting

/// Plans, confirms, sends.
struct Run: LarkcastCommand {
    static let configuration = CommandConfiguration(
        abstract: "Plan, confirm, send, and watch until everything is accounted for.",
        discussion: """
            Above 500 people (confirm_above) the head-count must be typed; of departments that are addressed themselves it is \
            the people Feishu counts in them, and where it does not say, the number of departments must be typed, however \
            few. --yes stands for the answer. A job with an \
            unfinished run continues that run. The same content to the same audience within 7 days is refused unless \
            --allow-repeat names the earlier run; --skip-sent sends to those alone who cannot have it yet. --detach returns once a process of its own sends; that one outlives \
            the terminal.

            Examples:
              larkcast run jobs/welcome.json
              larkcast run jobs/welcome.json --test-to ou_1 ou_2
              larkcast run jobs/benefits-2026.json --yes --wait settled
              larkcast run jobs/benefits-2026.json --yes --json --as 2026-autumn
              larkcast run jobs/benefits-2026.json --skip-sent
              larkcast run jobs/benefits-2026.json --detach
            """)

    /// How far to watch.
    enum Wait: String, ExpressibleByArgument, CaseIterable {
        case sent, settled
    }

    @Argument(help: "The manifest.", completion: .file(extensions: ["json"]))
    var manifest: String

    @Flag(name: .long, help: "Send without asking.")
    var yes = false

    @Option(
        name: .customLong("as"),
        help: "A name for this occurrence, of 1 to 128 characters; a job runs at most once under one name.")
    var key: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Send the real message to these few ids only, as a test that counts as no run of the job.")
    var testTo: [String] = []

    @Flag(
        name: .long,
        help: """
            Send although many fewer or many more people are addressed than the last time, the app is not available to many \
            of them, most of those who are named or of a department cannot be found, or people are missing in the list of a \
            department to be left out. All that plan and run name is accepted.
            """)
    var acceptDrift = false

    @Option(name: .long, help: "The earlier run whose repetition is wanted.")
    var allowRepeat: String?

    @Flag(
        name: .long,
        help: """
            Leave out everybody who may have got this message within seven days, in whatever run; in doubt counts as sent.
            """)
    var skipSent = false

    @Option(
        name: .long, help: "Watch until every batch is sent, or until delivery and reads are flat.")
    var wait: Wait = .sent

    @Option(
        name: .long,
        help: "With --wait settled: longest time to watch, in seconds. Default: tracking.for.")
    var waitSeconds: Int?

    @Flag(
        name: .long,
        help: "Let a process of its own send (and watch, with --wait settled), and return once it has begun.")
    var detach = false

    @OptionGroup var global: GlobalOptions

    func validate() throws {
        guard testTo.isEmpty || key == nil else { throw ValidationError("A test has no name: leave --as out.") }
        guard testTo.isEmpty || !skipSent else {
            throw ValidationError("A test goes to those it names: leave --skip-sent out.")
        }
        if let key, !OccurrenceName.isName(key) { throw ValidationError("--as: " + OccurrenceName.rule) }
        guard waitSeconds ?? 0 >= 0 else { throw ValidationError("--wait-seconds takes 0 or more.") }
        guard testTo.count <= Manifest.mostTestRecipients else {
            throw ValidationError(
                "--test-to takes at most \(Manifest.mostTestRecipients) people, not \(testTo.count): make a manifest for a "
                    + "larger circle.")
        }
        if let problem = testTo.lazy.compactMap(Manifest.problem(withTester:)).first {
            throw ValidationError("--test-to: " + TerminalText.escaped(problem.message) + ". " + Self.testerHelp)
        }
    }

    func execute(_ invocation: Invocation) async throws -> ExitStatus {
        let console = invocation.console
        let job = try PreparedJob(reading: manifest, testTo: testTo)
        let (manifest, draft) = try job.ready()
        let settings = try invocation.settings(profile: manifest.profile)
        let language = invocation.language
        func warn(_ text: String) {
            console.warn(language.say(WarningPhrase.warning, ["text": TerminalText.escaped(text)]))
        }
        job.warnings(in: language).forEach(warn)
        let store = try invocation.openStore(settings)
        try await store.refuseUnderKillSwitch()
        let client = try invocation.makeClient(settings, lanes: manifest.delivery.inFlight)
        let view = DispatchView(invocation)
        let engine = invocation.makeEngine(
            settings, store: store, client: client, observe: view.observe)

        let unfinished = try await store.unfinishedRun(of: manifest.job, isTest: draft.isTest)
        let repeated = try await repeatedRun(store)
        var planned: PlannedRun?
        var kept: [PlanRemark] = []
        var known: [RunID]?
        if let unfinished {
            guard !skipSent else { throw CommandFailure(skippingBeside: unfinished) }
            try await continuable(unfinished, job, draft, in: store)
            console.note(
                language.say(
                    draft.isTest ? SendingPhrase.continuingTest : .continuing,
                    ["run": unfinished.id.rawValue, "state": language.name(unfinished.state)]))
        } else {
            let made: PlannedRun
            do {
                made = try await PlanMaker(invocation).planned(
                    job, by: engine, skipsSent: skipSent, allowing: repeated)
            } catch let nobody as NobodyLeft {
                return NobodyLeftView(invocation: invocation).show(nobody)
            }
            let plan = made.plan
            planned = made
            for tester in made.testers { console.note(TerminalText.escaped(language.words(tester))) }
            if let reason = made.testersUnknown { warn(language.say(WarningPhrase.testersUnknown, ["reason": reason])) }
            made.warnings.map(language.remark).forEach(warn)
            let (load, _) = await AppLoad.known(for: plan, profile: manifest.profile, invocation)
            let forecast = made.forecast(load)
            DeadlineWarning.of(forecast, plan, language).forEach(warn)
            try refuseDrift(made, manifest)
            let accepted = acceptDrift ? made.alarms.map { PlanRemark.accepted($0) } : []
            accepted.map(language.remark).forEach(warn)
            let repetition = try await store.refuseRepetition(
                of: plan, appID: client.appID, allowing: repeated, at: invocation.dependencies.now())
            let others: Repetition
            if let skipped = made.skipped {
                others = skipped
            } else {
                others = try await StopOnSignal.run(console: console, language) { stop in
                    try await engine.repetition(of: plan, allowing: repeated, stop: stop)
                }
            }
            if let repeated, repetition == nil, !others.isWanted(of: made.recipients) {
                warn(language.say(WarningPhrase.noRepetition, ["run": repeated.rawValue]))
            }
            others.remarks.map(language.remark).forEach(warn)
            (kept, known) = (made.warnings + accepted + others.remarks, others.known)
            if let (alarm, run) = others.alarm(of: made.recipients) { throw Self.refusal(alarm, run, manifest) }
            if !console.isJSON, !console.isQuiet {
                console.out(PlanText.summary(made, load: load, isAsked: true, on: invocation.surface))
            }
            try Confirmation(
                console: console, isYes: yes, headCountAbove: settings.confirmAbove, language: language
            ).send(plan, headCount: made.headCount)
        }
        // The run this command works on; another process may make a newer one of the same job meanwhile.
        let id = unfinished?.id ?? engine.newRunID()
        let consent = planned?.consent(by: manifest.approval, acceptsDrift: acceptDrift) ?? .notNeeded
        if let planned, consent != .notNeeded {
            try await engine.freeze(
                planned.plan, as: id, occurrence: key, allowRepeatOf: repeated, consent: consent, warnings: kept,
                beside: known, by: invocation.actor)
            RunStanding(invocation: invocation).show(try await store.summary(of: id))
            let trouble = await invocation.tellAtTheEnd(settings, store: store)
            console.warn(language.say(SendingPhrase.stopsWaiting, ["run": id.rawValue]))
            return trouble ?? .needsDecision
        }
        let followSeconds = wait == .settled ? waitSeconds ?? manifest.tracking.seconds : nil
        if detach {
            return try await Detachment(
                invocation: invocation, settings: settings, store: store, engine: engine, run: id,
                followSeconds: followSeconds
            ).begin(planned?.plan, occurrence: key, allowRepeatOf: repeated, warnings: kept, beside: known)
        }
        let display = LiveDisplay(
            invocation: invocation, settings: settings, store: store, run: id, nextLook: { view.nextLook })
        return try await StopOnSignal.run(console: console, invocation.language) { [planned, kept, known] stop in
            let end = try await display.during {
                var end: DispatchEnd
                if let planned {
                    end = try await engine.run(
                        planned.plan, as: id, occurrence: key, allowRepeatOf: repeated, warnings: kept,
                        beside: known, by: invocation.actor, stop: stop)
                } else {
                    end = try await engine.pickUp(id, by: invocation.actor, stop: stop)
                }
                return try await engine.seeThrough(id, after: end, by: invocation.actor, stop: stop)
            }
            let trouble = await invocation.tellAtTheEnd(settings, store: store, stop: stop)
            let tail = RunEnding(invocation: invocation, engine: engine, store: store, display: display)
            let status = try await tail.finish(id, end, followSeconds: followSeconds, stop: stop)
            return trouble ?? status
        }
    }

    private static let testerHelp =
        "It takes ids of people, all of one kind: open_ids (ou_…), union_ids (on_…) or user_ids. For your own open_id write "
        + "your address into users.emails of a manifest; larkcast plan prints the open_id in its first request."

    /// The run whose repetition is wanted.
    private func repeatedRun(_ store: JobDatabase) async throws -> RunID? {
        guard let allowRepeat else { return nil }
        return try await store.repeatable(allowRepeat)
    }

    /// More than a few people who may have got the message already are looked at by somebody first.
    private static func refusal(_ alarm: HeadCountAlarm, _ last: RunID, _ manifest: Manifest) -> CommandFailure {
        CommandFailure(
            exit: .needsDecision, type: "repeats", message: "\(manifest.job): \(alarm.sentence)",
            hint: StoreError.hint(repeating: last.rawValue, share: RepeatShare(alarm)))
    }

    /// Whatever is alarming is looked at by somebody first, all of it, since one flag accepts it.
    private func refuseDrift(_ planned: PlannedRun, _ manifest: Manifest) throws {
        let alarms = planned.alarms
        guard !alarms.isEmpty, !acceptDrift, !manifest.approval.isNeeded(people: planned.recipients) else { return }
        throw CommandFailure(
            exit: .needsDecision, type: "drift", message: "\(manifest.job): \(HeadCountAlarm.sentence(of: alarms))",
            hint: "Nothing was sent. Look with larkcast plan who is addressed; if that is right, add --accept-drift.")
    }

    /// What is frozen goes on as it is, so only what was asked for then is compared: who is in a department now does not
    /// count, and what is in a file does.
    private func continuable(
        _ run: RunSummary, _ job: PreparedJob, _ draft: JobDraft, in store: JobDatabase
    ) async throws {
        switch run.state {
        case .halted, .paused: throw EngineError.needsDecision(run)
        // Whoever approves would approve what was frozen, which is told first.
        case .awaitingApproval:
            try await refuseChanged(run, job, draft, in: store)
            throw EngineError.needsDecision(run)
        default:
            try await refuseChanged(run, job, draft, in: store)
            guard key == nil || key == run.occurrence else {
                throw CommandFailure(
                    exit: .needsDecision, type: "unfinished",
                    message: "job \(run.job) has the unfinished run \(run.id), which is "
                        + (run.occurrence.map { "for \($0)" } ?? "for no occurrence") + ", not for \(key ?? "")",
                    hint: "Finish it without --as (or larkcast cancel \(run.id)), then run again.")
            }
        }
    }

    /// Refuses to go on with a run that was frozen from something else than the manifest and its files say now.
    private func refuseChanged(
        _ run: RunSummary, _ job: PreparedJob, _ draft: JobDraft, in store: JobDatabase
    ) async throws {
        let isSamePlan = job.plan.map { $0.planSHA256 == run.planSHA256 }
        // The same to the last byte goes on, whatever else was written into a file; a yes is for what was asked about.
        if isSamePlan == true, run.state != .awaitingApproval { return }
        let frozen = try await store.sources(of: run.id)
        var changed = frozen?.changed(to: draft.sources.hashes) ?? []
        if try await store.manifest(of: run.id) != draft.manifestBytes {
            changed.insert(URL(fileURLWithPath: job.path).lastPathComponent, at: 0)
        }
        // Where what every file said is known the plan says no more: a run that has skipped people is frozen with another one.
        var isSame = changed.isEmpty && (frozen != nil || isSamePlan != false)
        // Of runs of older versions no file is known but those of the message.
        if isSame, frozen == nil, !draft.manifest.message.files.isEmpty {
            isSame = try await store.isFrozen(run.id, forContent: draft.contentSHA256())
        }
        guard isSame else { throw EngineError.manifestChanged(run, changed: changed) }
    }
}
