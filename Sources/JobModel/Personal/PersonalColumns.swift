/// Where in which file the columns of a message are.
struct PersonalColumns {
    /// By list of the audience and by column of the template, the place among the file's columns.
    private let places: [[Int?]]
    private let rows: PersonalRows?
    /// The columns of the template.
    private let names: [String]

    /// Looks the columns up.
    ///
    /// - Throws: ``PlanRefusal`` for a column that no file has, and for a file whose cells were not read.
    init(_ template: PersonalTemplate, _ rows: PersonalRows?) throws(PlanRefusal) {
        let files = rows?.files ?? []
        for (file, pointer) in files {
            guard template.columns.allSatisfy({ !file.columns.contains($0) || file.keptColumns.contains($0) }) else {
                throw PlanRefusal(.data, pointer, "the columns of \(Quoting.quoted(file.name)) were not read")
            }
        }
        let reasons = template.columns.indices.compactMap { Self.unknown($0, of: template, files.map(\.file)) }
        guard reasons.isEmpty else { throw PlanRefusal(reasons: reasons) }
        self.rows = rows
        names = template.columns
        places = (rows?.lists ?? []).map { list in
            template.columns.map { column in
                if case .file(let file, _) = list { file.keptColumns.firstIndex(of: column) } else { nil }
            }
        }
    }

    /// A value of one person, and the row it stands in.
    typealias Found = (value: String, row: PersonalRows.Row)

    /// What a person has in a column; two values when their rows contradict each other.
    ///
    /// A row of their own beats those of their departments, in every column its file has, even with an empty cell.
    func values(_ column: Int, of personRows: [PersonalRows.Row]) -> (first: Found?, other: Found?) {
        var first: Found?
        var other: Found?
        let having = personRows.filter { places[Int($0.list)][column] != nil }
        let hasOwn = having.contains(where: \.isOwn)
        for row in having where row.isOwn || !hasOwn {
            guard let place = places[Int(row.list)][column], case .file(let file, _)? = rows?.lists[Int(row.list)],
                let value = AudienceCell.value(file.cell(row: Int(row.index), column: place))
            else { continue }
            guard let found = first else {
                first = (value, row)
                continue
            }
            // Letters that look the same but are spelt otherwise are other bytes in the message.
            if other == nil, !value.utf8.elementsEqual(found.value.utf8) { other = (value, row) }
        }
        return (first, other)
    }

    /// What a tester sees in a column that some file has and no row of theirs; `nil` where nobody is a tester.
    func sample(_ column: Int, of personRows: [PersonalRows.Row]) -> String? {
        guard rows?.isTest == true, places.contains(where: { $0[column] != nil }),
            !personRows.contains(where: { places[Int($0.list)][column] != nil })
        else { return nil }
        return SampleValue.text(of: names[column])
    }

    private static func unknown(
        _ column: Int, of template: PersonalTemplate, _ files: [AudienceFile]
    ) -> PlanRefusal.Reason? {
        let name = template.columns[column]
        let needs = template.needs.filter { $0.column == column }
        let pointer = needs[0].pointer
        if files.isEmpty {
            guard let need = needs.first(where: { !$0.hasFallback }) else { return nil }
            return PlanRefusal.Reason(
                category: .data, pointer: need.pointer,
                message: "\(Quoting.quoted("{{\(name)}}")) has no default, and no file of the audience could fill it",
                hint: "write {{\(name)|default}}, or name people in a CSV file with the column")
        }
        guard !files.contains(where: { $0.columns.contains(name) }) else { return nil }
        let looked = files.prefix(3).map(\.name).joined(separator: ", ") + (files.count > 3 ? ", …" : "")
        let known = files.flatMap(\.columns)
        let hint =
            AppearanceKind(rawValue: name) != nil
            ? "\(name) names people and fills nothing; give the file a column of its own"
            : KeySuggestion.nearest(to: name, among: known).map { "did you mean {{\($0)}}?" }
                ?? (known.isEmpty
                    ? "the file has no columns beside ids"
                    : "known: \(Quoting.line(known.joined(separator: ", "), limit: 200))")
        return PlanRefusal.Reason(
            category: .data, pointer: pointer,
            message: "no file has a column \(Quoting.quoted(name)); looked in \(Quoting.line(looked, limit: 200))",
            hint: hint)
    }
}
