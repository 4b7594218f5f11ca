public import JobModel

/// What went wrong, by cause, with what to do about it.
public enum FailureSection {
    /// Most ids that are shown.
    static let mostIDs = 500

    /// The section.
    public static func html(_ report: RunReport, _ context: ReportContext) -> HTML {
        let lost = report.failures.filter { !$0.isOvercome }
        let overcome = report.failures.filter(\.isOvercome)
        var parts: [HTML] =
            lost.isEmpty
            ? [ReportSection.paragraph(context.say(FailurePhrase.none))]
            : [
                .element(
                    "ul", [.classes(["causes"]), .plain("role", "list")],
                    lost.map { cause($0, report.run, context) })
            ]
        if !overcome.isEmpty { parts.append(onTheWay(overcome, report.run, context)) }
        let ids = report.run.batches.flatMap(\.invalidIDs)
        if context.showsIDs, !ids.isEmpty { parts.append(list(ids, context)) }
        return ReportSection.html(context.say(FailurePhrase.failures), parts)
    }

    private static func cause(_ cause: FailureCause, _ run: RunSummary, _ context: ReportContext) -> HTML {
        let known = trouble(cause, run.channel)
        let names = ["run": run.id.rawValue, "batch": cause.firstBatch.map(String.init) ?? "1"]
        let grant = known == nil ? nil : cause.hint.flatMap { context.language.grant(in: $0) }
        let fix =
            grant ?? known.map { context.say(TroubleFix(trouble: $0), names) }
            ?? context.say(RemedyPhrase(cause), names)
        return .element(
            "li", [.classes(["cause"])],
            [
                .element("h3", [], [.text(title(cause, run.channel, context))]),
                .element("p", [.classes(["concerned"])], [.text(concerned(cause, run, context))]),
                .element(
                    "p", [],
                    [.element("strong", [], [.text(context.pair(context.say(FailurePhrase.fix), " "))]), .text(fix)]),
            ] + evidence(cause, run.channel, context))
    }

    /// What the cause is; a known code of Feishu's says it best.
    static func title(_ cause: FailureCause, _ channel: DeliveryChannel, _ context: ReportContext) -> String {
        let outcome = context.say(CausePhrase(cause.kind))
        // What Feishu calls it there is said already.
        guard let known = trouble(cause, channel), !cause.isThrottling else { return outcome }
        return context.pair(outcome, context.say(TroubleMeaning(trouble: known)))
    }

    /// The row of a cause's code; a doubt stays one whatever code came with it.
    private static func trouble(_ cause: FailureCause, _ channel: DeliveryChannel) -> FeishuTrouble? {
        guard cause.kind != .lastTry(.inDoubt), cause.kind != .abandoned, let code = cause.feishuCode, code != 0 else {
            return nil
        }
        return FeishuTrouble.row(code, on: channel)
    }

    private static func concerned(_ cause: FailureCause, _ run: RunSummary, _ context: ReportContext) -> String {
        let people = context.say(
            FailurePhrase.concerned,
            ["people": context.say(BalancePhrase(run.unit), count: cause.recipients)])
        guard cause.batches > 0, run.channel == .batch else { return people }
        return "\(people) · \(context.say(FailurePhrase.batches, count: cause.batches))"
    }

    /// Codes, log id and Feishu's words: what somebody wants who looks into it.
    private static func evidence(
        _ cause: FailureCause, _ channel: DeliveryChannel, _ context: ReportContext
    ) -> [HTML] {
        var facts: [String] = []
        if let code = cause.feishuCode {
            let number = cause.feishuSubCode.map { "\(code)/\($0)" } ?? String(code)
            facts.append(context.say(FailurePhrase.code, ["code": number]))
        }
        if let status = cause.httpStatus { facts.append(context.say(FailurePhrase.http, ["status": String(status)])) }
        if let code = cause.curlCode, code != 0 {
            facts.append(context.say(FailurePhrase.curl, ["code": String(code)]))
        }
        if let message = cause.message, !message.isEmpty {
            facts.append(context.say(FailurePhrase.feishuSaid, ["message": context.words(message)]))
        }
        if trouble(cause, channel) == nil, let hint = cause.hint, !hint.isEmpty {
            facts.append(context.say(FailurePhrase.atThatTime, ["hint": context.words(hint)]))
        }
        if let logID = cause.logID { facts.append(context.say(FailurePhrase.logID, ["id": context.words(logID)])) }
        if let first = cause.firstBatch {
            let phrase = channel == .batch ? FailurePhrase.firstBatch : .firstMessage
            facts.append(context.say(phrase, ["number": String(first)]))
        }
        guard !facts.isEmpty else { return [] }
        return [ReportSection.paragraph(facts.joined(separator: " · "), ["evidence"])]
    }

    private static func onTheWay(_ causes: [FailureCause], _ run: RunSummary, _ context: ReportContext) -> HTML {
        var table = FigureTable(
            caption: context.say(FailurePhrase.onTheWayCaption),
            [
                .init(context.say(FailurePhrase.cause)), .init(context.say(FailurePhrase.tries), isNumeric: true),
                .init(context.say(BalancePhrase(run.unit).plain), isNumeric: true),
                .init(context.say(AuditPhrase.detail)),
            ])
        for cause in causes {
            let detail = [
                cause.feishuCode.map { context.say(FailurePhrase.code, ["code": String($0)]) },
                cause.curlCode.flatMap { $0 == 0 ? nil : context.say(FailurePhrase.curl, ["code": String($0)]) },
                cause.logID.map { context.say(FailurePhrase.logID, ["id": context.words($0)]) },
            ].compactMap(\.self)
            table.append([
                .text(title(cause, run.channel, context)), .text(context.language.number(cause.tries)),
                .text(context.language.number(cause.recipients)), .text(detail.joined(separator: " · ")),
            ])
        }
        return ReportSection.folded(context.say(FailurePhrase.onTheWay), [table.html])
    }

    private static func list(_ ids: [String], _ context: ReportContext) -> HTML {
        let more = ids.count - mostIDs
        return ReportSection.folded(
            context.say(FailurePhrase.invalidIDs),
            [
                .element(
                    "ul", [.classes(["ids"]), .plain("role", "list")],
                    ids.prefix(mostIDs).map { .element("li", [], [.text($0)]) })
            ] + (more > 0 ? [ReportSection.paragraph(context.say(FailurePhrase.moreIDs, count: more))] : []))
    }
}
