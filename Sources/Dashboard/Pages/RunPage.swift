import JobModel
import JobStore
import Reporting

/// A run's page.
enum RunPage {
    /// Batches on one page.
    static let batchesOnAPage = 100

    /// What a page shows.
    struct Model: Sendable {
        /// Everything there is to report about it.
        var report: RunReport
        /// The batches of this page.
        var batches: [BatchSummary]
        /// How many batches it has in all.
        var batchCount: Int
        /// The first batch that is shown.
        var firstBatch: Int
        /// What was just done, by this person.
        var done: RunAction?
        /// What went wrong with what somebody decided.
        var remark: ActionRefusal?
        /// Whether a recall was begun and nobody is at it any more.
        var isRecallAbandoned = false
        /// Whether anything can be done from here at all.
        var canAct: Bool
    }

    static func html(_ model: Model, _ frame: PageFrame) -> String {
        let run = model.report.run
        let figures = RunFigures(run: run, language: frame.language)
        var frame = frame
        frame.section = .runs
        frame.live = LocalAddress(["runs", run.id.rawValue, "live"])
        frame.version = figures.version(model.remark)
        var main: [HTML] = []
        if let done = model.done {
            main.append(
                Part.notice([frame.say(RunPhrase.done, ["action": frame.say(ActionPhrase(done))])], "good"))
        }
        if let remark = model.remark {
            let words = [
                frame.say(RunPhrase.wentWrong, ["message": frame.language.failure(remark.message)]),
                remark.hint.map(frame.language.failure) ?? "",
            ]
            main.append(Part.notice(words.filter { !$0.isEmpty }, "bad"))
        }
        if model.isRecallAbandoned { main.append(Part.notice([frame.say(RunPhrase.recallAbandoned)], "warn")) }
        main.append(heading(run, figures, frame))
        main.append(decisions(model, frame))
        if run.people.targeted > 0 { main.append(progress(run, figures, frame)) }
        main.append(facts(run, frame))
        if run.people.targeted > 0 { main += sections(model, frame) }
        main.append(AuditSection.html(model.report.audit, frame.context))
        return frame.document(run.title.isEmpty ? run.job : run.title, main)
    }

    /// The parts a report has too.
    private static func sections(_ model: Model, _ frame: PageFrame) -> [HTML] {
        let (report, context) = (model.report, frame.context)
        let run = report.run
        let parts: [HTML?] = [
            BalanceSection.html(run, context), WarningSection.html(run, context),
            CurveSection.html(report.curve, run, context),
            DepartmentSection.html(report.departments, unit: run.unit, context), FailureSection.html(report, context),
            RecallSection.html(run, report.recall, context), model.batchCount > 0 ? batches(model, frame) : nil,
            MessageSection.html(report.message, channel: run.channel, context),
            PreviousRunsSection.html(run, previous: report.previous, context),
        ]
        return parts.compactMap(\.self)
    }

    private static func heading(_ run: RunSummary, _ figures: RunFigures, _ frame: PageFrame) -> HTML {
        var badges = [Part.badge(run.state, frame, live: "state")]
        if run.isTest { badges.append(.element("span", [.classes(["chip"])], [.text(frame.say(StatePhrase.test))])) }
        badges.append(
            .element(
                "span",
                [
                    .classes(run.recall == .none ? ["chip", "d-off", "d-gone"] : ["chip", "d-off"]),
                    .data("t", "recall"),
                ],
                [.text(figures.recallWords)]))
        return .element(
            "div", [.classes(["d-head"])],
            [
                .element("h1", [], [.text(run.title.isEmpty ? run.job : run.title)]),
                .element("p", [.classes(["chips"])], badges),
            ]
                + (run.stateReason.map { reason in
                    let words = frame.context.words(frame.language.reason(reason))
                    return [Part.paragraph(frame.say(RunPhrase.because, ["reason": words]), ["d-soft"])]
                } ?? []))
    }

    /// What can be done, by whom this is.
    private static func decisions(_ model: Model, _ frame: PageFrame) -> HTML {
        let possible = RunAction.allCases.filter { $0.isPossible(for: model.report.run) }
        var parts: [HTML] = []
        if frame.isForLooking {
            parts.append(Part.paragraph(frame.say(FramePhrase.readOnly), ["d-soft"]))
        } else if !model.canAct {
            parts.append(Part.paragraph(frame.say(FramePhrase.readOnlyForNow), ["d-soft"]))
        } else {
            let own = possible.filter { action in frame.user.map { $0.role >= action.role } ?? false }
            if own.isEmpty {
                parts.append(Part.paragraph(frame.say(possible.isEmpty ? RunPhrase.nothingToDo : .mayNot), ["d-soft"]))
            } else {
                parts.append(
                    .element(
                        "ul", [.classes(["d-actions"]), .plain("role", "list")],
                        own.map { action in
                            let look: [StaticString] =
                                action.isFinal
                                ? ["d-button", "danger"] : action == .approve ? ["d-button", "primary"] : ["d-button"]
                            return .element(
                                "li", [],
                                [
                                    Part.link(
                                        frame.say(ActionPhrase(action)),
                                        to: LocalAddress(["runs", model.report.run.id.rawValue, action.rawValue]), look)
                                ])
                        }))
            }
        }
        return Part.section(frame.say(RunPhrase.whatNow), id: "now", parts)
    }

