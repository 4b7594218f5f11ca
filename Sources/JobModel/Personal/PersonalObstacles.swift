/// Collects what stands in the way of everybody's own message, and says it in few sentences however many people it is
/// about.
struct PersonalObstacles {
    private static let listedPlaces = 3
    private static let listedCells = 10

    private let template: PersonalTemplate
    private let rows: PersonalRows?
    private var contradictions: [Int: (count: Int, first: String)] = [:]
    private var missing: [Int: (count: Int, places: [String])] = [:]
    private var unsafeCells: [PlanRefusal.Reason] = []
    private var unsafeCount = 0

    init(_ template: PersonalTemplate, _ rows: PersonalRows?) {
        self.template = template
        self.rows = rows
    }

    /// Somebody has two values in a column.
    mutating func contradiction(_ column: Int, _ first: PersonalRows.Row, _ second: PersonalRows.Row) {
        let places = "\(rows?.place(of: first) ?? "") and \(rows?.place(of: second) ?? "")"
        contradictions[column, default: (0, places)].count += 1
    }

    /// Somebody has no value in a column that has no default.
    mutating func missing(_ column: Int, of id: String) {
        missing[column, default: (0, [])].count += 1
        guard missing[column, default: (0, [])].places.count < Self.listedPlaces else { return }
        missing[column, default: (0, [])].places.append(rows?.place(of: id) ?? id)
    }

    /// A cell is no plain value where it is put.
    mutating func unsafe(_ cell: PersonalString.UnsafeCell, row: PersonalRows.Row?, of id: String) {
        unsafeCount += 1
        guard unsafeCells.count < Self.listedCells else { return }
        let place = row.flatMap { rows?.place(of: $0) } ?? rows?.place(of: id) ?? id
        let what = cell.column.map { "the column \(Quoting.quoted(template.columns[$0]))" } ?? "the finished message"
        unsafeCells.append(
            PlanRefusal.Reason(
                category: .data, pointer: row.map(pointer) ?? template.needs[0].pointer,
                message: "\(place): \(what) holds \(cell.problem.message)", hint: cell.problem.hint))
    }

    /// Throws ``PlanRefusal`` unless nothing stands in the way.
    func refuse() throws(PlanRefusal) {
        var reasons: [PlanRefusal.Reason] = []
        for column in template.columns.indices {
            let name = template.columns[column]
            if let (count, first) = contradictions[column] {
                let more = count > 1 ? ", and so for \(count - 1) more" : ""
                reasons.append(
                    reason(
                        column, "\(first) name one person with different values in \(Quoting.quoted(name))\(more)",
                        hint: "leave one of the rows out, or give both the same value"))
            }
            if let (count, places) = missing[column] {
                let people = count == 1 ? "1 person has" : "\(count) people have"
                reasons.append(
                    reason(
                        column,
                        "\(people) no value in \(Quoting.quoted(name)), which has no default: "
                            + places.joined(separator: ", ") + (count > places.count ? ", …" : ""),
                        hint: "fill the cells, or write {{\(name)|default}}"))
            }
        }
        reasons += unsafeCells
        if unsafeCount > unsafeCells.count {
            reasons.append(
                PlanRefusal.Reason(
                    category: .data, pointer: template.needs[0].pointer,
                    message: "\(unsafeCount - unsafeCells.count) more cells are no plain values"))
        }
        guard reasons.isEmpty else { throw PlanRefusal(reasons: reasons) }
    }

    private func reason(_ column: Int, _ message: String, hint: String) -> PlanRefusal.Reason {
        let need = template.needs.first { $0.column == column && !$0.hasFallback }
        let pointer = (need ?? template.needs.first { $0.column == column })?.pointer ?? "/message"
        return PlanRefusal.Reason(category: .data, pointer: pointer, message: message, hint: hint)
    }

    private func pointer(to row: PersonalRows.Row) -> String {
        rows?.lists[Int(row.list)].pointer(toIndex: Int(row.index)) ?? "/audience"
    }
}
