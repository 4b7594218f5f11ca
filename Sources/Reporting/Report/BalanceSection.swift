public import JobModel

/// The balance sheet: everybody who was targeted, in words, as a bar and as a sum.
public enum BalanceSection {
    /// The section.
    public static func html(_ run: RunSummary, _ context: ReportContext) -> HTML {
        ReportSection.html(
            context.say(ReportPhrase.balance),
            [
                ReportSection.paragraph(sentence(run, context)), bar(run.people), table(run, context),
                ReportSection.paragraph(
                    context.say(
                        run.people.addsUp ? ReportPhrase.addsUp : .doesNotAddUp,
                        ["equation": equation(run.people, context)]), run.people.addsUp ? ["adds-up"] : ["alarm"]),
            ])
    }

    /// Who was reached, in one or two sentences.
    static func sentence(_ run: RunSummary, _ context: ReportContext) -> String {
        let people = run.people
        let all = context.say(BalancePhrase(run.unit), count: people.targeted)
        let first = context.say(
            ReportPhrase.balanceSentence,
            [
                "targeted": all, "accepted": context.language.number(people.accepted),
                "share": BalanceShares(people).text(.accepted, people, context.language),
            ])
        let others = people.places.dropFirst().filter { $0.count > 0 }
        guard !others.isEmpty else { return context.sentences([first, context.say(ReportPhrase.nobodyElse)]) }
        let parts = others.map { "\(context.say($0.phrase)) \(context.language.number($0.count))" }
        return context.sentences([
            first, context.say(ReportPhrase.others, ["parts": parts.joined(separator: " · ")]),
        ])
    }

    /// The sum in figures: `1,000 = 990 + 4 + 5 + 1`.
    static func equation(_ people: BalanceSheet, _ context: ReportContext) -> String {
        let parts = people.places.filter { $0.count > 0 }.map { context.language.number($0.count) }
        let sum = parts.isEmpty ? "0" : parts.joined(separator: " + ")
        return "\(context.language.number(people.targeted)) \(people.addsUp ? "=" : "≠") \(sum)"
    }

    private static func table(_ run: RunSummary, _ context: ReportContext) -> HTML {
        let people = run.people
        let shares = BalanceShares(people)
        var table = FigureTable(
            caption: context.say(ReportPhrase.balanceCaption),
            [
                .init(context.say(ReportPhrase.place)),
                .init(context.say(BalancePhrase(run.unit).plain), isNumeric: true),
                .init(context.say(ReportPhrase.share), isNumeric: true), .init(context.say(ReportPhrase.meaning)),
            ])
        for (place, count) in people.places where count > 0 || place == .accepted {
            table.append([
                .element(
                    "span", [.classes(["place"])],
                    [.element("span", [.classes(["swatch", look(place)])]), .text(context.say(place))]),
                .text(context.language.number(count)),
                .text(shares.text(place, people, context.language)),
                .text(PlaceNotePhrase(place).map { context.say($0) } ?? ""),
            ])
        }
        table.close(with: [
            .text(context.say(ReportPhrase.sum)), .text(context.language.number(people.targeted)),
            .text(context.language.percent(people.targeted, of: people.targeted)), .text(""),
        ])
        return table.html
    }

    /// One bar of all places.
    ///
    /// Small ones are widened so that they can be seen, at the cost of the largest.
    private static func bar(_ people: BalanceSheet) -> HTML {
        let least = 4.0
        let places = people.places.filter { $0.count > 0 }
        let total = Double(max(people.targeted, 1))
        var widths = places.map { max(least, Double($0.count) / total * 1000) }
        if let largest = widths.indices.max(by: { widths[$0] < widths[$1] }) {
            widths[largest] -= max(0, widths.reduce(0, +) - 1000)
        }
        var left = 0.0
        let parts = zip(places, widths).map { place, width in
            defer { left += width }
            return HTML.element(
                "rect",
                [
                    .classes([look(place.phrase)]), .decimal("x", left), .decimal("width", max(0, width)),
                    .number("height", 12),
                ])
        }
        return .element(
            "svg",
            [
                .classes(["balance-bar"]), .plain("viewBox", "0 0 1000 12"), .plain("preserveAspectRatio", "none"),
                .plain("aria-hidden", "true"), .plain("focusable", "false"),
            ], parts)
    }

    private static func look(_ place: BalancePhrase) -> StaticString {
        switch place {
        case .accepted: "p-good"
        case .invalid, .rejected: "p-bad"
        case .inDoubt, .abandoned: "p-warn"
        case .pending: "p-next"
        default: "p-other"
        }
    }
}
