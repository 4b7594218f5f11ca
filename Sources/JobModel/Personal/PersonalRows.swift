/// Which rows of an audience's CSV files name whom, so that a value finds its way to the person whatever the row calls
/// them.
struct PersonalRows: Sendable, Equatable {
    /// A row that has something to say about somebody.
    struct Row: Sendable, Equatable {
        /// What makes it theirs.
        enum Tie: UInt8, Sendable {
            /// It names the person.
            case own
            /// It names their department.
            case department
            /// Nothing: it stands in for a row of a tester's own.
            case sample
        }

        /// Its list, by index.
        var list: Int32
        /// Its place in the list, from 0.
        var index: Int32
        /// What makes it theirs.
        var tie: Tie

        /// Whether it names the person.
        var isOwn: Bool { tie == .own }
    }

    /// The lists of the audience, and behind them those whose rows a test borrows.
    let lists: [AppearanceList]
    /// Where the lists begin that name nobody and are there to be borrowed from.
    private let firstSample: Int
    /// Whether the cells of a file were read.
    let hasValues: Bool
    /// The first row of each person; nearly nobody has more.
    private var first: [String: Row] = [:]
    private var more: [String: [Row]] = [:]

    init(lists: [AppearanceList], samples: [AppearanceList] = []) {
        self.lists = lists + samples
        firstSample = lists.count
        hasValues = self.lists.contains {
            if case .file(let file, _) = $0 { !file.keptColumns.isEmpty } else { false }
        }
    }

    /// The files, with the JSON pointer to the name of each.
    var files: [(file: AudienceFile, pointer: String)] {
        lists.compactMap { if case .file(let file, let pointer) = $0 { (file, pointer) } else { nil } }
    }

    /// Notes that a row stands for somebody; once, however many departments of the row they are in.
    mutating func add(_ appearance: Appearance, of id: String) {
        guard hasValues else { return }
        guard case .file = lists[appearance.list] else { return borrow(appearance, of: id) }
        add(
            Row(
                list: Int32(clamping: appearance.list), index: Int32(clamping: appearance.index),
                tie: appearance.kind == .departmentID ? .department : .own), of: id)
    }

    /// Gives a tester the rows that name them in the files of the real audience, and the first row of each file for what
    /// those do not say.
    private mutating func borrow(_ appearance: Appearance, of id: String) {
        for list in lists[firstSample...].indices {
            guard case .file(let file, _) = lists[list], !file.rows.isEmpty else { continue }
            for (index, row) in file.rows.enumerated() where row.kind == appearance.kind && row.text == appearance.text
            {
                add(Row(list: Int32(clamping: list), index: Int32(clamping: index), tie: .own), of: id)
            }
            add(Row(list: Int32(clamping: list), index: 0, tie: .sample), of: id)
        }
    }

    private mutating func add(_ row: Row, of id: String) {
        guard let known = first[id] else { return first[id] = row }
        guard (more[id]?.last ?? known) != row else { return }
        more[id, default: []].append(row)
    }

    /// The rows that say something about somebody, in the order of the audience.
    func rows(of id: String) -> [Row] {
        guard let row = first[id] else { return [] }
        guard let others = more[id] else { return [row] }
        return [row] + others
    }

    /// Where somebody's first row stands, for people; their id when they have none.
    func place(of id: String) -> String { first[id].map(place) ?? "\(Quoting.line(id, limit: 80)) (no row)" }

    /// Where a row stands, for people: `joiners.csv:12`.
    func place(of row: Row) -> String { lists[Int(row.list)].place(ofIndex: Int(row.index)) }
}
