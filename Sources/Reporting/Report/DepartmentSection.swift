public import JobModel

/// Delivery and reads by department.
public enum DepartmentSection {
    /// Departments that are seen at once; the smaller ones are folded away.
    public static let openRows = 30
    /// Most departments that have a row of their own; the others share one.
    public static let mostRows = 200

    /// The section; `nil` when the run knows no departments: groups are listed by their ids, which tell nothing.
    public static func html(
        _ departments: [DepartmentFigures], unit: AudienceUnit, _ context: ReportContext
    ) -> HTML? {
        guard unit != .chats, departments.contains(where: { $0.name != nil }), departments.count > 1 else { return nil }
        let bySize = departments.enumerated().sorted { one, other in
            (other.element.recipients, one.offset) < (one.element.recipients, other.offset)
        }.map(\.element)
        // Folding a few away takes as much room as showing them.
        let open = bySize.count > openRows + 5 ? bySize.prefix(openRows) : bySize[...]
        let folded = bySize.dropFirst(open.count)
        return ReportSection.html(
            context.say(ReportPhrase.departments),
            (extremes(departments, context).map { [ReportSection.paragraph($0)] } ?? [])
                + [table(open, rest: [], unit, context)]
                + (folded.isEmpty
                    ? []
                    : [
                        ReportSection.folded(
                            context.say(ReportPhrase.moreDepartments, count: folded.count),
                            [
                                table(
                                    folded.prefix(mostRows - openRows), rest: folded.dropFirst(mostRows - openRows),
                                    unit,
                                    context)
                            ])
                    ]))
    }

    private static func table(
        _ departments: ArraySlice<DepartmentFigures>, rest: ArraySlice<DepartmentFigures>, _ unit: AudienceUnit,
        _ context: ReportContext
    ) -> HTML {
        let isFirst = departments.startIndex == 0
        var table = FigureTable(
            caption: context.say(isFirst ? ReportPhrase.departmentsCaption : .smallerDepartments),
            [
                .init(context.say(ReportPhrase.department)),
                .init(context.say(BalancePhrase(unit).plain), isNumeric: true),
                .init(context.say(ReportPhrase.accepted), isNumeric: true),
                .init(context.say(ReportPhrase.delivered), isNumeric: true, isMinor: true),
                .init(context.say(ReportPhrase.readAtLeast), isNumeric: true, isMinor: true),
                .init(context.say(ReportPhrase.readShare)),
            ])
        for department in departments { table.append(cells(name(department, context), department, context)) }
        if !rest.isEmpty {
            let sum = rest.reduce(into: DepartmentFigures(name: nil)) { $0.add($1) }
            table.close(with: cells(context.say(ReportPhrase.moreDepartments, count: rest.count), sum, context))
        }
        return table.html
    }

    /// What people call a department.
    static func name(_ department: DepartmentFigures, _ context: ReportContext) -> String {
        guard let name = department.name else { return context.say(ReportPhrase.noDepartment) }
        return name == ResolvedAudience.singlesLabel
            ? context.say(ReportPhrase.peopleNamedSingly) : context.words(name)
    }

    private static func cells(_ name: String, _ figures: DepartmentFigures, _ context: ReportContext) -> [HTML] {
        [
            .text(name), .text(context.language.number(figures.recipients)), accepted(figures, context),
            .text(context.language.number(figures.progress.delivered)),
            .text(context.language.number(figures.progress.read)),
            ShareBar.html(figures.progress.read, of: figures.progress.readOf, context),
        ]
    }

    /// A department that was left out must not look like the others.
    private static func accepted(_ figures: DepartmentFigures, _ context: ReportContext) -> HTML {
        let number = context.language.number(figures.accepted)
        guard figures.accepted + figures.invalid < figures.recipients else { return .text(number) }
        return .element("strong", [.classes(["alarm"])], [.text(number)])
    }

    /// The departments that read most and least; `nil` when they cannot be told apart.
    private static func extremes(_ departments: [DepartmentFigures], _ context: ReportContext) -> String? {
        func share(_ department: DepartmentFigures) -> Double? {
            guard let read = department.progress.read, let whole = department.progress.readOf, whole > 0
            else { return nil }
            return Double(read) / Double(whole)
        }
        let known = departments.filter { share($0) != nil }
        guard let most = known.max(by: { (share($0) ?? 0) < (share($1) ?? 0) }),
            let least = known.min(by: { (share($0) ?? 0) < (share($1) ?? 0) }), share(most) != share(least)
        else { return nil }
        func percent(_ department: DepartmentFigures) -> String {
            context.language.percent(department.progress.read, of: department.progress.readOf)
        }
        return context.say(
            ReportPhrase.departmentsSentence,
            [
                "most": name(most, context), "mostShare": percent(most), "least": name(least, context),
                "leastShare": percent(least),
            ])
    }
}
