import JobModel
import Reporting

/// The second step of a decision: what will happen, what cannot be taken back, and a button.
enum ConfirmPage {
    /// What somebody is asked about.
    struct Question: Sendable {
        var action: RunAction
        /// The run with all its batches.
        var run: RunSummary
        var outlook: ActionOutlook
        /// People above which the head-count is typed.
        var confirmAbove: Int

        /// The number that has to be typed; `nil` when none has to be.
        var typedCount: Int? {
            let count = run.people.pending
            return action == .approve && run.unit == .people && count > confirmAbove ? count : nil
        }

        /// What was looked at, as the form carries it: the plan, and for going on the doubts.
        var seen: String {
            let doubts = action == .resume ? run.doubts.map(String.init).joined(separator: ",") : ""
            return "\(run.planSHA256);\(doubts)"
        }
    }

    static func html(_ question: Question, seal: String, trouble: String? = nil, _ frame: PageFrame) -> String {
        let run = question.run
        var frame = frame
        frame.section = .runs
        let title = frame.say(
            ActionPhrase.title(question.action), ["title": run.title.isEmpty ? run.job : run.title])
        let back = LocalAddress(["runs", run.id.rawValue])
        var parts: [HTML] = [.element("h1", [.plain("id", "title")], [.text(title)])]
        if let trouble {
            parts.append(
                .element("div", [.classes(["d-notice", "bad"]), .plain("role", "alert")], [Part.paragraph(trouble)]))
        }
        if let refusal = question.outlook.refusal {
            parts += refused(refusal, frame) + [.element("p", [], [Part.link(frame.say(FramePhrase.back), to: back)])]
        } else {
            parts += [
                .element("p", [], [Part.badge(run.state, frame)]), Part.heading(frame.say(ActionPhrase.whatWillHappen)),
                .element(
                    "ul", [.classes(["d-outlook"])],
                    consequences(question, frame).map { .element("li", [], [.text($0)]) }
                ),
                form(question, seal: seal, back: back, frame),
            ]
        }
        return frame.document(
            title,
            [.element("section", [.classes(["sheet-part", "d-narrow"]), .plain("aria-labelledby", "title")], parts)])
    }

    /// Why it cannot be done.
    static func refused(_ refusal: ActionRefusal, _ frame: PageFrame) -> [HTML] {
        [Part.paragraph(frame.say(ActionPhrase.nothingDone, ["message": refusal.message]))]
            + (refusal.hint.map { [Part.paragraph(frame.say(ActionPhrase.hint, ["hint": $0]), ["d-soft"])] } ?? [])
    }

    // MARK: What will happen

    private static func consequences(_ question: Question, _ frame: PageFrame) -> [String] {
        let (run, language) = (question.run, frame.language)
        func who(_ count: Int) -> String { language.say(BalancePhrase(run.unit), count: count) }
        let pending = who(run.people.pending)
        var lines: [String] = []
        switch question.action {
        case .approve:
            lines = [
                frame.say(ActionPhrase.willSend, ["who": pending]),
                frame.say(ActionPhrase.planHash, ["hash": String(run.planSHA256.prefix(16)) + "…"]),
                frame.say(ActionPhrase.willSendBy),
            ]
            if let end = question.outlook.expiresAt {
                lines.append(frame.say(ActionPhrase.approvalExpires, ["time": language.dateTime(end, in: frame.zone)]))
            }
        case .pause:
            lines = [frame.say(ActionPhrase.willHold, ["who": pending]), frame.say(ActionPhrase.onTheWire)]
        case .resume:
            lines = [frame.say(ActionPhrase.willGoOn, ["who": pending])]
            if !run.doubts.isEmpty {
                let list = run.doubts.prefix(20).map(String.init).joined(separator: ", ")
                lines.append(language.say(ActionPhrase.doubtsStay, count: run.doubts.count, ["list": list]))
            }
            lines.append(frame.say(ActionPhrase.nextTick))
        case .cancel:
            lines = [
                frame.say(ActionPhrase.willNeverBeSent, ["who": pending]),
                frame.say(ActionPhrase.whatIsSentStays, ["who": who(run.people.accepted)]),
                frame.say(ActionPhrase.neverResumed),
            ]
        case .recall: lines = recall(run, frame, who)
        }
        return lines + (question.action.isFinal ? [frame.say(ActionPhrase.final)] : [])
    }

