import struct Foundation.Data

/// The content of everybody's own message, or everything that stands in its way.
///
/// All or nothing: nobody gets a message with a gap in it, or with somebody else's value.
struct PersonalContents {
    /// All of them one after the other: each by itself would take twice the memory.
    private var bytes = Data()
    /// Where each ends, by place in the order of sending.
    private var ends: [Int] = []
    /// For how many people which columns are filled by defaults.
    let defaulted: [DefaultedColumn]

    /// Fills a template for every recipient of an audience.
    ///
    /// - Throws: ``PlanRefusal`` with every obstacle: unknown columns, rows that contradict each other, values that are
    ///   missing, and cells that are no plain values where they are put.
    init(_ template: PersonalTemplate, _ audience: ResolvedAudience) throws(PlanRefusal) {
        let columns = try PersonalColumns(template, audience.rows)
        var obstacles = PersonalObstacles(template, audience.rows)
        let isNeeded = template.columns.indices.map { column in
            template.needs.contains { $0.column == column && !$0.hasFallback }
        }
        var defaults = template.columns.map { _ in 0 }
        ends.reserveCapacity(audience.recipients)
        for id in audience.groups.lazy.flatMap(\.recipients) {
            let rows = audience.rows?.rows(of: id) ?? []
            var cells: [String?] = []
            var sources: [PersonalRows.Row?] = []
            var isWhole = true
            for column in template.columns.indices {
                let (first, other) = columns.values(column, of: rows)
                if let first, let other {
                    obstacles.contradiction(column, first.row, other.row)
                    isWhole = false
                }
                if first == nil, let sample = columns.sample(column, of: rows) {
                    cells.append(sample)
                    sources.append(nil)
                    continue
                }
                if first == nil {
                    defaults[column] += isNeeded[column] ? 0 : 1
                    if isNeeded[column] {
                        obstacles.missing(column, of: id)
                        isWhole = false
                    }
                }
                cells.append(first?.value)
                sources.append(first?.row)
            }
            guard isWhole else { continue }
            do throws(PersonalString.UnsafeCell) {
                bytes.append(try template.content(cells))
                ends.append(bytes.count)
            } catch {
                obstacles.unsafe(error, row: error.column.flatMap { sources[$0] }, of: id)
            }
        }
        try obstacles.refuse()
        defaulted = zip(template.columns, defaults).filter { $0.1 > 0 }.map {
            DefaultedColumn(column: $0, people: $1)
        }
    }

    /// The content of the message at a place in the order of sending, from 0.
    func content(at place: Int) -> Data { bytes[(place == 0 ? 0 : ends[place - 1])..<ends[place]] }
}