    private static func progress(_ run: RunSummary, _ figures: RunFigures, _ frame: PageFrame) -> HTML {
        let (sending, progress) = (figures.sending, run.progress)
        func line(_ name: RunPhrase, _ done: Int?, _ whole: Int?, _ words: String, _ live: String) -> HTML {
            .element(
                "div", [.classes(["d-figure"])],
                [
                    .element("p", [.classes(["d-figure-name"])], [.text(frame.say(name))]),
                    Part.bar(
                        done, of: whole, label: frame.say(name), words: words, live: live, isReading: name == .read),
                ])
        }
        var parts = [line(.sending, sending.done, sending.of, figures.sendingShare, "sending")]
        parts.append(
            line(
                .delivered, progress.delivered, progress.valid, figures.share(progress.delivered, of: progress.valid),
                "delivered"))
        parts.append(
            line(.read, progress.read, progress.readOf, figures.share(progress.read, of: progress.readOf), "read")
        )
        if run.recall != .none {
            parts.append(
                line(
                    .recalled, run.recallShare.recalled, run.recallShare.reached,
                    figures.share(run.recallShare.recalled, of: run.recallShare.reached), "recalled"))
        }
        if let sampledAt = progress.sampledAt {
            let words = frame.say(RunPhrase.asOf, ["time": frame.language.dateTime(sampledAt, in: frame.zone)])
            parts.append(.element("p", [.classes(["d-soft"]), .data("t", "asOf")], [.text(words)]))
        }
        return Part.section(frame.say(RunPhrase.figures), id: "figures", parts)
    }

    private static func facts(_ run: RunSummary, _ frame: PageFrame) -> HTML {
        var facts: [(name: String, value: [HTML])] = [
            (frame.say(RunPhrase.job), [Part.link(run.job, to: LocalAddress(["jobs", run.job]))]),
            (frame.say(RunPhrase.id), [.element("code", [], [.text(run.id.rawValue)])]),
            (frame.say(RunPhrase.created), [Part.time(run.createdAt, frame)]),
        ]
        if let started = run.startedAt { facts.append((frame.say(RunPhrase.started), [Part.time(started, frame)])) }
        if let sent = run.sentAt { facts.append((frame.say(RunPhrase.sentAt), [Part.time(sent, frame)])) }
        if let occurrence = run.occurrence { facts.append((frame.say(RunPhrase.occurrence), [.text(occurrence)])) }
        let channel = frame.say(run.channel == .batch ? RunPhrase.batchChannel : .directChannel)
        facts.append((frame.say(RunPhrase.channel), [.text(channel)]))
        if !run.planSHA256.isEmpty {
            facts.append(
                (frame.say(RunPhrase.plan), [.element("code", [], [.text(String(run.planSHA256.prefix(16)) + "…")])]))
        }
        return Part.section(frame.say(RunPhrase.facts), id: "facts", [Part.facts(facts)])
    }

    private static func batches(_ model: Model, _ frame: PageFrame) -> HTML {
        let run = model.report.run
        let last = model.batches.last?.ordinal ?? model.firstBatch
        let caption = frame.say(
            RunPhrase.batchesCaption,
            [
                "first": frame.language.number(model.firstBatch), "last": frame.language.number(last),
                "all": frame.language.number(model.batchCount),
            ])
        let headings: [RunPhrase] = [.batch, .label, .state, .recipients, .delivered, .read, .problem]
        let rows = model.batches.map { batch in
            var state = frame.say(StatePhrase(batch.state))
            if let recall = batch.recall { state += " · " + frame.say(StatePhrase(recall)) }
            let problem = frame.context.words(frame.language.problem(of: batch, on: run.channel))
            return Part.row([
                [.text(String(batch.ordinal))], [.text(frame.context.words(frame.language.label(batch.label)))],
                [.text(state)],
                [.text(frame.language.number(batch.recipients))],
                [.text(frame.language.number(batch.progress.delivered))],
                [.text(frame.language.number(batch.progress.read))],
                [.text(problem)],
            ])
        }
        var links: [HTML] = []
        func page(from first: Int) -> LocalAddress {
            LocalAddress(["runs", run.id.rawValue], query: [("from", String(first))], fragment: "batches")
        }
        if model.firstBatch > 1 {
            links.append(
                Part.link(frame.say(RunPhrase.olderBatches), to: page(from: max(1, model.firstBatch - batchesOnAPage))))
        }
        if last < model.batchCount {
            links.append(Part.link(frame.say(RunPhrase.laterBatches), to: page(from: last + 1)))
        }
        let paging: [HTML] =
            links.isEmpty
            ? [] : [.element("nav", [.classes(["d-paging"]), .label(frame.say(RunPhrase.batches))], links)]
        return Part.section(
            frame.say(RunPhrase.batches), id: "batches",
            [Part.table(caption: caption, headings.map { frame.say($0) }, rows)] + paging)
    }
}