    private static func recall(_ run: RunSummary, _ frame: PageFrame, _ who: (Int) -> String) -> [String] {
        func count(_ batches: [BatchSummary]) -> [String: String] {
            let unit = run.channel == .batch ? ActionPhrase.batches : .messages
            return [
                "who": who(batches.reduce(0) { $0 + $1.recipients }),
                "batches": frame.language.say(unit, count: batches.count),
            ]
        }
        let named = run.batches.filter { $0.batchMessageID != nil && $0.recall != .confirmed }
        let unsent = run.batches.filter { [.pending, .claimed].contains($0.state) }
        let beyond = run.batches.filter {
            $0.state.mayHaveBeenDelivered && $0.state != .dispatching && $0.batchMessageID == nil
        }
        var lines = [frame.say(ActionPhrase.takesBack, count(named))]
        if !unsent.isEmpty {
            lines.append(frame.say(ActionPhrase.stopsFirst, count(unsent)))
            if run.state == .sending { lines.append(frame.say(ActionPhrase.takesBackLater)) }
        }
        if !beyond.isEmpty { lines.append(frame.say(ActionPhrase.cannotTakeBack, count(beyond))) }
        return lines + [frame.say(ActionPhrase.showsGone)]
    }

    // MARK: The form

    private static func form(_ question: Question, seal: String, back: LocalAddress, _ frame: PageFrame) -> HTML {
        var fields = [Form.hidden("seal", seal), Form.hidden("seen", question.seen)]
        if let end = question.outlook.quietUntil {
            fields += [
                Part.notice(
                    [frame.say(ActionPhrase.quiet, ["time": frame.language.dateTime(end, in: frame.zone)])], "warn"),
                .element(
                    "div", [.classes(["d-field", "d-check"])],
                    [
                        .empty(
                            "input",
                            [
                                .plain("type", "checkbox"), .plain("id", "quiet"), .plain("name", "quiet"),
                                .plain("value", "yes"), .plain("required", ""),
                            ]),
                        .element("label", [.plain("for", "quiet")], [.text(frame.say(ActionPhrase.quietConsent))]),
                    ]),
            ]
        }
        if let count = question.typedCount {
            let words = ["count": frame.language.number(count)]
            fields.append(
                Form.field(
                    "count", label: frame.say(ActionPhrase.typeCount, words),
                    hint: frame.say(ActionPhrase.typeCountHint, words), hintID: "count-hint",
                    [
                        .plain("type", "text"), .plain("inputmode", "numeric"), .plain("autocomplete", "off"),
                        .plain("maxlength", "16"), .plain("required", ""),
                    ]))
        }
        if question.action == .pause || question.action == .cancel {
            fields.append(
                Form.field(
                    "reason", label: frame.say(ActionPhrase.reason), hint: frame.say(ActionPhrase.reasonHint),
                    hintID: "reason-hint",
                    [.plain("type", "text"), .plain("maxlength", "200"), .plain("autocomplete", "off")]))
        }
        let look: [StaticString] = question.action.isFinal ? ["danger"] : ["primary"]
        let yes = frame.say(ActionPhrase.yes, ["action": frame.say(ActionPhrase.verb(question.action))])
        return .element(
            "form",
            [
                .plain("method", "post"),
                .local("action", LocalAddress(["runs", question.run.id.rawValue, question.action.rawValue])),
            ],
            fields + [
                .element(
                    "p", [.classes(["d-choices"])],
                    [
                        .element("button", [.plain("type", "submit"), .classes(look)], [.text(yes)]),
                        Part.link(frame.say(ActionPhrase.no), to: back, ["d-button"]),
                    ])
            ])
    }
}
