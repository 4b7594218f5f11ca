/// Which rows of an audience's CSV files name whom, so that a value finds its way to the person whatever the row calls
/// them.
struct PersonalRows: Sendable, Equatable {
    /// A row that names somebody.
    struct Row: Sendable, Equatable {
        /// Its list, by index.
        var list: Int32
        /// Its place in the list, from 0.
        var index: Int32
        /// Whether it names the person, and not their department.
        var isOwn: Bool
    }

    /// The lists of the audience.
    let lists: [AppearanceList]
    /// Whether the cells of a file were read.
    let hasValues: Bool
    private var rows: [String: [Row]] = [:]

    init(lists: [AppearanceList]) {
        self.lists = lists
        hasValues = lists.contains {
            if case .file(let file, _) = $0 { !file.values.isEmpty } else { false }
        }
    }

    /// The files, with the JSON pointer to the name of each.
    var files: [(file: AudienceFile, pointer: String)] {
        lists.compactMap { if case .file(let file, let pointer) = $0 { (file, pointer) } else { nil } }
    }

    /// Notes that a row stands for somebody; once, however many departments of the row they are in.
    mutating func add(_ appearance: Appearance, of id: String) {
        guard hasValues, case .file = lists[appearance.list] else { return }
        let row = Row(
            list: Int32(clamping: appearance.list), index: Int32(clamping: appearance.index),
            isOwn: appearance.kind != .departmentID)
        if rows[id]?.last != row { rows[id, default: []].append(row) }
    }

    /// The rows that name somebody, in the order of the audience.
    func rows(of id: String) -> [Row] { rows[id] ?? [] }

    /// Where somebody's first row stands, for people; their id when they have none.
    func place(of id: String) -> String { rows[id]?.first.map(place) ?? "\(Quoting.line(id, limit: 80)) (no row)" }

    /// Where a row stands, for people: `joiners.csv:12`.
    func place(of row: Row) -> String { lists[Int(row.list)].place(ofIndex: Int(row.index)) }
}
