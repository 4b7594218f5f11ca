public import JobModel

/// The few figures somebody in a hurry wants.
public enum KeyFigures {
    /// The figures side by side.
    ///
    /// - Parameters:
    ///   - run: The run.
    ///   - halfLifeSeconds: Seconds until half of the reads, where that is known.
    ///   - context: For whom.
    /// - Returns: A list of figures with their names.
    public static func html(_ run: RunSummary, halfLifeSeconds: Int?, _ context: ReportContext) -> HTML {
        let language = context.language
        let progress = run.progress
        let people = run.people
        // As in the balance sheet below, where the shares add up.
        let accepted =
            people.targeted > 0
            ? context.say(
                ReportPhrase.ofTargeted,
                [
                    "share": BalanceShares(people).text(.accepted, people, language),
                    "count": language.number(people.targeted),
                ]) : nil
        func share(_ phrase: ReportPhrase, _ part: Int?, of whole: Int?) -> String? {
            guard part != nil, let whole, whole > 0 else { return nil }
            return context.say(
                phrase, ["share": language.percent(part, of: whole), "count": language.number(whole)])
        }
        var tiles = [
            tile(context.say(ReportPhrase.targeted), language.number(people.targeted), unit(run, context)),
            tile(
                context.say(ReportPhrase.accepted), language.number(people.accepted), accepted),
            tile(
                context.say(ReportPhrase.delivered), language.number(progress.delivered),
                looked(run, behind: share(.ofValid, progress.delivered, of: progress.valid), context)),
            tile(
                context.say(ReportPhrase.readAtLeast), language.number(progress.read),
                share(.ofDelivered, progress.read, of: progress.readOf)),
        ]
        if let halfLifeSeconds {
            tiles.append(
                tile(
                    context.say(ReportPhrase.halfLife), language.duration(seconds: halfLifeSeconds),
                    context.say(ReportPhrase.halfLifeNote), isWords: true))
        }
        return .element("dl", [.classes(["tiles"])], tiles)
    }

    /// What stands below the delivered: 100 % of one batch is not 100 % of all.
    private static func looked(_ run: RunSummary, behind share: String?, _ context: ReportContext) -> String? {
        guard run.looked.isPart else { return share }
        let words = context.lookedAt(run.looked, run.channel)
        return share.map { "\($0) · \(words)" } ?? words
    }

    private static func unit(_ run: RunSummary, _ context: ReportContext) -> String? {
        run.unit == .people ? nil : context.say(BalancePhrase(run.unit), count: run.people.targeted)
    }

    private static func tile(_ name: String, _ figure: String, _ note: String?, isWords: Bool = false) -> HTML {
        .element(
            "div", [.classes(["tile"])],
            [
                .element("dt", [], [.text(name)]),
                .element("dd", [.classes(isWords ? ["figure", "words"] : ["figure"])], [.text(figure)]),
            ] + (note.map { [.element("dd", [.classes(["remark"])], [.text($0)])] } ?? []))
    }
}
