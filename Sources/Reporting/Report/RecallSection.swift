public import JobModel

/// How far taking the message back has gone.
public enum RecallSection {
    /// The section.
    public static func html(_ run: RunSummary, _ recall: RecallFigures, _ context: ReportContext) -> HTML {
        let heading = context.say(RecallPhrase.recall)
        guard run.recall != .none || !recall.lines.isEmpty || recall.unreachableBatches > 0 else {
            return ReportSection.html(heading, [ReportSection.paragraph(context.say(RecallPhrase.nobodyAsked))])
        }
        var parts = [
            ReportSection.paragraph(
                context.sentences(
                    [
                        context.say(RecallPhrase.asked, ["state": context.say(StatePhrase(run.recall))]),
                        context.say(
                            RecallPhrase.ofDelivered,
                            [
                                "recalled": context.language.number(run.recallShare.recalled),
                                "delivered": context.language.number(run.recallShare.reached),
                            ]),
                    ]
                        + (run.recallShare.left.map { $0 > 0 ? [context.say(RecallPhrase.stillThere, count: $0)] : [] }
                            ?? [])))
        ]
        if recall.unreachableBatches > 0 {
            parts.append(
                ReportSection.paragraph(
                    context.say(
                        RecallPhrase.unreachable, count: recall.unreachableBatches,
                        ["who": context.say(BalancePhrase(run.unit), count: recall.unreachableRecipients)]), ["alarm"]))
        }
        parts += recall.refusals.map { refusal($0, run, context) }
        if !recall.lines.isEmpty { parts.append(table(recall.lines, context)) }
        return ReportSection.html(heading, parts)
    }

    private static func refusal(
        _ refusal: RecallFigures.Refusal, _ run: RunSummary, _ context: ReportContext
    ) -> HTML {
        let known = refusal.feishuCode.flatMap { FeishuTrouble.row($0, on: run.channel) }
        let meaning = known.map { context.language.say(TroubleMeaning(trouble: $0)) } ?? refusal.message ?? "–"
        let batches = context.say(
            run.channel == .batch ? FailurePhrase.batches : .messages, count: refusal.batches)
        let sentence = context.say(
            RecallPhrase.refusedBecause, ["batches": batches, "meaning": context.words(meaning)])
        let evidence = [
            refusal.feishuCode.map { context.say(FailurePhrase.code, ["code": String($0)]) },
            refusal.logID.map { context.say(FailurePhrase.logID, ["id": context.words($0)]) },
        ].compactMap(\.self).joined(separator: " · ")
        return .element(
            "p", [],
            [.text(sentence)]
                + (known.map { [.text(" " + context.say(TroubleFix(trouble: $0), ["run": run.id.rawValue]))] } ?? [])
                + [.text(" "), .element("span", [.classes(["evidence"])], [.text(evidence)])])
    }

    private static func table(_ lines: [RecallFigures.Line], _ context: ReportContext) -> HTML {
        var table = FigureTable(
            caption: context.say(RecallPhrase.caption),
            [
                .init(context.say(RecallPhrase.standing)), .init(context.say(RecallPhrase.batches), isNumeric: true),
                .init(context.say(RecallPhrase.recipients), isNumeric: true),
                .init(context.say(RecallPhrase.delivered), isNumeric: true),
                .init(context.say(RecallPhrase.takenBack), isNumeric: true),
            ])
        let language = context.language
        for line in lines {
            table.append([
                .text(line.state.map { context.say(StatePhrase($0)) } ?? context.say(RecallPhrase.waiting)),
                .text(language.number(line.batches)), .text(language.number(line.recipients)),
                .text(language.number(line.delivered)), .text(language.number(line.recalled)),
            ])
        }
        return table.html
    }
}
